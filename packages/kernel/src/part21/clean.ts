/** Bytes that the kernel's reader takes: OpenCASCADE refuses a file without its trailer, and reads on behind it. */
import type { Part21 } from "./types.js";

/**
 * The exchange structure alone, complete: what follows its end is cut off, and a trailer that only is missing is added.
 * Returns the scanner's own bytes when there is nothing to mend.
 */
export function cleanBytes(file: Part21): Uint8Array {
  const { end, closed, dataClosed } = file.ending;
  const body = file.bytes.subarray(0, end);
  if (closed && dataClosed) return withMark(body);
  const trailer = new TextEncoder().encode(`${dataClosed ? "" : "\nENDSEC;"}\nEND-ISO-10303-21;\n`);
  const whole = new Uint8Array(body.length + trailer.length);
  whole.set(body);
  whole.set(trailer, body.length);
  return withMark(whole);
}

const mark = "ISO-10303-21;";

/** Some old writers start with `STEP;`. */
function withMark(bytes: Uint8Array): Uint8Array {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, mark.length));
  if (head.startsWith("ISO-10303-21")) return bytes;
  const semicolon = bytes.indexOf(0x3b);
  const rest = bytes.subarray(semicolon + 1);
  const start = new TextEncoder().encode(`${mark}`);
  const whole = new Uint8Array(start.length + rest.length);
  whole.set(start);
  whole.set(rest, start.length);
  return whole;
}
