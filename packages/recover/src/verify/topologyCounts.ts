/** Counts that do not depend on how faces and edges are split. */
import { at } from "@unbake/ground";
import type { Side } from "./side.js";

/**
 * Vertices - edges + faces of a solid's boundary, with faces counted by what their loops bound in parameter space
 * (2 - loops: OpenCASCADE cuts closed surfaces open at seams). For each shell it is 2 - 2 x (number of through holes).
 */
export function eulerCharacteristic(side: Side, solid: number): number {
  const { topology } = side;
  const edges = new Set<number>();
  const vertices = new Set<number>();
  let faces = 0;
  for (const id of at(topology.solids, solid).faces) {
    const face = topology.faces[id];
    if (!face) continue;
    faces += 2 - face.loops.length;
    for (const loop of face.loops) {
      for (const coedge of loop.coedges) {
        const edge = topology.edges[coedge.edge];
        if (!edge) continue;
        for (const vertex of [edge.start, edge.end]) if (vertex >= 0) vertices.add(vertex);
        if (!edge.degenerate) edges.add(edge.id);
      }
    }
  }
  return vertices.size - edges.size + faces;
}
