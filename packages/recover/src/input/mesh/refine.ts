/** Surfaces pulled onto the points that they are to pass through: least squares of distances by Gauss-Newton. */

import { addScaled, dot, frameFromZ, norm, sub, type Vec3 } from "@unbake/geometry";
import { at, last, must } from "@unbake/ground";
import { outerSum, symmetricEigen } from "../../analysis/graph/eigen.js";
import { type ElementarySurface, signedDistance } from "../../analysis/graph/elementary.js";
import { differenceShare, leastParameterHoldShare } from "../../tolerances.js";

/** What may move: everything, or all but the direction of the axis (of a plane its normal). */
export type Freedom = "all" | "fixed direction";

const steps = 8;
/** Points that a fit looks at at most; a face has thousands where ten would do. */
const mostPointsOfFace = 240;

/** The surface near `surface` with the least squares of distances from `points`. */
export function refineSurface(
  surface: ElementarySurface,
  points: readonly Vec3[],
  freedom: Freedom = "all",
  mostPoints = mostPointsOfFace,
): ElementarySurface {
  const stride = Math.max(1, Math.ceil(points.length / mostPoints));
  const used = points.filter((_, i) => i % stride === 0);
  let center: Vec3 = [0, 0, 0];
  for (const p of used) center = addScaled(center, p, 1 / used.length);
  const size = Math.max(...used.map((p) => norm(sub(p, center))));
  if (!(size > 0)) return surface;
  let best = aboutCenter(surface, center);
  let bestSum = squares(best, used);
  for (let i = 0; i < steps; i++) {
    const next = moved(best, gaussNewton(best, used, size, freedom), size, freedom);
    const sum = squares(next, used);
    if (!(sum < bestSum)) break;
    // Near a solution the sum falls to rounding at once; where it does not, there is none.
    const done = sum > 0.9 * bestSum;
    [best, bestSum] = [next, sum];
    if (done) break;
  }
  return best;
}

/** Its origin beside the points, so that turning the axis does not swing them far. */
function aboutCenter(surface: ElementarySurface, center: Vec3): ElementarySurface {
  const { frame } = surface;
  const along = dot(sub(center, frame.origin), frame.z);
  switch (surface.kind) {
    case "plane":
      return { ...surface, frame: { ...frame, origin: addScaled(center, frame.z, -along) } };
    case "cylinder":
      return { ...surface, frame: { ...frame, origin: addScaled(frame.origin, frame.z, along) } };
    case "cone": {
      const radius = surface.radius + along * Math.tan(surface.semiAngle);
      // At or beyond the apex there is no circle to be a cone's origin.
      if (!(radius > 0)) return surface;
      return { ...surface, radius, frame: { ...frame, origin: addScaled(frame.origin, frame.z, along) } };
    }
    default:
      return surface;
  }
}

const squares = (surface: ElementarySurface, points: readonly Vec3[]): number =>
  points.reduce((sum, p) => sum + signedDistance(surface, p) ** 2, 0);

/** Number of parameters; turns first. */
function turnsOf(surface: ElementarySurface, freedom: Freedom): 0 | 2 {
  return surface.kind === "sphere" || freedom === "fixed direction" ? 0 : 2;
}

const otherParameters = { plane: 1, cylinder: 3, cone: 4, sphere: 4, torus: 5 } as const;

/** Moved by `d`: turns about the frame's x and y, shifts, radii (all in units of length: turns times `size`). */
function moved(surface: ElementarySurface, d: readonly number[], size: number, freedom: Freedom): ElementarySurface {
  const turns = turnsOf(surface, freedom);
  const by = (i: number): number => must(d[turns + i], "parameter of a surface");
  const { origin, x, y, z } = surface.frame;
  const [a, b] =
    turns === 0 ? [0, 0] : [must(d[0], "parameter of a surface") / size, must(d[1], "parameter of a surface") / size];
  const turned = addScaled(addScaled(z, x, b), y, -a);
  const place = (p: Vec3) => (turns === 0 ? { origin: p, x, y, z } : frameFromZ(p, mulTo(turned), x));
  const across = (): Vec3 => addScaled(addScaled(origin, x, by(0)), y, by(1));
  switch (surface.kind) {
    case "plane":
      return { kind: "plane", frame: place(addScaled(origin, z, by(0))) };
    case "cylinder":
      return { kind: "cylinder", frame: place(across()), radius: surface.radius + by(2) };
    case "cone":
      return {
        kind: "cone",
        frame: place(across()),
        radius: surface.radius + by(2),
        semiAngle: surface.semiAngle + by(3) / size,
      };
    case "sphere":
      return { kind: "sphere", frame: place(addScaled(across(), z, by(2))), radius: surface.radius + by(3) };
    case "torus":
      return {
        kind: "torus",
        frame: place(addScaled(across(), z, by(2))),
        majorRadius: surface.majorRadius + by(3),
        minorRadius: surface.minorRadius + by(4),
      };
  }
}

function mulTo(v: Vec3): Vec3 {
  const n = norm(v);
  return [v[0] / n, v[1] / n, v[2] / n];
}

function gaussNewton(surface: ElementarySurface, points: readonly Vec3[], size: number, freedom: Freedom): number[] {
  const count = turnsOf(surface, freedom) + otherParameters[surface.kind];
  const h = differenceShare * size;
  const sides = Array.from({ length: count }, (_, k) => {
    const d = (value: number): number[] => Array.from({ length: count }, (_, i) => (i === k ? value : 0));
    return [moved(surface, d(h), size, freedom), moved(surface, d(-h), size, freedom)] as const;
  });
  const rows: number[][] = [];
  const right = new Array<number>(count).fill(0);
  for (const p of points) {
    const distance = signedDistance(surface, p);
    const row = sides.map(([up, down]) => (signedDistance(up, p) - signedDistance(down, p)) / (2 * h));
    rows.push(row);
    for (const [i, value] of row.entries()) right[i] = must(right[i], "parameter of a surface") - value * distance;
  }
  const { values, vectors } = symmetricEigen(outerSum(rows, count));
  const largest = last(values);
  const step = new Array<number>(count).fill(0);
  vectors.forEach((vector, k) => {
    const value = at(values, k);
    if (!(value > leastParameterHoldShare * largest)) return;
    const amount = vector.reduce((sum, v, i) => sum + v * must(right[i], "parameter of a surface"), 0) / value;
    vector.forEach((v, i) => {
      step[i] = must(step[i], "parameter of a surface") + amount * v;
    });
  });
  return step;
}
