/** Is a solid of the kernel one that may be converted: closed, of positive volume, its edges on its surfaces? */

import type { EdgeInfo, Topology } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { strayEdge } from "./stray.js";

export interface Soundness {
  /** Edges that only one face uses. */
  readonly openEdges: readonly EdgeInfo[];
  readonly volume: number;
  /** OpenCASCADE's BRepCheck. */
  readonly valid: boolean;
  /** The edge that lies furthest off the surface of its face, when that is too far. */
  readonly stray: ReturnType<typeof strayEdge>;
}

export function examine(kernel: Kernel, solid: Shape, topology: Topology): Soundness {
  return {
    openEdges: openEdges(topology),
    volume: kernel.massProperties(solid).volume,
    valid: kernel.isValid(solid),
    stray: strayEdge(topology),
  };
}

export function isSound(soundness: Soundness): boolean {
  return soundness.openEdges.length === 0 && soundness.volume > 0 && soundness.stray === undefined;
}

/** Edges that bound one face once: in a closed shell every edge is used twice, by two faces or as a seam. */
export function openEdges(topology: Topology): readonly EdgeInfo[] {
  const uses = new Int32Array(topology.edges.length);
  for (const face of topology.faces) {
    for (const loop of face.loops) for (const { edge } of loop.coedges) uses[edge] = at(uses, edge) + 1;
  }
  return topology.edges.filter((edge) => !edge.degenerate && at(uses, edge.id) % 2 === 1);
}
