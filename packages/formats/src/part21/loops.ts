/** Loops that do not close: a reader may close them in silence with an edge of its own. */

import type { Vec3 } from "@unbake/geometry";
import { distance3 } from "@unbake/geometry";
import { loopEndShare } from "../tolerances.js";
import { vectorOf } from "./affine.js";
import { clusterPoints, sizeOfPoints } from "./cluster.js";
import { brepTypes } from "./entities.js";
import { instancesOfAny, refsOf } from "./query.js";
import { type BoundaryRole, boundaryOf, boundaryRoles, edgeEnds } from "./shells.js";
import type { Part21 } from "./types.js";

export interface OpenLoop {
  /** Instances of the face and of its EDGE_LOOP. */
  readonly face: number;
  readonly loop: number;
  /** How far its loose ends are apart, in the unit of the file. */
  readonly gap: number;
}

/** The first loop of a face of a solid whose edges do not form a closed chain; undefined when all do. */
export function findOpenLoop(file: Part21): OpenLoop | undefined {
  const role = boundaryRoles(file);
  for (const solid of instancesOfAny(file, brepTypes)) {
    for (const face of boundaryOf(file, solid, role).faces) {
      for (const bound of refsOf(file, face)) {
        if (role(bound) !== "bound") continue;
        for (const loop of refsOf(file, bound)) {
          const gap = role(loop) === "edgeLoop" ? loopGap(file, loop, role) : 0;
          if (gap > 0) return { face, loop, gap };
        }
      }
    }
  }
  return undefined;
}

/** In a closed chain every end is met an even number of times, whatever the order of the edges. */
function loopGap(file: Part21, loop: number, role: (index: number) => BoundaryRole): number {
  const odd = new Set<number>();
  const all: number[] = [];
  for (const use of refsOf(file, loop)) {
    for (const edge of role(use) === "orientedEdge" ? refsOf(file, use) : [use]) {
      if (role(edge) !== "edge") continue;
      for (const end of edgeEnds(file, edge, role)) {
        all.push(end);
        if (!odd.delete(end)) odd.add(end);
      }
    }
  }
  if (odd.size === 0) return 0;
  // Points that are written twice are the same by their coordinates.
  const points = all.map((end) => vectorOf(file, end)).filter((point) => point !== undefined);
  const cluster = clusterPoints(sizeOfPoints(points) * loopEndShare);
  const loose = new Map<number, Vec3>();
  for (const point of points) {
    const number = cluster(point);
    if (!loose.delete(number)) loose.set(number, point);
  }
  const [a, b] = [...loose.values()];
  return a === undefined || b === undefined ? 0 : distance3(a, b);
}
