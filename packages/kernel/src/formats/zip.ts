/** Looks into zip archives: their directory, and the content of an archive of one file. */
import { inflateRawSync } from "node:zlib";
import { maxFileBytes } from "./limits.js";
import type { CadFormat } from "./types.js";

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 65535. */
const endSearch = 22 + 65535;
const deflated = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  /** Of the entry's own header. */
  readonly offset: number;
}

/** The archive's directory, or undefined when it has none (cut off, or only the first bytes of a zip). */
function zipEntries(bytes: Uint8Array): readonly Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - endSearch); end--) {
    if (view.getUint32(end, true) !== endRecord) continue;
    const entries: Entry[] = [];
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count && at + 46 <= bytes.length && view.getUint32(at, true) === directoryEntry; i++) {
      const nameLength = view.getUint16(at + 28, true);
      entries.push({
        name: new TextDecoder("latin1").decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        packedBytes: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  }
  return undefined;
}

function contentOf(bytes: Uint8Array, entry: Entry, maxBytes: number): Uint8Array | undefined {
  if (entry.offset + 30 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== localEntry) return undefined;
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (entry.method === 0) return packed;
  return entry.method === deflated ? inflateRawSync(packed, { maxOutputLength: maxBytes }) : undefined;
}

/** The names of the files in an archive; none for a damaged one. */
export const zipNames = (bytes: Uint8Array): readonly string[] => zipEntries(bytes)?.map(({ name }) => name) ?? [];

/**
 * The content of the file of that name, of at most `maxBytes`; undefined where it is not there or not packed in a known way.
 * Throws what zlib throws on damaged data, with code ERR_BUFFER_TOO_LARGE past the limit.
 */
export function unzipEntry(bytes: Uint8Array, name: string, maxBytes: number): Uint8Array | undefined {
  const entry = zipEntries(bytes)?.find((candidate) => candidate.name === name);
  return entry && contentOf(bytes, entry, maxBytes);
}

/**
 * The content of an archive that holds one file (some writers call that .stpZ); undefined for any other archive.
 * Throws what zlib throws on damaged data, with code ERR_BUFFER_TOO_LARGE past the size limit.
 */
export function unzipSingle(bytes: Uint8Array): Uint8Array | undefined {
  const [entry, ...others] = zipEntries(bytes) ?? [];
  if (entry === undefined || others.length > 0) return undefined;
  return contentOf(bytes, entry, maxFileBytes);
}

export function describeZip(bytes: Uint8Array): [CadFormat, string] {
  const names = zipEntries(bytes)?.map(({ name }) => name);
  if (names === undefined) return ["binary", "a damaged zip archive: it starts like one and has no directory"];
  if (names.some((name) => name.toLowerCase().endsWith("3dmodel.model"))) return ["3mf", "a 3MF mesh"];
  if (names.includes("Document.xml")) return ["proprietary", "a FreeCAD document"];
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ", ..." : "");
  return ["zip", `a zip archive of ${names.length} files (${shown})`];
}
