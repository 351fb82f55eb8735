/** Where surfaces meet: points pulled onto all of the surfaces that they are to lie on. */
import { addScaled, dot, mul, norm, type Vec3 } from "@unbake/geometry";
import { leastPointHoldShare, settledShare } from "../../tolerances.js";
import { symmetricEigen } from "./eigen.js";
import { type ElementarySurface, naturalNormal, signedDistance } from "./elementary.js";

const steps = 12;

/**
 * The point of all `surfaces` near `point`, by Gauss-Newton; where they touch, as near to `point` as they let it be. `hold`: directions in which
 * they hold it less than this (squared sine) are left as they are.
 */
export function meetingPoint(surfaces: readonly ElementarySurface[], point: Vec3, hold = leastPointHoldShare): Vec3 {
  let p = point;
  for (let i = 0; i < steps; i++) {
    const m = [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    const right: [number, number, number] = [0, 0, 0];
    for (const surface of surfaces) {
      const d = signedDistance(surface, p);
      const n = naturalNormal(surface, p);
      for (const a of [0, 1, 2] as const) {
        right[a] -= d * n[a];
        const row = m[a];
        if (row) for (const b of [0, 1, 2] as const) row[b] = (row[b] ?? 0) + n[a] * n[b];
      }
    }
    const { values, vectors } = symmetricEigen(m);
    let step: Vec3 = [0, 0, 0];
    vectors.forEach(([x = 0, y = 0, z = 0], k) => {
      const value = values[k] ?? 0;
      if (value > hold) step = addScaled(step, [x, y, z], dot([x, y, z], right) / value);
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
