/** Where something is in a file, for people: lines are counted only when an error needs one. */

/** Line of a byte offset, from 1. Line ends are LF, CRLF or CR alone. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  const end = Math.min(offset, bytes.length);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i];
    if (byte === 0x0a || (byte === 0x0d && bytes[i + 1] !== 0x0a)) line++;
  }
  return line;
}

/** A few characters around an offset, printable. */
export function excerpt(bytes: Uint8Array, offset: number, length = 24): string {
  const text = new TextDecoder("latin1").decode(bytes.subarray(offset, offset + length));
  return Array.from(text, (c) => (c >= " " && c <= "~" ? c : "?")).join("");
}
