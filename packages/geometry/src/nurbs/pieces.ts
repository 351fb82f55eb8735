/** Pieces of curves as splines of their own: a trimmed part, and the Bezier curves that a spline is made of. */
import { at } from "@unbake/ground";
import { curveAxis } from "../bspline.js";
import { curvePeriod } from "../curves.js";
import type { BSplineCurve, Curve, Vec3 } from "../types.js";
import { countKnots, type Pole, polesOver } from "./blossom.js";
import { curveToSpline, weightedPoles } from "./curveToSpline.js";

/**
 * The part of `curve` over [from, to], from < to, as a clamped spline with the curve's own parameter; past the end of a
 * closed curve it goes on from the start. Exact for lines and B-splines. Throws "kernel" when a curve of another kind does
 * not become a spline within `toleranceMm`.
 */
export function splineSegment(curve: Curve, from: number, to: number, toleranceMm?: number): BSplineCurve {
  const whole = curvePeriod(curve) === undefined && curve.kind === "bspline" ? curveAxis(curve) : undefined;
  // A range that is a rounding off the ends of the curve is the curve's own.
  const low = whole ? Math.max(from, whole.first) : from;
  const high = whole ? Math.min(to, whole.last) : to;
  const { degree, flat, poles } = curveToSpline(curve, low, high, toleranceMm);
  return splineOf(degree, flat, poles);
}

/** The Bezier curves of a spline, in its order, each over its own piece of the spline's parameter. */
export function bezierPieces(curve: BSplineCurve): BSplineCurve[] {
  const axis = curveAxis(curve);
  const { degree } = curve;
  const pieces: BSplineCurve[] = [];
  for (let i = 0; i + 1 < curve.knots.length; i++) {
    const [from, to] = [at(curve.knots, i), at(curve.knots, i + 1)];
    if (from < axis.first || to > axis.last) continue;
    const flat = [...new Array<number>(degree + 1).fill(from), ...new Array<number>(degree + 1).fill(to)];
    pieces.push(splineOf(degree, flat, polesOver(axis, weightedPoles(curve), flat)));
  }
  return pieces;
}

function splineOf(degree: number, flat: readonly number[], poles: readonly Pole[]): BSplineCurve {
  const weights = poles.map((pole) => pole[3]);
  const rational = weights.every((w) => w !== undefined);
  return {
    kind: "bspline",
    degree,
    poles: poles.map(([x = 0, y = 0, z = 0, w = 1]): Vec3 => [x / w, y / w, z / w]),
    ...(rational ? { weights } : {}),
    ...countKnots(flat),
    periodic: false,
  };
}
