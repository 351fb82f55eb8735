/** Where curves and surfaces reach furthest along the axes of space. */

import { at, must } from "@unbake/ground";
import { curvePeriod, curveTangent, evaluateCurve } from "./curves.js";
import { evaluateSurface, surfaceDerivatives } from "./surfaces.js";
import { levelShare, singularShare } from "./tolerances.js";
import type { BSplineCurve, Curve, Surface, Vec3 } from "./types.js";
import { addScaled, dot, mul, norm } from "./vec3.js";

const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Points of a piece of a curve among which are its extremes along x, y and z: its ends, and where the tangent is level. */
export function curveExtremes(curve: Curve, range: readonly [number, number]): Vec3[] {
  const points = [evaluateCurve(curve, range[0]), evaluateCurve(curve, range[1])];
  if (curve.kind === "line") return points;
  // The three axes look at the same samples.
  const known = new Map<number, Vec3>();
  const tangent = (t: number): Vec3 => {
    const before = known.get(t);
    if (before) return before;
    const d1 = curveTangent(curve, t);
    known.set(t, d1);
    return d1;
  };
  for (const axis of axes) {
    for (const t of levelParameters(curve, tangent, range, axis)) points.push(evaluateCurve(curve, t));
  }
  return points;
}

function levelParameters(
  curve: Curve,
  tangent: (t: number) => Vec3,
  [a, b]: readonly [number, number],
  axis: Vec3,
): number[] {
  if (curve.kind === "circle" || curve.kind === "ellipse") {
    const [p, q] = curve.kind === "circle" ? [curve.radius, curve.radius] : [curve.majorRadius, curve.minorRadius];
    const t = Math.atan2(q * dot(curve.frame.y, axis), p * dot(curve.frame.x, axis));
    const period = must(curvePeriod(curve), "period of a conic");
    return [t, t + Math.PI].map((s) => s + Math.ceil((a - s) / period) * period).filter((s) => s <= b);
  }
  const slope = (t: number): number => dot(tangent(t), axis);
  if (curve.kind === "bspline" && !curve.periodic)
    return turningSpans(curve, [a, b], axis).flatMap(([from, to]) => [
      from,
      ...signChanges(slope, from, to, samplesPerDegree * curve.degree),
      to,
    ]);
  const count =
    curve.kind === "bspline" ? Math.min(600, samplesPerDegree * curve.degree * (curve.knots.length - 1)) : 64;
  return signChanges(slope, a, b, count);
}

/** How finely a span of a spline is looked through, for each of its degrees. */
const samplesPerDegree = 8;

function signChanges(slope: (t: number) => number, a: number, b: number, count: number): number[] {
  const found: number[] = [];
  let [left, before] = [a, slope(a)];
  for (let i = 1; i <= count; i++) {
    const right = a + ((b - a) * i) / count;
    const after = slope(right);
    if (before * after < 0) found.push(bisect(slope, left, right, before));
    // A symmetric curve is level exactly where one of the samples is; where it stays level, its first point will do.
    else if (after === 0 && before !== 0) found.push(right);
    [left, before] = [right, after];
  }
  return found;
}

/**
 * The spans of a spline, within a range, whose poles do not climb or fall steadily along the axis: only there can it be
 * level (a spline crosses a plane no more often than its polygon does: Lane and Riesenfeld 1983), or where one span climbs and the next one falls.
 */
function turningSpans(
  { degree, poles, knots, multiplicities }: BSplineCurve,
  [a, b]: readonly [number, number],
  axis: Vec3,
): [number, number][] {
  const heights = poles.map((pole) => dot(pole, axis));
  const spans: [number, number][] = [];
  let first = -degree - 1;
  let before = 0;
  for (let i = 0; i + 1 < knots.length; i++) {
    first += at(multiplicities, i);
    const [from, to] = [Math.max(a, at(knots, i)), Math.min(b, at(knots, i + 1))];
    if (from >= to) continue;
    const own = heights.slice(Math.max(0, first), first + degree + 1);
    const steps = own.slice(1).map((h, k) => h - at(own, k));
    const [climbs, falls] = [steps.some((s) => s > 0), steps.some((s) => s < 0)];
    if (climbs && falls) spans.push([from, to]);
    // Where neighbouring spans meet in a corner, the corner may be the extreme.
    else if (at(multiplicities, i + 1) >= degree) spans.push([to, to]);
    const now = Number(climbs) - Number(falls);
    if (now * before < 0) spans.push([from, from]);
    if (now !== 0 || (climbs && falls)) before = now;
  }
  return spans;
}

function bisect(f: (t: number) => number, from: number, to: number, atFrom: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) * atFrom > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Parameters (u, v) where a sphere or a torus is level against an axis: its extremes away from the borders of a face.
 * Planes, cylinders, cones and extrusions are straight in one direction, so they reach furthest on their borders.
 */
export function levelPoints(surface: Surface): readonly (readonly [number, number])[] {
  if (surface.kind !== "sphere" && surface.kind !== "torus") return [];
  const { frame } = surface;
  return axes.flatMap((axis) => {
    const local: Vec3 = [dot(axis, frame.x), dot(axis, frame.y), dot(axis, frame.z)];
    const u = Math.atan2(local[1], local[0]);
    const v = Math.atan2(local[2], Math.hypot(local[0], local[1]));
    if (surface.kind === "sphere") {
      return [
        [u, v],
        [u + Math.PI, -v],
      ] as const;
    }
    // A torus lying level touches along circles: its borders and these points of them will do.
    return [
      [u, v],
      [u, v + Math.PI],
      [u + Math.PI, Math.PI - v],
      [u + Math.PI, -v],
    ] as const;
  });
}

/**
 * From a start near it, the point where a surface is level against `direction` (Newton on both partial derivatives),
 * or undefined when there is none within `reach` mm.
 */
export function climb(
  surface: Surface,
  direction: Vec3,
  start: readonly [number, number],
  reach: number,
): Vec3 | undefined {
  if (surface.kind === "offset") return undefined;
  const origin = evaluateSurface(surface, start[0], start[1]);
  let [u, v] = start;
  for (let i = 0; i < 20; i++) {
    const [s, su, sv, suu, suv, svv] = surfaceDerivatives(surface, u, v, 2) as [Vec3, Vec3, Vec3, Vec3, Vec3, Vec3];
    if (norm(addScaled(s, origin, -1)) > reach) return undefined;
    const [f, g] = [dot(su, direction), dot(sv, direction)];
    if (Math.abs(f) < levelShare * norm(su) && Math.abs(g) < levelShare * norm(sv)) return s;
    const [a, b, c] = [dot(suu, direction), dot(suv, direction), dot(svv, direction)];
    const det = a * c - b * b;
    if (!(Math.abs(det) > singularShare * (a * a + c * c + b * b))) return undefined;
    u += (b * g - c * f) / det;
    v += (b * f - a * g) / det;
  }
  return undefined;
}

export const sixDirections: readonly Vec3[] = [...axes, ...axes.map((axis) => mul(axis, -1))];
