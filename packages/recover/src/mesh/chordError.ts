/** How far facets are from the surfaces that were read off them. */
import { dot, norm, type Vec3 } from "@unbake/kernel";
import { distanceToElementary, naturalNormal } from "../graph/elementary.js";
import { middle } from "./corners.js";
import type { Segmentation } from "./regions.js";
import { facetAngleRad } from "./tolerances.js";
import { areaVector, cornersOf, type WeldedMesh } from "./welded.js";

export interface ChordError {
  readonly vertexMm: number;
  readonly chordMm: number;
  /** Area of each curved facet times its own chord error, summed, mm3. */
  readonly volumeSlack: number;
  /** How much larger the faces may be than their facets, by the angle between the two, mm2. */
  readonly areaSlack: number;
}

/** Measured at the corners, and at the middles of edges and triangles of curved faces. */
export function chordError(mesh: WeldedMesh, { regions }: Segmentation): ChordError {
  let [vertexMm, chordMm, volumeSlack, areaSlack] = [0, 0, 0, 0];
  for (const { surface, triangles, vertices } of regions) {
    for (const v of vertices) vertexMm = Math.max(vertexMm, distanceToElementary(surface, mesh.points[v] ?? [0, 0, 0]));
    if (surface.kind === "plane") continue;
    for (const t of triangles) {
      const vector = areaVector(mesh, t);
      const area = norm(vector) / 2;
      const corners = cornersOf(mesh, t);
      const [a, b, c] = corners;
      const center: Vec3 = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
      let chord = 0;
      for (const p of [center, middle(a, b), middle(b, c), middle(c, a)]) {
        chord = Math.max(chord, distanceToElementary(surface, p));
      }
      chordMm = Math.max(chordMm, chord);
      volumeSlack += area * chord;
      const cosines = corners.map((p) => Math.abs(dot(naturalNormal(surface, p), vector)) / (2 * area));
      const leastCosine = Math.max(Math.cos(facetAngleRad), Math.min(1, ...cosines));
      if (area > 0) areaSlack += area * (1 / leastCosine - 1);
    }
  }
  return { vertexMm, chordMm, volumeSlack, areaSlack };
}
