/** The header of a PLY file: which elements come, with which properties of which types. */
import { UnbakeError } from "@unbake/ground";
import { short } from "./words.js";

export type PlyType = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";

export interface PlyProperty {
  readonly name: string;
  readonly type: PlyType;
  /** Of the count in front of a list; absent where the property is one value. */
  readonly countType?: PlyType;
}

export interface PlyElement {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
}

export interface PlyHeader {
  readonly format: "ascii" | "little" | "big";
  readonly elements: readonly PlyElement[];
  readonly comments: readonly string[];
  /** Where the content begins. */
  readonly bytes: number;
}

export const plyTypeBytes: Readonly<Record<PlyType, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

const typeNames: ReadonlyMap<string, PlyType> = new Map([
  ["char", "int8"],
  ["uchar", "uint8"],
  ["short", "int16"],
  ["ushort", "uint16"],
  ["int", "int32"],
  ["uint", "uint32"],
  ["float", "float32"],
  ["double", "float64"],
  ...(Object.keys(plyTypeBytes) as PlyType[]).map((type) => [type, type] as const),
]);

const formats = { ascii: "ascii", binary_little_endian: "little", binary_big_endian: "big" } as const;
/** A header is a few lines; what is longer is no header. */
const mostHeaderBytes = 64 * 1024;

/** @throws syntax, truncated. */
export function readPlyHeader(bytes: Uint8Array): PlyHeader {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, mostHeaderBytes));
  // Of binary content behind a CR the first byte may be a line feed: the first line tells how lines end.
  const lineEnd = /^ply[ \t]*(\r\n|\n|\r)/.exec(head)?.[1] ?? "\n";
  const end = new RegExp(`${lineEnd}[ \\t]*end_header[ \\t]*(${lineEnd}|$)`).exec(head);
  if (!end) throw new UnbakeError("truncated", "its header has no end");
  let format: PlyHeader["format"] | undefined;
  const elements: { name: string; count: number; properties: PlyProperty[] }[] = [];
  const comments: string[] = [];
  for (const line of head
    .slice(0, end.index)
    .split(/[\r\n]+/)
    .slice(1)) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "comment" || words[0] === "obj_info") {
      comments.push(words.slice(1).join(" "));
    } else if (words[0] === "format") {
      format = words[2] === "1.0" ? formats[words[1] as keyof typeof formats] : undefined;
    } else if (words[0] === "element") {
      const count = Number(words[2]);
      if (!Number.isInteger(count) || count < 0) throw new UnbakeError("syntax", `the header's line "${short(line)}"`);
      elements.push({ name: words[1] ?? "", count, properties: [] });
    } else if (words[0] === "property") {
      const list = words[1] === "list";
      const type = typeNames.get(words[list ? 3 : 1] ?? "");
      const countType = list ? typeNames.get(words[2] ?? "") : undefined;
      if (!type || (list && !countType)) throw new UnbakeError("syntax", `the header's line "${short(line)}"`);
      const name = words[list ? 4 : 2] ?? "";
      const element = elements.at(-1);
      if (!element)
        throw new UnbakeError("syntax", `the header's line "${short(line)}": no element is named before it`);
      element.properties.push(countType ? { name, type, countType } : { name, type });
    } else if (words[0] !== "") {
      throw new UnbakeError("syntax", `the header's line "${short(line)}"`);
    }
  }
  if (!format) throw new UnbakeError("syntax", "its header names no format that is known");
  return { format, elements, comments, bytes: end.index + end[0].length };
}
