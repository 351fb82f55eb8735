/** How far facets are from the surfaces that were read off them. */

import { dot, norm, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { distanceToElementary, naturalNormal } from "../../analysis/graph/elementary.js";
import { facetAngleRad } from "../../tolerances.js";
import type { Segmentation } from "./regions.js";
import { areaVector, cornersOf, type WeldedMesh } from "./welded.js";

export interface ChordError {
  readonly vertexMm: number;
  readonly chordMm: number;
  /** Area of each curved facet times its own chord error, summed, mm3. */
  readonly volumeSlack: number;
  /** How much larger the faces may be than their facets, by the angle between the two, mm2. */
  readonly areaSlack: number;
}

/** Measured at the corners, and over a grid on every triangle of curved faces. */
export function chordError(mesh: WeldedMesh, { regions }: Segmentation): ChordError {
  let [vertexMm, chordMm, volumeSlack, areaSlack] = [0, 0, 0, 0];
  for (const { surface, triangles, vertices } of regions) {
    for (const v of vertices) vertexMm = Math.max(vertexMm, distanceToElementary(surface, at(mesh.points, v)));
    if (surface.kind === "plane") continue;
    for (const t of triangles) {
      const vector = areaVector(mesh, t);
      const area = norm(vector) / 2;
      const corners = cornersOf(mesh, t);
      let chord = 0;
      for (const p of pointsOfTriangle(corners)) chord = Math.max(chord, distanceToElementary(surface, p));
      chordMm = Math.max(chordMm, chord);
      volumeSlack += area * chord;
      const cosines = corners.map((p) => Math.abs(dot(naturalNormal(surface, p), vector)) / (2 * area));
      const leastCosine = Math.max(Math.cos(facetAngleRad), Math.min(1, ...cosines));
      if (area > 0) areaSlack += area * (1 / leastCosine ** 2 - 1);
    }
  }
  return { vertexMm, chordMm, volumeSlack, areaSlack };
}

/** Steps of the grid along each side of a triangle. */
const gridSteps = 6;

function* pointsOfTriangle([a, b, c]: readonly [Vec3, Vec3, Vec3]): Generator<Vec3> {
  for (let i = 0; i <= gridSteps; i++) {
    for (let j = 0; i + j <= gridSteps; j++) {
      const [u, v] = [i / gridSteps, j / gridSteps];
      const w = 1 - u - v;
      yield [u * a[0] + v * b[0] + w * c[0], u * a[1] + v * b[1] + w * c[1], u * a[2] + v * b[2] + w * c[2]];
    }
  }
}
