/** Points along an edge: a curve, which way along it, and both ends. */
import { curvePeriod, evaluateCurve } from "./curves.js";
import { projectToCurve } from "./projection/projectCurve.js";
import { emptySpanShare } from "./tolerances.js";
import type { Curve, Vec3 } from "./types.js";
import { distance3 } from "./vec3.js";

/** `pieces + 1` points along an edge, both ends included, in its own sense; none when an end has no place on the curve. */
export function edgePoints(curve: Curve, sense: boolean, start: Vec3, end: Vec3, pieces: number): readonly Vec3[] {
  const [from, to] = [start, end].map((point) => projectToCurve(curve, point).t);
  if (from === undefined || to === undefined) return [];
  const period = curvePeriod(curve) ?? closedLength(curve);
  const closed = distance3(start, end) === 0;
  let span = sense ? to - from : from - to;
  if (period !== undefined && (closed || span <= emptySpanShare * period)) span = closed ? period : span + period;
  const way = sense ? 1 : -1;
  return Array.from({ length: pieces + 1 }, (_, i) => evaluateCurve(curve, from + (way * span * i) / pieces));
}

/** A spline that closes on itself has no period of its own, but goes round once. */
function closedLength(curve: Curve): number | undefined {
  if (curve.kind !== "bspline") return undefined;
  const [first = 0, last = 0] = [curve.knots[0], curve.knots.at(-1)];
  return distance3(evaluateCurve(curve, first), evaluateCurve(curve, last)) === 0 ? last - first : undefined;
}
