/** Where a point lies relative to a profile. */

import { type BSplineCurve, distance2, projectToCurve, type Vec2 } from "@unbake/geometry";
import { last, must } from "@unbake/ground";
import type { Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { angleOf, radiusOf, sweepOf } from "./arc.js";
import { knotRange } from "./bspline.js";
import { loopPoints, samplesOf } from "./measure.js";

/** Distance of a point from the nearest side of the profile, mm (parts of ellipses: from samples). */
export const distanceToBoundary = (profile: Profile, p: Vec2): number =>
  Math.min(...[profile.outer, ...profile.holes].map((loop) => distanceToLoop(loop, p)));

function distanceToLoop(loop: ProfileLoop, p: Vec2): number {
  if (loop.kind === "circle") return Math.abs(distance2(p, loop.center) - loop.radius);
  if (loop.kind === "ellipse") return polylineDistance([...loopPoints(loop)], p);
  return Math.min(...loop.segments.map((s) => distanceToSegment(s, p)));
}

/** Points along a curved side that is no arc. */
const sideSamples = 64;

function distanceToSegment(s: Segment2, p: Vec2): number {
  if (s.kind === "line") return distanceToSide(s.start, s.end, p);
  if (s.kind === "arc") {
    const sweep = sweepOf(s);
    let turn = angleOf(s.center, p) - angleOf(s.center, s.start);
    while (turn < 0) turn += 2 * Math.PI;
    if (!s.ccw && turn > 0) turn -= 2 * Math.PI;
    const within = s.ccw ? turn <= sweep : turn >= sweep;
    if (within) return Math.abs(distance2(p, s.center) - radiusOf(s));
    return Math.min(distance2(p, s.start), distance2(p, s.end));
  }
  const points = samplesOf(s, sideSamples);
  const rough = Math.min(polylineDistance(points, p), distanceToSide(last(points), s.end, p));
  return s.kind === "bspline" ? toSpline(s.curve, points, p, rough) : rough;
}

/** How far a chord between samples may be off the curve, as a share of its length: nearer points are projected on the curve. */
const sagShare = 0.2;

function toSpline(curve: BSplineCurve, points: readonly Vec2[], p: Vec2, rough: number): number {
  let nearest = 0;
  for (let i = 1; i < points.length; i++)
    if (distance2(must(points[i], "sample of a curve"), p) < distance2(must(points[nearest], "sample of a curve"), p))
      nearest = i;
  const middle = must(points[nearest], "sample of a curve");
  const step = Math.max(...[nearest - 1, nearest + 1].map((i) => distance2(points[i] ?? middle, middle)));
  if (rough > sagShare * step) return rough;
  const [first, last] = knotRange(curve.knots);
  const parameter = (i: number): number =>
    first + ((last - first) * Math.min(Math.max(i, 0), points.length)) / points.length;
  return projectToCurve(curve, [p[0], p[1], 0], [parameter(nearest - 1), parameter(nearest + 1)]).distance;
}

function polylineDistance(points: readonly Vec2[], p: Vec2): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < points.length; i++)
    best = Math.min(
      best,
      distanceToSide(must(points[i], "sample of a curve"), must(points[i + 1], "sample of a curve"), p),
    );
  return best;
}

/** How far a point is off the straight side from a to b, mm. */
export function distanceToSide(a: Vec2, b: Vec2, p: Vec2): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const l2 = dx * dx + dy * dy;
  const t = l2 > 0 ? Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / l2)) : 0;
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** Inside the region (even-odd over all loops, curves as fine polygons). */
export function insideProfile(profile: Profile, p: Vec2): boolean {
  return [profile.outer, ...profile.holes].reduce((inside, loop) => (insideLoop(loop, p) ? !inside : inside), false);
}

function insideLoop(loop: ProfileLoop, p: Vec2): boolean {
  if (loop.kind === "circle") return distance2(p, loop.center) < loop.radius;
  const points = loop.kind === "ellipse" ? loopPoints(loop) : loop.segments.flatMap((s) => samplesOf(s, 32));
  return insidePolygon(points, p);
}

/** Inside the polygon by the even-odd rule. */
export function insidePolygon(points: readonly Vec2[], p: Vec2): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [a, b] = [must(points[i], "sample of a curve"), must(points[j], "sample of a curve")];
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}
