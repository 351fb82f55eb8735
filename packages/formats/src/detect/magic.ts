/** Formats that announce themselves in their first bytes. */
import type { CadFormat } from "./types.js";

interface Magic {
  readonly bytes: readonly number[];
  readonly format: CadFormat;
  readonly description: string;
}

const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

const magics: readonly Magic[] = [
  { bytes: [0x1f, 0x8b], format: "gzip", description: "a gzip archive" },
  { bytes: [0x50, 0x4b, 0x03, 0x04], format: "zip", description: "a zip archive" },
  { bytes: [0x50, 0x4b, 0x05, 0x06], format: "zip", description: "an empty zip archive" },
  { bytes: ascii("glTF"), format: "glb", description: "a binary glTF mesh" },
  { bytes: ascii("Kaydara FBX Binary"), format: "fbx", description: "a binary FBX mesh" },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    format: "proprietary",
    description: "an OLE2 document (SolidWorks, Inventor, Solid Edge or NX part)",
  },
  { bytes: ascii("V5_CFV2"), format: "proprietary", description: "a CATIA V5 document" },
  { bytes: ascii("V5_CF"), format: "proprietary", description: "a CATIA V5 document" },
  { bytes: ascii("#UGC:"), format: "proprietary", description: "a Creo or Pro/ENGINEER document" },
  { bytes: ascii("AC10"), format: "proprietary", description: "an AutoCAD DWG drawing" },
  { bytes: ascii("AutoCAD Binary DXF"), format: "proprietary", description: "a binary DXF drawing" },
  { bytes: ascii("**ABCDEFGHIJKLMNOPQRSTUVWXYZ"), format: "proprietary", description: "a Parasolid text file" },
  { bytes: [0x50, 0x53, 0x00, 0x00], format: "proprietary", description: "a Parasolid binary file" },
  { bytes: ascii("ACIS BinaryFile"), format: "proprietary", description: "an ACIS binary file" },
  { bytes: ascii("ASM BinaryFile"), format: "proprietary", description: "an Autodesk ShapeManager binary file" },
  { bytes: ascii("3D Geometry File Format"), format: "proprietary", description: "a Rhino 3dm document" },
  { bytes: ascii("BLENDER"), format: "proprietary", description: "a Blender document" },
  { bytes: ascii("%PDF"), format: "binary", description: "a PDF document" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], format: "binary", description: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], format: "binary", description: "a JPEG picture" },
  { bytes: ascii("Rar!"), format: "binary", description: "a RAR archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], format: "binary", description: "a 7-Zip archive" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], format: "binary", description: "an xz archive" },
  { bytes: ascii("BZh"), format: "binary", description: "a bzip2 archive" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], format: "binary", description: "a Zstandard archive" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], format: "binary", description: "a program" },
  { bytes: ascii("MZ\x90"), format: "binary", description: "a program" },
];

export function startsWith(bytes: Uint8Array, prefix: readonly number[], at = 0): boolean {
  if (bytes.length < at + prefix.length) return false;
  return prefix.every((byte, i) => bytes[at + i] === byte);
}

/** The format that the first bytes announce, or undefined. A JT file has its version in front of its name. */
export function byMagic(bytes: Uint8Array): { format: CadFormat; description: string } | undefined {
  const found = magics.find((magic) => startsWith(bytes, magic.bytes));
  if (found !== undefined) return { format: found.format, description: found.description };
  if (startsWith(bytes, ascii("Version ")) && startsWith(bytes, ascii(" JT"), 11)) {
    return { format: "proprietary", description: "a JT file" };
  }
  return undefined;
}
