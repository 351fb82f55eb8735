/** Looks into zip archives: their directory (zip64 too), and the content of their files. */
import { crc32, inflateRawSync } from "node:zlib";
import { maxFileBytes } from "./limits.js";
import type { CadFormat } from "./types.js";

const endRecord = 0x06054b50;
const endRecord64 = 0x06064b50;
const endLocator64 = 0x07064b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
/** The extra field that holds sizes beyond 32 bits. */
const extraOf64 = 0x0001;
const beyond16 = 0xffff;
const beyond32 = 0xffffffff;
/** The end record is 22 bytes and a comment of at most 65535. */
const endSearch = 22 + 65535;
const deflated = 8;
/** A package's list of relations is a few lines. */
const maxRelationsBytes = 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  /** 0 where the writer stated none. */
  readonly crc: number;
  readonly packedBytes: number;
  /** Of the entry's own header. */
  readonly offset: number;
}

/** The archive's directory, or undefined when it has none (cut off, or only the first bytes of a zip). */
function zipEntries(bytes: Uint8Array): readonly Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - endSearch); end--) {
    if (view.getUint32(end, true) !== endRecord) continue;
    const { count, start } = directoryAt(view, end);
    const entries: Entry[] = [];
    let at = start;
    for (let i = 0; i < count && at + 46 <= bytes.length && view.getUint32(at, true) === directoryEntry; i++) {
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      entries.push(entryAt(bytes, view, at, nameLength, extraLength));
      at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    }
    return entries;
  }
  return undefined;
}

/** Where the directory is, and of how many files: in the end record, or in that of zip64 where it is beyond 16 or 32 bits. */
function directoryAt(view: DataView, end: number): { readonly count: number; readonly start: number } {
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  const locator = end - 20;
  if ((count !== beyond16 && start !== beyond32) || locator < 0 || view.getUint32(locator, true) !== endLocator64) {
    return { count, start };
  }
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== endRecord64) return { count: 0, start: 0 };
  return { count: Number(view.getBigUint64(at + 32, true)), start: Number(view.getBigUint64(at + 48, true)) };
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number, extraLength: number): Entry {
  const sizes = {
    unpacked: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  const extraEnd = Math.min(bytes.length, at + 46 + nameLength + extraLength);
  for (let extra = at + 46 + nameLength; extra + 4 <= extraEnd; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== extraOf64) continue;
    // It holds only the sizes that are beyond 32 bits, in this order.
    let field = extra + 4;
    for (const key of ["unpacked", "packed", "offset"] as const) {
      if (sizes[key] !== beyond32 || field + 8 > extraEnd) continue;
      sizes[key] = Number(view.getBigUint64(field, true));
      field += 8;
    }
  }
  return {
    name: new TextDecoder("latin1").decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedBytes: sizes.packed,
    offset: sizes.offset,
  };
}

function contentOf(bytes: Uint8Array, entry: Entry, maxBytes: number): Uint8Array | undefined {
  if (entry.offset + 30 > bytes.length || entry.encrypted) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== localEntry) return undefined;
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (entry.method !== 0 && entry.method !== deflated) return undefined;
  const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: maxBytes });
  if (entry.crc !== 0 && crc32(content) !== entry.crc) throw new Error("its checksum is not that of its content");
  return content;
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
  const [entry, ...others] = (zipEntries(bytes) ?? []).filter(({ name }) => !name.endsWith("/"));
  if (entry === undefined || others.length > 0) return undefined;
  return contentOf(bytes, entry, maxFileBytes);
}

export function describeZip(bytes: Uint8Array): [CadFormat, string] {
  const names = zipEntries(bytes)?.map(({ name }) => name);
  if (names === undefined) return ["binary", "a damaged zip archive: it starts like one and has no directory"];
  if (names.some((name) => name.toLowerCase().endsWith("3dmodel.model")) || isRelatedToModel(bytes, names)) {
    return ["3mf", "a 3MF mesh"];
  }
  if (names.includes("Document.xml")) return ["proprietary", "a FreeCAD document"];
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ", ..." : "");
  return ["zip", `a zip archive of ${names.length} files (${shown})`];
}

/** Do the package's relations name a 3MF model, whatever its part is called? */
function isRelatedToModel(bytes: Uint8Array, names: readonly string[]): boolean {
  const name = names.find((candidate) => candidate.toLowerCase() === "_rels/.rels");
  if (name === undefined) return false;
  try {
    const content = unzipEntry(bytes, name, maxRelationsBytes) ?? new Uint8Array();
    // UTF-16 without its zeros reads the same.
    return new TextDecoder("latin1").decode(content).replaceAll("\0", "").includes("3dmanufacturing/2013/01/3dmodel");
  } catch {
    // What is damaged is told when the package is read by its other marks; here it is only no 3MF.
    return false;
  }
}
