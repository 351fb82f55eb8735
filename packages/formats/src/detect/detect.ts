/** Tells what a file is from its content. */
import { binaryStlTriangles } from "./binaryStl.js";
import { sniffBytes } from "./limits.js";
import { byMagic, startsWith } from "./magic.js";
import { byText } from "./text.js";
import { type DetectedFormat, meshFormats, type TextEncoding } from "./types.js";
import { describeZip } from "./zip.js";

const stepMark = "ISO-10303-21";

/**
 * Tells the format by content; never throws and never looks at a name.
 * `skip` counts the bytes of a byte-order mark or stray text before the content.
 */
export function detectFormat(bytes: Uint8Array): DetectedFormat {
  const plain = (format: DetectedFormat["format"], description: string): DetectedFormat => ({
    format,
    description,
    encoding: "bytes",
    skip: 0,
  });
  if (isBlank(bytes)) return plain("empty", bytes.length === 0 ? "nothing: it has 0 bytes" : "nothing but white space");
  if (binaryStlTriangles(bytes) !== undefined) return plain("stl", "a binary STL mesh");
  const magic = byMagic(bytes);
  if (magic?.format === "zip") return plain(...describeZip(bytes));
  if (magic !== undefined) return plain(magic.format, magic.description);

  const { encoding, bom } = textEncoding(bytes);
  const head = decodeHead(bytes.subarray(bom, bom + sniffBytes), encoding);
  const step = findStep(head);
  const text = byText(
    head,
    (word) =>
      head.includes(word) ||
      (encoding === "bytes" && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(word)),
  );
  // Names and comments of meshes may mention the mark.
  if (step !== undefined && !(text !== undefined && meshFormats.has(text.format))) {
    const width = encoding === "bytes" ? 1 : 2;
    return { format: "step", description: "a STEP file (ISO 10303-21)", encoding, skip: bom + step * width };
  }
  if (text !== undefined) return { ...text, encoding, skip: bom };
  if (isBinary(head)) return plain("binary", "unknown binary data");
  return { format: "text", description: "a text without the ISO-10303-21 mark of a STEP file", encoding, skip: bom };
}

/** Where the exchange structure starts: at the mark, after white space, comments or a few stray characters; undefined if nowhere. */
function findStep(head: string): number | undefined {
  const at = head.indexOf(stepMark);
  if (at < 0) {
    // Some old writers say STEP; instead of the mark and are otherwise sound.
    return /^\s*STEP;\s*HEADER;/.test(head) ? head.search(/\S/) : undefined;
  }
  const before = head.slice(0, at);
  // In front of the mark only what cannot be another format: printable text without a line that ends a statement of Part 21.
  return isBinary(before) || /<html|<\?xml|<!doctype/i.test(before) ? undefined : at;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1a);
}

function textEncoding(bytes: Uint8Array): { encoding: TextEncoding; bom: number } {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { encoding: "bytes", bom: 3 };
  if (startsWith(bytes, [0xff, 0xfe])) return { encoding: "utf-16le", bom: 2 };
  if (startsWith(bytes, [0xfe, 0xff])) return { encoding: "utf-16be", bom: 2 };
  // UTF-16 without a mark: every other byte of plain text is zero.
  if (bytes.length >= 8) {
    const zeros = (offset: number): boolean => [0, 2, 4, 6].every((i) => bytes[i + offset] === 0);
    const filled = (offset: number): boolean => [0, 2, 4, 6].every((i) => bytes[i + offset] !== 0);
    if (zeros(1) && filled(0)) return { encoding: "utf-16le", bom: 0 };
    if (zeros(0) && filled(1)) return { encoding: "utf-16be", bom: 0 };
  }
  return { encoding: "bytes", bom: 0 };
}

function decodeHead(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding === "bytes" ? "latin1" : encoding).decode(bytes);
}

/** Control characters that no text has, in more than one of a hundred places. */
function isBinary(head: string): boolean {
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    const c = head.charCodeAt(i);
    if (c < 0x20 && !(c >= 0x09 && c <= 0x0d)) odd++;
  }
  return odd * 100 > head.length;
}
