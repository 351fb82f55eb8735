/** Wavefront OBJ: `v x y z`, `f a b c ...` with places counted from 1, or from the end where negative. Other lines are not read. */
import { UnbakeError } from "../errors.js";
import { growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { trianglesOf } from "./polygons.js";
import { textPrecision } from "./precision.js";
import type { MeshFile } from "./types.js";
import { coordinate, linesOf, short } from "./words.js";

/** All polygons of the text as one body: groups and objects say nothing about what is closed. @throws syntax, dangling_reference, too_large. */
export function readObj(bytes: Uint8Array): MeshFile {
  const positions = growingFloats();
  const triangles = growingIndices();
  const precision = textPrecision();
  let curves = 0;
  for (const { text, line } of linesOf(bytes)) {
    const words = text.split(/\s+/);
    switch (words[0]) {
      case "v": {
        checkVertices(positions.length / 3 + 1);
        for (const word of [words[1], words[2], words[3]]) {
          const value = coordinate(word, line);
          precision.see(word ?? "", value);
          positions.push(value);
        }
        break;
      }
      case "f": {
        const polygon = words.slice(1).map((word) => vertexOf(word, positions.length / 3, line));
        if (polygon.length < 3) throw new UnbakeError("syntax", `line ${line}: a face of ${polygon.length} vertices`);
        checkTriangles(triangles.length / 3 + polygon.length - 2);
        trianglesOf(polygon, positions, triangles.push);
        break;
      }
      case "curv":
      case "surf":
        curves++;
        break;
    }
  }
  const warnings = ["OBJ files state no length unit: millimetres are assumed"];
  if (curves > 0) warnings.push(`${curves} freeform curves and surfaces in the file are not converted`);
  return {
    bodies: [{ positions: positions.values(), triangles: triangles.values() }],
    unit: "mm",
    precisionMm: precision.result(),
    warnings,
  };
}

/** "7/3/2" -> 6; "-1" is the vertex that came last. */
function vertexOf(word: string, count: number, line: number): number {
  const slash = word.indexOf("/");
  const place = Number(slash < 0 ? word : word.slice(0, slash));
  if (!Number.isInteger(place) || place === 0) {
    throw new UnbakeError("syntax", `line ${line}: "${short(word)}" is no vertex of a face`);
  }
  const vertex = place > 0 ? place - 1 : count + place;
  if (vertex < 0 || vertex >= count) {
    throw new UnbakeError("dangling_reference", `line ${line}: the face names vertex ${place} of ${count}`);
  }
  return vertex;
}
