/** Where surfaces meet: points pulled onto all of the surfaces that they are to lie on. */

import { addScaled, dot, mul, norm, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { leastPointHoldShare, settledShare } from "../../tolerances.js";
import { asVec3, outerSum, symmetricEigen } from "./eigen.js";
import { type ElementarySurface, naturalNormal, signedDistance } from "./elementary.js";

const steps = 12;

/**
 * The point of all `surfaces` near `point`, by Gauss-Newton; where they touch, as near to `point` as they let it be. `hold`: directions in which
 * they hold it less than this (squared sine) are left as they are.
 */
export function meetingPoint(surfaces: readonly ElementarySurface[], point: Vec3, hold = leastPointHoldShare): Vec3 {
  let p = point;
  for (let i = 0; i < steps; i++) {
    const right: [number, number, number] = [0, 0, 0];
    const normals: Vec3[] = [];
    for (const surface of surfaces) {
      const d = signedDistance(surface, p);
      const n = naturalNormal(surface, p);
      normals.push(n);
      for (const a of [0, 1, 2] as const) right[a] -= d * n[a];
    }
    const { values, vectors } = symmetricEigen(outerSum(normals, 3));
    let step: Vec3 = [0, 0, 0];
    vectors.forEach((vector, k) => {
      const [value, v] = [at(values, k), asVec3(vector)];
      if (value > hold) step = addScaled(step, v, dot(v, right) / value);
    });
    p = addScaled(p, step, 1);
    if (norm(step) < settledShare * (1 + norm(p))) break;
  }
  return p;
}

/** Largest distance of a point from some surfaces, mm. */
export function worstDistance(surfaces: readonly ElementarySurface[], point: Vec3): number {
  return Math.max(...surfaces.map((surface) => Math.abs(signedDistance(surface, point))));
}

export const middle = (a: Vec3, b: Vec3): Vec3 => mul(addScaled(a, b, 1), 0.5);
