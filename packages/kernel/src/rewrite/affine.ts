/** Linear maps that are not rigid. */

import type { Pole, Pose, Vec3 } from "@unbake/geometry";
import { applyPose, applyPoseDirection, composePoses, dot, norm, polePoint, poleWeight } from "@unbake/geometry";
import { evenShare } from "../tolerances.js";

/** Rows of a 3x4 matrix, as in Pose, without the promise that it is rigid. */
export type Affine = Pose;

/** Scaling about `center` by a factor along each axis. */
export function scaling(center: Vec3, [x, y, z]: Vec3): Affine {
  const shift = (i: 0 | 1 | 2, factor: number): number => center[i] * (1 - factor);
  return [x, 0, 0, shift(0, x), 0, y, 0, shift(1, y), 0, 0, z, shift(2, z)];
}

export const compose: (outer: Affine, inner: Affine) => Affine = composePoses;
export const mapPoint: (map: Affine, p: Vec3) => Vec3 = applyPose;
export const mapDirection: (map: Affine, d: Vec3) => Vec3 = applyPoseDirection;

/** A pole with three coordinates, or four: weighted, and the weight. */
export function mapPole(map: Affine, pole: Pole): Pole {
  const w = poleWeight(pole);
  const p = mapPoint(map, polePoint(pole));
  return pole.length === 4 ? [p[0] * w, p[1] * w, p[2] * w, w] : p;
}

/** The factor by which lengths in the plane of two perpendicular unit vectors grow, if it is the same for all. */
export function planeFactor(map: Affine, x: Vec3, y: Vec3): number | undefined {
  const [mx, my] = [mapDirection(map, x), mapDirection(map, y)];
  const [a, b] = [norm(mx), norm(my)];
  const even = Math.abs(a - b) <= evenShare * Math.max(a, b) && Math.abs(dot(mx, my)) <= evenShare * a * b;
  return even ? a : undefined;
}
