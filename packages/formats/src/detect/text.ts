/** Formats that are told by what their text says. Works on the first bytes only, read as Latin-1. */
import type { CadFormat } from "./types.js";

interface TextFormat {
  readonly format: CadFormat;
  readonly description: string;
}

const rules: readonly (TextFormat & {
  readonly test: (head: string, contains: (word: string) => boolean) => boolean;
})[] = [
  {
    format: "lfs-pointer",
    description: "a Git LFS pointer",
    test: (head) => head.startsWith("version https://git-lfs.github.com/spec/"),
  },
  {
    format: "step-xml",
    description: "a STEP-XML (ISO 10303-28 or AP242 BO) document",
    test: (head) =>
      /^<\?xml|^<!--/.test(head) && /10303-28|iso_10303_28|AP242|10303\/-3000|standards\.iso\.org\/iso/i.test(head),
  },
  { format: "collada", description: "a COLLADA mesh", test: (head) => head.includes("<COLLADA") },
  { format: "amf", description: "an AMF mesh", test: (head) => /<amf[\s>]/i.test(head) },
  {
    format: "html",
    description: "a web page (a download that went wrong?)",
    test: (head) => /^<(!doctype html|html)/i.test(head) || /^<\?xml[^>]*>\s*<(!doctype )?html/i.test(head),
  },
  {
    format: "brep",
    description: "an OpenCASCADE BRep file",
    test: (head) =>
      /^DBRep_DrawableShape/.test(head) || /^(CASCADE Topology V\d|Open CASCADE Topology V\d)/m.test(head),
  },
  {
    format: "brep",
    description: "a binary OpenCASCADE BRep file",
    test: (head) => head.startsWith("Open CASCADE Topology V"),
  },
  { format: "iges", description: "an IGES file", test: isIges },
  {
    format: "stl",
    description: "an ASCII STL mesh",
    test: (head) => /^solid\b[^\r\n]*[\r\n]\s*(facet|endsolid)\b/i.test(head),
  },
  { format: "ply", description: "a PLY mesh", test: (head) => /^ply[ \t]*[\r\n]/.test(head) },
  { format: "off", description: "an OFF mesh", test: isOff },
  { format: "vrml", description: "a VRML mesh", test: (head) => /^#(VRML|X3D) V/.test(head) || /<X3D[\s>]/.test(head) },
  { format: "fbx", description: "a text FBX mesh", test: (head) => /^; FBX \d/.test(head) },
  {
    format: "gltf",
    description: "a glTF mesh",
    // Its keys come in any order, "asset" maybe behind megabytes of data.
    test: (head, contains) => head.startsWith("{") && contains('"asset"') && contains('"version"'),
  },
  { format: "proprietary", description: "a DXF drawing", test: (head) => /^0\s*\n\s*SECTION\s*\n/.test(head) },
  {
    format: "proprietary",
    description: "an ACIS text file",
    test: (head) => /^\d{3,5} \d+ \d+ \d+\s*\n\d+ [^\n]*ACIS/.test(head),
  },
  {
    format: "obj",
    description: "an OBJ mesh",
    test: (head) => isObj(head),
  },
  {
    format: "kcl",
    description: "a KCL program",
    test: (head) => /^@settings\(/m.test(head) || /\bstartSketchOn\(/.test(head),
  },
];

/** A keyword in capitals or small letters, alone or with the counts behind it. */
function isOff(head: string): boolean {
  return /^(\s*#[^\r\n]*[\r\n]|\s)*(ST)?C?N?4?n?OFF(\s+BINARY\b|(\s*#[^\r\n]*[\r\n]|\s)+\d)/i.test(head);
}

const objStatement =
  /^(v|vt|vn|vp|f|fo|l|p|o|g|s|mg|mtllib|usemtl|usemap|maplib|cstype|deg|bmat|step|curv|curv2|surf|parm|trim|hole|scrv|sp|end|con|bevel|c_interp|d_interp|lod|shadow_obj|trace_obj|ctech|stech|call|csh)(\s|$)/i;

/** Its first line that is no comment is a statement of OBJ, and vertices or faces are among those looked at. */
function isObj(head: string): boolean {
  const first = head.split(/[\r\n]+/).find((line) => !/^\s*(#|$)/.test(line));
  const hasVertex = /^[ \t]*v[ \t]+[-+]?\.?\d/im.test(head);
  const hasFace = /^[ \t]*f[ \t]+[-+]?\d+(\/[-+\d/]*)?[ \t]+[-+]?\d/im.test(head);
  return first !== undefined && objStatement.test(first.trimStart()) && (hasVertex || hasFace);
}

/** Fixed columns of 80: column 73 has the section letter, 74 to 80 the line number. The letters B and C mean the binary and the compressed form. */
function isIges(head: string): boolean {
  const line = head.split(/\r?\n/, 1)[0] ?? "";
  return /^[SBC] *0*1\s*$/.test(line.slice(72, 80));
}

/**
 * The format of a text, or undefined. `head` starts at the first character that is not white space, except for IGES lines; `contains`
 * looks for a word in the whole text.
 */
export function byText(head: string, contains: (word: string) => boolean): TextFormat | undefined {
  const trimmed = head.trimStart();
  const found = rules.find((rule) => rule.test(rule.format === "iges" ? head : trimmed, contains));
  return found === undefined ? undefined : { format: found.format, description: found.description };
}
