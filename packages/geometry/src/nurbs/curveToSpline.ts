/** Any curve segment as a spline with the same parameter. */
import { at, UnbakeError } from "@unbake/ground";
import { curveAxis, type KnotAxis } from "../bspline.js";
import { curveDerivatives, evaluateCurve } from "../curves.js";
import { splineMm } from "../tolerances.js";
import type { BSplineCurve, Curve, Vec3 } from "../types.js";
import { distance3 } from "../vec3.js";
import { flatKnotsBetween, type Pole, polesOver } from "./blossom.js";
import type { Spline } from "./spline.js";
import { trigonometricSpline } from "./trigonometric.js";

/**
 * The segment of `curve` over [from, to], from < to, in the curve's own parameter. Poles have three coordinates, or
 * four (weighted, and the weight) when the curve is rational. Lines and B-splines are exact; circles and ellipses are
 * good to 7e-9 of their radius; other curves are interpolated, to `toleranceMm`. Throws "kernel" when that fails.
 */
export function curveToSpline(curve: Curve, from: number, to: number, toleranceMm = splineMm): Spline {
  switch (curve.kind) {
    case "line":
      return { degree: 1, flat: [from, from, to, to], poles: [evaluateCurve(curve, from), evaluateCurve(curve, to)] };
    case "circle":
      return conic(curve.frame, curve.radius, curve.radius, from, to);
    case "ellipse":
      return conic(curve.frame, curve.majorRadius, curve.minorRadius, from, to);
    case "bspline": {
      const axis = curveAxis(curve);
      const flat = flatKnotsBetween(axis, from, to);
      return { degree: curve.degree, flat, poles: polesOver(axis, weightedPoles(curve), flat) };
    }
    default:
      return interpolate(curve, from, to, toleranceMm);
  }
}

/** The poles of a B-spline curve as the blossom takes them. */
export function weightedPoles({ poles, weights }: BSplineCurve): Pole[] {
  return poles.map((p, i) => {
    if (!weights) return p;
    const w = at(weights, i);
    return [p[0] * w, p[1] * w, p[2] * w, w];
  });
}

function conic(frame: { origin: Vec3; x: Vec3; y: Vec3 }, a: number, b: number, from: number, to: number): Spline {
  const { degree, flat, poles } = trigonometricSpline(from, to);
  const { origin, x, y } = frame;
  const place = (c: number, s: number, i: 0 | 1 | 2): number => origin[i] + a * c * x[i] + b * s * y[i];
  return {
    degree,
    flat,
    poles: poles.map((pole) => {
      const [c, s] = [at(pole, 0), at(pole, 1)];
      return [place(c, s, 0), place(c, s, 1), place(c, s, 2)];
    }),
  };
}

/** Cubic Hermite pieces, halved until the middle of each lies on the curve. */
function interpolate(curve: Curve, from: number, to: number, toleranceMm: number): Spline {
  const mostPieces = 4096;
  for (let count = 8; count <= mostPieces; count *= 2) {
    const joints = Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
    const ends = joints.map((t) => curveDerivatives(curve, t, 1) as [Vec3, Vec3]);
    const step = (to - from) / count;
    const poles: Vec3[] = [];
    let worst = 0;
    ends.slice(1).forEach(([p1, d1], i) => {
      const [p0, d0] = at(ends, i);
      const q0: Vec3 = [p0[0] + (step / 3) * d0[0], p0[1] + (step / 3) * d0[1], p0[2] + (step / 3) * d0[2]];
      const q1: Vec3 = [p1[0] - (step / 3) * d1[0], p1[1] - (step / 3) * d1[1], p1[2] - (step / 3) * d1[2]];
      if (i === 0) poles.push(p0);
      poles.push(q0, q1);
      if (i === count - 1) poles.push(p1);
      const middle = ([0, 1, 2] as const).map((k) => (p0[k] + 3 * q0[k] + 3 * q1[k] + p1[k]) / 8) as unknown as Vec3;
      worst = Math.max(worst, distance3(middle, evaluateCurve(curve, (at(joints, i) + at(joints, i + 1)) / 2)));
    });
    if (!(worst <= toleranceMm)) continue;
    // Neighbouring pieces share the tangent: two knots at a joint, whose own pole then drops out.
    return {
      degree: 3,
      flat: joints.flatMap((t, i) => new Array<number>(i === 0 || i === count ? 4 : 2).fill(t)),
      poles,
    };
  }
  throw new UnbakeError("kernel", `a ${curve.kind} curve does not become a spline within ${toleranceMm} mm`);
}

/** The knots of a spline as an axis for evaluation. */
export function axisOf({ degree, flat, poles }: Spline): KnotAxis {
  return {
    degree,
    flat,
    poleCount: poles.length,
    lastSpan: flat.length - degree - 2,
    first: at(flat, degree),
    last: at(flat, flat.length - degree - 1),
    period: undefined,
  };
}
