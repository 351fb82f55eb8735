/** OFF: a keyword, three counts, vertices, faces. Colours, normals and texture places behind the coordinates are not read. */
import { UnbakeError } from "@unbake/ground";
import { type Growing, growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { oneBody } from "./oneBody.js";
import { trianglesOf } from "./polygons.js";
import { textPrecision } from "./precision.js";
import { statedUnits } from "./statedUnit.js";
import type { MeshFile } from "./types.js";
import { coordinate, linesOf, short } from "./words.js";

/** The text's words in turn, with their lines. */
interface OffText {
  readonly lines: readonly { readonly words: readonly string[]; readonly line: number }[];
  /** The line that the next word is in, counted in `lines`, and its place there. */
  at: { line: number; word: number };
}

/** The polygons of an OFF text as one body. @throws syntax, truncated, dangling_reference, too_large, unsupported_content. */
export function readOff(bytes: Uint8Array): MeshFile {
  const units = statedUnits();
  const lines = [...linesOf(bytes, units.see)].map(({ text, line }) => ({ words: text.split(/\s+/), line }));
  const text: OffText = { lines, at: { line: 0, word: 0 } };
  const { numbersAVertex } = readKeyword(text);
  const vertices = countOf(text, "vertices");
  const faces = countOf(text, "faces");
  // The count of edges is not always there, and not always right.
  skipLine(text);
  checkVertices(vertices);
  checkTriangles(faces);
  const precision = textPrecision();
  const positions = growingFloats();
  // Geomview reads words and cares for no line; most writers give every vertex one, some with more than their keyword says behind it.
  const byLine = lines.length - text.at.line >= vertices + faces;
  for (let i = 0; i < vertices; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const { word, line } = next(text);
      positions.push(coordinate(word, line));
      precision.see(word);
    }
    if (byLine) skipLine(text);
    else for (let more = 3; more < numbersAVertex; more++) next(text);
  }
  const triangles = growingIndices();
  for (let i = 0; i < faces; i++) readFace(text, positions, triangles);
  const left = lines[text.at.line];
  if (left)
    throw new UnbakeError("syntax", `line ${left.line}: more follows than ${vertices} vertices and ${faces} faces`);
  return oneBody({
    format: "OFF",
    positions: positions.values(),
    triangles: triangles.values(),
    precision: precision.result,
    units,
  });
}

/** ST: texture places, C: colours, N: normals. 4OFF and nOFF have other coordinates; "noff" may be NOFF or nOFF. */
function readKeyword(text: OffText): { readonly numbersAVertex: number } {
  const { word } = next(text);
  const [, st, c, n] = /^(ST|st)?([Cc])?(N)?(?:OFF|off|Off)$/.exec(word) ?? [];
  if (!/^(ST|st)?[Cc]?N?(OFF|off|Off)$/.test(word)) {
    throw new UnbakeError("unsupported_content", `"${short(word)}" is no kind of OFF file that is read`);
  }
  if (text.lines[text.at.line]?.words[text.at.word]?.toUpperCase() === "BINARY") {
    throw new UnbakeError("unsupported_content", "binary OFF files are not read");
  }
  return { numbersAVertex: 3 + (st ? 2 : 0) + (c ? 4 : 0) + (n ? 3 : 0) };
}

function readFace(text: OffText, positions: Growing<Float64Array>, triangles: Growing<Uint32Array>): void {
  const count = countOf(text, "corners of a face");
  checkTriangles(triangles.length / 3 + Math.max(0, count - 2));
  const vertices = positions.length / 3;
  const polygon: number[] = [];
  for (let corner = 0; corner < count; corner++) {
    const { word, line } = next(text);
    const vertex = Number(/^\+?\d+$/.test(word) ? word : Number.NaN);
    if (!(vertex < vertices)) {
      throw new UnbakeError("dangling_reference", `line ${line}: the face names vertex ${short(word)} of ${vertices}`);
    }
    polygon.push(vertex);
  }
  skipLine(text);
  if (count >= 3) trianglesOf(polygon, positions, triangles.push);
}

function countOf(text: OffText, what: string): number {
  const { word, line } = next(text);
  if (!/^\+?\d+$/.test(word)) {
    throw new UnbakeError("syntax", `line ${line}: "${short(word)}" where the number of ${what} is expected`);
  }
  return Number(word);
}

function next(text: OffText): { readonly word: string; readonly line: number } {
  const { at } = text;
  const current = text.lines[at.line];
  const word = current?.words[at.word];
  if (current === undefined || word === undefined) {
    const end = text.lines.at(-1)?.line ?? 0; // default: a text without words ends before its first line
    throw new UnbakeError("truncated", `the text ends after line ${end}`);
  }
  text.at = at.word + 1 < current.words.length ? { line: at.line, word: at.word + 1 } : { line: at.line + 1, word: 0 };
  return { word, line: current.line };
}

/** Passes over what is left of a line that has been begun. */
function skipLine(text: OffText): void {
  if (text.at.word > 0) text.at = { line: text.at.line + 1, word: 0 };
}
