/** Bytes behind the content of a binary file. */
import { UnbakeError } from "@unbake/ground";

/** The smallest thing that could matter, a triangle of a binary STL, has this many bytes. */
const leastContentBytes = 50;

/**
 * A warning of bytes that are passed over: padding, or fewer than anything that matters has.
 * @throws syntax for more: they may be further triangles, or another file.
 */
export function trailingWarnings(bytes: Uint8Array, end: number): readonly string[] {
  const trailing = bytes.subarray(end);
  if (trailing.length === 0) return [];
  const isPadding = trailing.every(
    (byte) => byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1a,
  );
  if (!isPadding && trailing.length >= leastContentBytes) {
    throw new UnbakeError("syntax", `byte ${end}: ${trailing.length} bytes follow what the file announces`);
  }
  return [`${trailing.length} bytes behind the content of the file have been passed over`];
}
