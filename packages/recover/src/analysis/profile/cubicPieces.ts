/** B-splines as cubic Bezier pieces, which is what KCL can draw: exactly where that is possible and short, else fitted. */

import { type BSplineCurve, bezierPieces, curveDerivatives, splineSegment, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { cornerSine, leastStructureMm, samePoleShare, sameWeightShare } from "../../tolerances.js";
import { canonicalCurve } from "../graph/canonicalCurve.js";
import { knotRange } from "./bspline.js";
import { type Cubic, fitCubics, type PlaneCurve } from "./fitCubics.js";

export type { Cubic } from "./fitCubics.js";

/** How far fitted pieces may be off the curve, as a share of the part's tolerance: half of what an exact program may deviate. */
const exactShare = 0.015;
/** The most that fitted pieces may be off where shorter ones would be arcs to the part's tolerance. */
const shares = [exactShare, 0.06, 0.25, 0.6];

/**
 * The curve as cubic pieces; poles are read in their x and y. Non-rational curves up to degree three are split at their knots
 * and raised in degree, which is exact; where fewer pieces do for an exact program of a part of this tolerance (mm), or
 * nothing is exact, they are fitted. Pieces of many short spans would each be a circular arc to the part's tolerance, and no
 * longer tell what curve they are of: pieces are made longer, at the cost of exactness, until they do.
 */
export function cubicPieces(curve: BSplineCurve, toleranceMm = leastStructureMm): readonly Cubic[] {
  const before = known.get(curve);
  if (before?.toleranceMm === toleranceMm) return before.pieces;
  const pieces = makePieces(curve, toleranceMm);
  known.set(curve, { toleranceMm, pieces });
  return pieces;
}

/** A tree is built many times, and printed. */
const known = new WeakMap<BSplineCurve, { readonly toleranceMm: number; readonly pieces: readonly Cubic[] }>();

/** The curve moved by `point`, a rigid motion of its plane or a mirror image; its pieces move with it. */
export function movedSpline(
  curve: BSplineCurve,
  toleranceMm: number | undefined,
  point: (p: Vec2) => Vec2,
): BSplineCurve {
  const moved: BSplineCurve = { ...curve, poles: curve.poles.map((p) => [...point([p[0], p[1]]), 0] as const) };
  const before = known.get(curve);
  if (before && before.toleranceMm === (toleranceMm ?? leastStructureMm)) {
    const pieces = before.pieces.map(([a, b, c, d]): Cubic => [point(a), point(b), point(c), point(d)]);
    known.set(moved, { toleranceMm: before.toleranceMm, pieces });
  }
  return moved;
}

function makePieces(curve: BSplineCurve, toleranceMm: number): Cubic[] {
  const [first, last] = knotRange(curve.knots);
  const spline = curve.periodic ? splineSegment(curve, first, last) : curve;
  const spans = bezierPieces(spline);
  const rational = spline.weights?.some(
    (w, _, weights) => Math.abs(w - at(weights, 0)) > sameWeightShare * Math.abs(w),
  );
  const exact = rational || spline.degree > 3 ? undefined : spans.map((piece) => elevated(piece.poles.map(planar)));
  if (exact?.length === 1) return exact;
  const runs = smoothRuns(spline, spans);
  const fitted = (share: number): Cubic[] =>
    runs.flatMap(([from, to]) => fitCubics(inPlane(spline), from, to, share * toleranceMm));
  const finest = fitted(exactShare);
  const precise = exact && exact.length <= finest.length ? exact : finest;
  const plain = (pieces: readonly Cubic[]): number => pieces.filter((piece) => isPlain(piece, toleranceMm)).length;
  let best = precise;
  for (const share of shares) {
    if (plain(best) === 0) break;
    const pieces = share === exactShare ? finest : fitted(share);
    if (plain(pieces) < plain(best)) best = pieces;
  }
  return best;
}

/** A piece as a spline of one span, in the plane z = 0. */
export const cubicCurve = (piece: Cubic): BSplineCurve => ({
  kind: "bspline",
  degree: 3,
  poles: piece.map(([x, y]) => [x, y, 0] as const),
  knots: [0, 1],
  multiplicities: [4, 4],
  periodic: false,
});

/** The piece is a line or an arc within the tolerance. */
function isPlain(piece: Cubic, toleranceMm: number): boolean {
  const curve = cubicCurve(piece);
  return canonicalCurve(curve, toleranceMm) !== curve;
}

const planar = (p: readonly number[]): Vec2 => [at(p, 0), at(p, 1)];

const inPlane =
  (curve: BSplineCurve): PlaneCurve =>
  (t) => {
    const [point = [0, 0, 0], derivative = [0, 0, 0]] = curveDerivatives(curve, t, 1);
    return { point: planar(point), derivative: planar(derivative) };
  };

/** Parameter ranges between corners. */
function smoothRuns(curve: BSplineCurve, spans: readonly BSplineCurve[]): [number, number][] {
  const joints = curve.knots.filter((_, i) => i === 0 || i === curve.knots.length - 1 || isCorner(spans, i));
  return joints.slice(1).map((to, i) => [at(joints, i), to]);
}

function isCorner(spans: readonly BSplineCurve[], i: number): boolean {
  const [before, after] = [spans[i - 1]?.poles, spans[i]?.poles];
  if (!before || !after) return false;
  const [a, b] = [direction([...before].reverse()), direction(after)];
  return a[0] * b[0] + a[1] * b[1] > 0 || Math.abs(a[0] * b[1] - a[1] * b[0]) > cornerSine;
}

/** The unit direction in which the poles leave the first one. */
function direction(poles: readonly (readonly number[])[]): Vec2 {
  const [x0, y0] = planar(at(poles, 0));
  const size = Math.max(...poles.map((p) => Math.hypot(at(p, 0) - x0, at(p, 1) - y0)));
  for (const pole of poles) {
    const [dx, dy] = [at(pole, 0) - x0, at(pole, 1) - y0];
    const length = Math.hypot(dx, dy);
    if (length > samePoleShare * size) return [dx / length, dy / length];
  }
  return [0, 0];
}

/** Degree elevation: Piegl and Tiller, The NURBS Book, 5.5. */
function elevated(poles: readonly Vec2[]): Cubic {
  const [a, b, c, d] = poles;
  const mix = (p: Vec2, q: Vec2, t: number): Vec2 => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  if (a && b && c && d) return [a, b, c, d];
  if (a && b && c) return [a, mix(a, b, 2 / 3), mix(c, b, 2 / 3), c];
  if (a && b) return [a, mix(a, b, 1 / 3), mix(a, b, 2 / 3), b];
  throw new RangeError("a Bezier piece has at least two poles");
}
