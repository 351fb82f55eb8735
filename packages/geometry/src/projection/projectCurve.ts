/**
 * Closest points on curves. Closed forms for lines and circles; elsewhere a sampled start and Newton's method on the
 * condition that the difference is perpendicular to the tangent.
 */

import { at } from "@unbake/ground";
import { curveAxis } from "../bspline.js";
import { curveDerivatives, evaluateCurve } from "../curves.js";
import { settledOnCurveShare, startSlackMm, wholePeriodSlack } from "../tolerances.js";
import type { Curve, Vec3 } from "../types.js";
import { distance3, dot, norm, sub, toLocal } from "../vec3.js";

export interface CurveProjection {
  readonly t: number;
  readonly point: Vec3;
  readonly distance: number;
}

const turn = 2 * Math.PI;
const positiveAngle = (a: number): number => (a < 0 ? a + turn : a);

/**
 * The closest point of a curve. Without `range`, of the whole curve; with it, of that piece (its ends included).
 * On a periodic curve, `t` is given inside `range`.
 */
export function projectToCurve(curve: Curve, point: Vec3, range?: readonly [number, number]): CurveProjection {
  const candidates: number[] = [];
  switch (curve.kind) {
    case "line":
      candidates.push(dot(sub(point, curve.origin), curve.direction) / dot(curve.direction, curve.direction));
      break;
    case "circle": {
      const [x, y] = toLocal(curve.frame, point);
      candidates.push(positiveAngle(Math.atan2(y, x)));
      break;
    }
    default:
      candidates.push(...numericCandidates(curve, point, range ?? naturalRange(curve)));
  }
  let best: CurveProjection | undefined;
  const offer = (t: number): void => {
    const p = evaluateCurve(curve, t);
    const distance = distance3(p, point);
    if (!best || distance < best.distance) best = { t, point: p, distance };
  };
  for (const t of candidates) {
    const inside = range ? intoRange(curve, t, range) : t;
    if (inside !== undefined) offer(inside);
  }
  if (range) {
    offer(range[0]);
    offer(range[1]);
  }
  if (!best) throw new RangeError("a curve has no closest point");
  return best;
}

/** `t` moved by whole periods into the range, or undefined where it does not get in. */
function intoRange(curve: Curve, t: number, [a, b]: readonly [number, number]): number | undefined {
  const period =
    curve.kind === "circle" || curve.kind === "ellipse"
      ? turn
      : curve.kind === "bspline"
        ? curveAxis(curve).period
        : undefined;
  const moved = period === undefined ? t : t + Math.ceil((a - t) / period - wholePeriodSlack) * period;
  return moved >= a && moved <= b ? moved : undefined;
}

/** The parameters a curve is searched over when no range is given. */
export function naturalRange(curve: Curve): readonly [number, number] {
  switch (curve.kind) {
    case "circle":
    case "ellipse":
      return [0, turn];
    case "bspline": {
      const axis = curveAxis(curve);
      return [axis.first, axis.last];
    }
    case "offset":
      return naturalRange(curve.base);
    default:
      // Parabolas and hyperbolas are unbounded: callers that know the piece pass it.
      return [-10, 10];
  }
}

/** Starts at the local minima of a sampling, sharpened by Newton steps. */
function numericCandidates(curve: Curve, point: Vec3, range: readonly [number, number]): number[] {
  const spans = curve.kind === "bspline" ? curve.knots.length * curve.degree * 2 : 0;
  const count = Math.min(400, Math.max(24, spans));
  const parameterAt = (i: number): number => range[0] + ((range[1] - range[0]) * i) / count;
  const distances = Array.from({ length: count + 1 }, (_, i) => distance3(evaluateCurve(curve, parameterAt(i)), point));
  const least = Math.min(...distances);
  const starts: number[] = [];
  distances.forEach((d, i) => {
    const isMinimum = (i === 0 || d <= at(distances, i - 1)) && (i === count || d <= at(distances, i + 1));
    // A sample may miss the true minimum by about half a step of the curve.
    if (isMinimum && d <= least * 2 + startSlackMm) starts.push(parameterAt(i));
  });
  const step = (range[1] - range[0]) / count;
  return starts.slice(0, 8).map((t) => sharpenOnCurve(curve, point, t, step));
}

function sharpenOnCurve(curve: Curve, point: Vec3, start: number, step: number): number {
  let t = start;
  const order = curve.kind === "offset" ? 1 : 2;
  for (let i = 0; i < 30; i++) {
    const [p, d1, d2] = curveDerivatives(curve, t, order) as [Vec3, Vec3, Vec3 | undefined];
    const r = sub(p, point);
    const slope = dot(r, d1);
    const full = dot(d1, d1) + (d2 ? dot(r, d2) : 0);
    // Far from the curve the full Hessian may be negative: Gauss-Newton's part alone still goes downhill.
    const curvature = full > 0 ? full : dot(d1, d1);
    if (!(curvature > 0)) return t;
    const change = Math.max(-step, Math.min(step, -slope / curvature));
    t += change;
    if (Math.abs(change) * norm(d1) < settledOnCurveShare * (1 + norm(p))) return t;
  }
  return t;
}
