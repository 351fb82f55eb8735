/**
 * The words of this folder.
 *
 * - format: what the bytes are, told by their content, never by a name.
 * - opened file: the same content made plain: unpacked, decoded to a byte encoding, padding removed.
 */

/** Formats that are told apart. `text` and `binary` are content that is no CAD file we know. */
export type CadFormat =
  | "step"
  | "step-xml"
  | "stl"
  | "iges"
  | "brep"
  | "obj"
  | "ply"
  | "off"
  | "gltf"
  | "glb"
  | "3mf"
  | "amf"
  | "fbx"
  | "collada"
  | "vrml"
  | "kcl"
  | "zip"
  | "gzip"
  | "proprietary"
  | "lfs-pointer"
  | "empty"
  | "html"
  | "text"
  | "binary";

/** Mesh formats: triangles or polygons, no exact surfaces. */
export const meshFormats: ReadonlySet<CadFormat> = new Set([
  "stl",
  "obj",
  "ply",
  "off",
  "gltf",
  "glb",
  "3mf",
  "amf",
  "fbx",
  "collada",
  "vrml",
]);

export type TextEncoding = "bytes" | "utf-16le" | "utf-16be";

export interface DetectedFormat {
  readonly format: CadFormat;
  /** What a person would call it: "a binary STL mesh", "a SolidWorks or Inventor document (OLE2)". */
  readonly description: string;
  readonly encoding: TextEncoding;
  /** Bytes of byte-order mark or stray characters before the content. */
  readonly skip: number;
}

export interface OpenedFile {
  readonly format: CadFormat;
  readonly description: string;
  /** The content: unpacked, decoded, without byte-order mark and padding. */
  readonly bytes: Uint8Array;
  /** What was done to the bytes, for the user: one sentence each. */
  readonly warnings: readonly string[];
}
