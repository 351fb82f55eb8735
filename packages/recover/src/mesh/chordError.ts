/** How far facets are from the surfaces that were read off them. */
import { norm, type Vec3 } from "@unbake/kernel";
import { distanceToElementary } from "../graph/elementary.js";
import { middle } from "./corners.js";
import type { Segmentation } from "./regions.js";
import { areaVector, cornersOf, type WeldedMesh } from "./welded.js";

export interface ChordError {
  readonly vertexMm: number;
  readonly chordMm: number;
  /** Of the triangles on curved surfaces, mm2. */
  readonly curvedArea: number;
}

/** Measured at the corners, and at the middles of edges and triangles of curved faces. */
export function chordError(mesh: WeldedMesh, { regions }: Segmentation): ChordError {
  let [vertexMm, chordMm, curvedArea] = [0, 0, 0];
  for (const { surface, triangles, vertices } of regions) {
    for (const v of vertices) vertexMm = Math.max(vertexMm, distanceToElementary(surface, mesh.points[v] ?? [0, 0, 0]));
    if (surface.kind === "plane") continue;
    for (const t of triangles) {
      curvedArea += norm(areaVector(mesh, t)) / 2;
      const [a, b, c] = cornersOf(mesh, t);
      const center: Vec3 = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
      for (const p of [center, middle(a, b), middle(b, c), middle(c, a)]) {
        chordMm = Math.max(chordMm, distanceToElementary(surface, p));
      }
    }
  }
  return { vertexMm, chordMm, curvedArea };
}
