/** Where the edges of a solid cross a plane. */
import {
  type Curve,
  type EdgeInfo,
  evaluateCurve,
  type Frame,
  toLocal,
  toLocalDirection,
  type Vec3,
} from "@unbake/geometry";
import { touchingShare } from "../../tolerances.js";

export interface Crossing {
  /** The same for every face that uses the edge. */
  readonly key: string;
  readonly point: Vec3;
  /** The edge, run from its start to its end, goes from below the plane to above it. */
  readonly rising: boolean;
}

/** Samples along a spline edge, to find sign changes between. */
const splineSamples = 48;

/** Crossings of one edge with the plane z = 0 of `frame`, in the order of the edge; undefined when the edge lies in or touches the plane. */
export function crossingsOf(edge: EdgeInfo, frame: Frame, toleranceMm: number): Crossing[] | undefined {
  const { curve, range } = edge;
  if (!curve || edge.degenerate) return [];
  const height = (t: number): number => toLocal(frame, evaluateCurve(curve, t))[2];
  const ends = [height(range[0]), height(range[1])] as const;
  if (ends.some((h) => Math.abs(h) < toleranceMm)) return undefined;
  const roots = rootsOf(curve, range, frame, height);
  if (!roots) return undefined;
  return roots.map((t, i) => ({
    key: `${edge.id}:${i}`,
    point: evaluateCurve(curve, t),
    // Heights change sign at every root, from the sign at the start on.
    rising: ends[0] < 0 === (i % 2 === 0),
  }));
}

function rootsOf(
  curve: Curve,
  range: readonly [number, number],
  frame: Frame,
  height: (t: number) => number,
): number[] | undefined {
  if (curve.kind === "line") {
    const slope = toLocalDirection(frame, curve.direction)[2];
    if (height(range[0]) < 0 === height(range[1]) < 0) return [];
    return [-toLocal(frame, curve.origin)[2] / slope];
  }
  if (curve.kind === "circle" || curve.kind === "ellipse") {
    const [a, b] = curve.kind === "circle" ? [curve.radius, curve.radius] : [curve.majorRadius, curve.minorRadius];
    const cos = toLocalDirection(frame, curve.frame.x)[2] * a;
    const sin = toLocalDirection(frame, curve.frame.y)[2] * b;
    return trigonometricRoots(cos, sin, toLocal(frame, curve.frame.origin)[2], range);
  }
  return sampledRoots(range, height);
}

/** Parameters in the range where a cos t + b sin t + c = 0, ascending; undefined for a touch. */
function trigonometricRoots(
  a: number,
  b: number,
  c: number,
  [from, to]: readonly [number, number],
): number[] | undefined {
  const amplitude = Math.hypot(a, b);
  if (amplitude < Math.abs(c) * (1 - touchingShare)) return [];
  if (amplitude < Math.abs(c) * (1 + touchingShare)) return undefined;
  const phase = Math.atan2(b, a);
  const half = Math.acos(-c / amplitude);
  const roots: number[] = [];
  for (const root of [phase - half, phase + half]) {
    let t = root;
    while (t < from) t += 2 * Math.PI;
    while (t - 2 * Math.PI >= from) t -= 2 * Math.PI;
    if (t <= to) roots.push(t);
  }
  return roots.sort((x, y) => x - y);
}

function sampledRoots([from, to]: readonly [number, number], height: (t: number) => number): number[] {
  const roots: number[] = [];
  let before = height(from);
  for (let i = 1; i <= splineSamples; i++) {
    const t = from + ((to - from) * i) / splineSamples;
    const h = height(t);
    if (before < 0 !== h < 0) roots.push(bisected(height, from + ((to - from) * (i - 1)) / splineSamples, t));
    before = h;
  }
  return roots;
}

function bisected(height: (t: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const sign = height(a) < 0;
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (height(middle) < 0 === sign) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
