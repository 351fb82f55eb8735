/** Small solids and finders for the tests of dress/. */

import type { Frame, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve } from "@unbake/geometry";
import type { Kernel, Shape } from "../api.js";

export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** The edge whose middle (in its parameter) is nearest to a point. */
export function edgeNear(kernel: Kernel, shape: Shape, point: Vec3): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const { id, curve, range } of kernel.topology(shape).edges) {
    if (!curve) continue;
    const d = distance3(evaluateCurve(curve, (range[0] + range[1]) / 2), point);
    if (d < least) {
      least = d;
      best = id;
    }
  }
  return best;
}

/** The face whose centroid is nearest to a point. */
export function faceNear(kernel: Kernel, shape: Shape, point: Vec3): number {
  const distances = kernel.faceProperties(shape).map(({ centroid }) => distance3(centroid, point));
  return distances.indexOf(Math.min(...distances));
}
