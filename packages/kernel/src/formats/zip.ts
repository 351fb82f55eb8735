/** Looks into the directory of a zip archive, without unpacking it. */
import type { CadFormat } from "./types.js";

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65535. */
const endSearch = 22 + 65535;

/** Names in the archive's directory, or undefined when it has none (cut off, or only the first bytes of a zip). */
export function zipNames(bytes: Uint8Array): readonly string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - endSearch); end--) {
    if (view.getUint32(end, true) !== endRecord) continue;
    const names: string[] = [];
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count && at + 46 <= bytes.length && view.getUint32(at, true) === directoryEntry; i++) {
      const nameLength = view.getUint16(at + 28, true);
      names.push(new TextDecoder("latin1").decode(bytes.subarray(at + 46, at + 46 + nameLength)));
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return names;
  }
  return undefined;
}

export function describeZip(bytes: Uint8Array): [CadFormat, string] {
  const names = zipNames(bytes);
  if (names === undefined) return ["binary", "a damaged zip archive: it starts like one and has no directory"];
  if (names.some((name) => name.toLowerCase().endsWith("3dmodel.model"))) return ["3mf", "a 3MF mesh"];
  if (names.includes("Document.xml")) return ["proprietary", "a FreeCAD document"];
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ", ..." : "");
  return ["zip", `a zip archive of ${names.length} files (${shown})`];
}
