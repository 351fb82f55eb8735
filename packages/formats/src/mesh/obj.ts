/**
 * Wavefront OBJ: `v x y z`, `f a b c ...` with places counted from 1, or from the vertex that came last where negative. Faces may come
 * before their vertices. Groups, materials, normals, points and lines are not read.
 */
import { UnbakeError } from "@unbake/ground";
import { type Growing, growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { oneBody } from "./oneBody.js";
import { trianglesOf } from "./polygons.js";
import { textPrecision } from "./precision.js";
import { statedUnits } from "./statedUnit.js";
import type { MeshFile } from "./types.js";
import { coordinate, linesOf, short } from "./words.js";

interface Face {
  /** Counted from 0; may be beyond the vertices of the file. */
  readonly vertices: readonly number[];
  readonly line: number;
}

/** Freeform surfaces, and the patches of old versions of the format. */
const surfaces: ReadonlySet<string> = new Set(["surf", "bsp", "bzp", "cdp"]);

/**
 * All polygons of the text as one body: groups and objects say nothing about what is closed.
 * @throws syntax, dangling_reference, too_large, unsupported_content, missing_external.
 */
export function readObj(bytes: Uint8Array): MeshFile {
  const positions = growingFloats();
  const precision = textPrecision();
  const units = statedUnits();
  const faces: Face[] = [];
  let corners = 0;
  let curves = 0;
  for (const { text, line } of linesOf(bytes, units.see)) {
    const words = text.split(/\s+/);
    const keyword = (words[0] ?? "").toLowerCase();
    if (keyword === "v") readVertex(words, line, positions, precision);
    else if (keyword === "f" || keyword === "fo") {
      const vertices = words.slice(1).map((word) => vertexOf(word, positions.length / 3, line));
      if (vertices.length < 3) throw new UnbakeError("syntax", `line ${line}: a face of ${vertices.length} vertices`);
      corners += vertices.length - 2;
      checkTriangles(corners);
      faces.push({ vertices, line });
    } else if (keyword === "curv") curves++;
    else refuseStatement(keyword, line);
  }
  return oneBody({
    format: "OBJ",
    positions: positions.values(),
    triangles: trianglesOfFaces(faces, positions),
    precision: precision.result,
    units,
    warnings: curves > 0 ? [`${curves} freeform curves in the file are not converted`] : [],
  });
}

function readVertex(
  words: readonly string[],
  line: number,
  positions: Growing<Float64Array>,
  precision: ReturnType<typeof textPrecision>,
): void {
  checkVertices(positions.length / 3 + 1);
  for (const word of [words[1], words[2], words[3]]) {
    const value = coordinate(word, line);
    precision.see(word ?? "");
    positions.push(value);
  }
  // Behind the coordinates: nothing, a weight, or a colour.
  if (words.length === 5 && coordinate(words[4], line) !== 1) {
    throw new UnbakeError("unsupported_content", `a vertex with the weight ${short(words[4] ?? "")} in line ${line}`);
  }
}

/** Statements without which the polygons are not the shape. Unknown ones are attributes of programs and passed over. */
function refuseStatement(keyword: string, line: number): void {
  if (surfaces.has(keyword)) throw new UnbakeError("unsupported_content", `a freeform surface in line ${line}`);
  if (keyword === "call") throw new UnbakeError("missing_external", `line ${line} calls another file`);
  if (/^[-+.\d]/.test(keyword)) {
    throw new UnbakeError("syntax", `line ${line}: "${short(keyword)}" where a statement is expected`);
  }
}

/** "7/3/2" -> 6; "-1" is the vertex that came last. */
function vertexOf(word: string, count: number, line: number): number {
  const [, digits] = /^([-+]?\d+)(?:\/[-+\d]*){0,2}$/.exec(word) ?? [];
  const place = Number(digits);
  if (!Number.isSafeInteger(place) || place === 0) {
    throw new UnbakeError("syntax", `line ${line}: "${short(word)}" is no vertex of a face`);
  }
  const vertex = place > 0 ? place - 1 : count + place;
  if (vertex < 0) {
    throw new UnbakeError("dangling_reference", `line ${line}: the face names vertex ${place} of ${count}`);
  }
  return vertex;
}

function trianglesOfFaces(faces: readonly Face[], positions: Growing<Float64Array>): Uint32Array {
  const triangles = growingIndices();
  const count = positions.length / 3;
  for (const { vertices, line } of faces) {
    const bad = vertices.find((vertex) => vertex >= count);
    if (bad !== undefined) {
      throw new UnbakeError("dangling_reference", `line ${line}: the face names vertex ${bad + 1} of ${count}`);
    }
    trianglesOf(vertices, positions, triangles.push);
  }
  return triangles.values();
}
