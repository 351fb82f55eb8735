/** Signed area and box of profile loops. */

import type { BSplineCurve, Vec2 } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type { Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { roundingRad } from "../../tolerances.js";
import { midOf, radiusOf, sweepOf } from "./arc.js";
import { evaluateBSpline2, knotRange } from "./bspline.js";

/** Points along a segment, start included, end not; enough for areas of curves that have no closed form here. */
export function samplesOf(segment: Segment2, count: number): readonly Vec2[] {
  switch (segment.kind) {
    case "line":
      return [segment.start];
    case "arc": {
      const sweep = sweepOf(segment);
      const r = radiusOf(segment);
      const a = Math.atan2(segment.start[1] - segment.center[1], segment.start[0] - segment.center[0]);
      return Array.from({ length: count }, (_, i) => {
        const t = a + (sweep * i) / count;
        return i === 0 ? segment.start : [segment.center[0] + r * Math.cos(t), segment.center[1] + r * Math.sin(t)];
      });
    }
    case "ellipticArc": {
      const { angleStart, sweep, at } = ellipseRange(segment);
      return Array.from({ length: count }, (_, i) => at(angleStart + (sweep * i) / count));
    }
    case "bspline":
      return splineSamples(segment.curve, count);
  }
}

const knownSamples = new WeakMap<BSplineCurve, Map<number, Vec2[]>>();

/** Asked for again and again, for every point whose distance to a profile is wanted. */
function splineSamples(curve: BSplineCurve, count: number): Vec2[] {
  const ofCurve = knownSamples.get(curve) ?? new Map<number, Vec2[]>();
  knownSamples.set(curve, ofCurve);
  const before = ofCurve.get(count);
  if (before) return before;
  const [first, last] = knotRange(curve.knots);
  const points = Array.from({ length: count }, (_, i) => evaluateBSpline2(curve, first + ((last - first) * i) / count));
  ofCurve.set(count, points);
  return points;
}

/** Parameters of an elliptic arc: start angle, signed sweep, and the point at a parameter. */
function ellipseRange(segment: Extract<Segment2, { kind: "ellipticArc" }>): {
  angleStart: number;
  sweep: number;
  at: (t: number) => Vec2;
} {
  const [mx, my] = segment.majorAxis;
  const major = Math.hypot(mx, my);
  const ux: Vec2 = [mx / major, my / major];
  const uy: Vec2 = [-ux[1], ux[0]];
  const parameter = (p: Vec2): number => {
    const dx = p[0] - segment.center[0];
    const dy = p[1] - segment.center[1];
    return Math.atan2((dx * uy[0] + dy * uy[1]) / segment.minorRadius, (dx * ux[0] + dy * ux[1]) / major);
  };
  const angleStart = parameter(segment.start);
  let sweep = parameter(segment.end) - angleStart;
  if (segment.ccw && sweep <= roundingRad) sweep += 2 * Math.PI;
  if (!segment.ccw && sweep >= -roundingRad) sweep -= 2 * Math.PI;
  const at = (t: number): Vec2 => [
    segment.center[0] + major * Math.cos(t) * ux[0] + segment.minorRadius * Math.sin(t) * uy[0],
    segment.center[1] + major * Math.cos(t) * ux[1] + segment.minorRadius * Math.sin(t) * uy[1],
  ];
  return { angleStart, sweep, at };
}

/** Signed area, positive when the loop runs counter-clockwise. Exact for lines, arcs, circles and ellipses. */
export function loopArea(loop: ProfileLoop): number {
  if (loop.kind === "circle") return Math.PI * loop.radius * loop.radius;
  if (loop.kind === "ellipse") return Math.PI * Math.hypot(loop.majorAxis[0], loop.majorAxis[1]) * loop.minorRadius;
  let area = 0;
  for (const segment of loop.segments) {
    if (segment.kind === "line") area += cross2(segment.start, segment.end) / 2;
    else if (segment.kind === "arc") {
      const sweep = sweepOf(segment);
      const r = radiusOf(segment);
      area += cross2(segment.start, segment.end) / 2 + (r * r * (sweep - Math.sin(sweep))) / 2;
    } else {
      const points = [...samplesOf(segment, 64), segment.end];
      for (let i = 0; i + 1 < points.length; i++)
        area += cross2(must(points[i], "sample of a curve"), must(points[i + 1], "sample of a curve")) / 2;
    }
  }
  return area;
}

const cross2 = (a: Vec2, b: Vec2): number => a[0] * b[1] - a[1] * b[0];

/** Area of the region: outer minus holes. */
export const profileArea = (profile: Profile): number =>
  Math.abs(loopArea(profile.outer)) - profile.holes.reduce((sum, hole) => sum + Math.abs(loopArea(hole)), 0);

/** Axis-aligned box of the outer loop, from samples of its curves (a little small for curved sides). */
export function loopBox(loop: ProfileLoop): { min: Vec2; max: Vec2 } {
  const points = loopPoints(loop);
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return { min: [Math.min(...xs), Math.min(...ys)], max: [Math.max(...xs), Math.max(...ys)] };
}

export function loopPoints(loop: ProfileLoop): Vec2[] {
  if (loop.kind === "circle")
    return Array.from({ length: 16 }, (_, i): Vec2 => {
      const t = (i * Math.PI) / 8;
      return [loop.center[0] + loop.radius * Math.cos(t), loop.center[1] + loop.radius * Math.sin(t)];
    });
  if (loop.kind === "ellipse") {
    const [mx, my] = loop.majorAxis;
    const major = Math.hypot(mx, my);
    return Array.from({ length: 16 }, (_, i): Vec2 => {
      const t = (i * Math.PI) / 8;
      const c = Math.cos(t);
      const s = (Math.sin(t) * loop.minorRadius) / major;
      return [loop.center[0] + c * mx - s * my, loop.center[1] + c * my + s * mx];
    });
  }
  return loop.segments.flatMap((segment) =>
    segment.kind === "arc" ? [...samplesOf(segment, 8), midOf(segment)] : samplesOf(segment, 8),
  );
}

/** Number of segments that a person would draw. */
export const segmentCount = (profile: Profile): number =>
  [profile.outer, ...profile.holes].reduce((sum, loop) => sum + (loop.kind === "path" ? loop.segments.length : 1), 0);
