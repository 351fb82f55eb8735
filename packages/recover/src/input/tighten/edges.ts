/** The curve in which two surfaces meet, near an edge that was drawn roughly. */

import { addScaled, cross, distance3, dot, type Frame, mul, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type ElementarySurface, naturalNormal, signedDistance } from "../../analysis/graph/elementary.js";
import { meetingPoint } from "../../analysis/graph/meetingPoint.js";
import { tightenedFormShare, tightenedSplineShare } from "../../tolerances.js";

/** Below this sine of the angle between two surfaces they touch rather than cut: where they meet cannot be computed from them. */
export const leastSine = 0.05;

/** An arc of a circle this many times larger than the shape is straight to all its digits. */
const largestCircle = 1e3;

const fewestPieces = 8;
const mostPieces = 256;

/** How far the points are from the surfaces at most. */
export function worstOff(points: readonly Vec3[], surfaces: readonly ElementarySurface[]): number {
  return Math.max(0, ...points.flatMap((p) => surfaces.map((surface) => Math.abs(signedDistance(surface, p)))));
}

export function cutEachOther(
  [a, b]: readonly [ElementarySurface, ElementarySurface],
  points: readonly Vec3[],
): boolean {
  return points.every((p) => norm(cross(naturalNormal(a, p), naturalNormal(b, p))) >= leastSine);
}

/** A new curve for an edge: it runs from the new start to the new end along the curve. */
export type NewCurve =
  | { readonly kind: "line"; readonly origin: Vec3; readonly direction: Vec3 }
  | { readonly kind: "circle"; readonly frame: Frame; readonly radius: number }
  | { readonly kind: "spline"; readonly points: readonly Vec3[]; readonly tangents: readonly Vec3[] };

/**
 * The curve of both surfaces from `start` to `end` near `old` (points of the rough edge, evenly spaced, ends included); undefined when none is
 * found that follows both.
 */
export function meetingCurve(
  surfaces: readonly [ElementarySurface, ElementarySurface],
  old: (pieces: number) => readonly Vec3[],
  start: Vec3,
  end: Vec3,
  size: number,
): { readonly curve: NewCurve; readonly moveMm: number } | undefined {
  const meetings = (pieces: number): readonly Vec3[] => {
    const rough = old(pieces);
    return rough.map((p, i) => (i === 0 ? start : i === pieces ? end : meetingPoint(surfaces, p)));
  };
  const few = meetings(fewestPieces);
  if (few.length < fewestPieces + 1 || worstOff(few.slice(1, -1), surfaces) > tightenedFormShare * size)
    return undefined;
  const curve = lineThrough(few, size) ?? circleThrough(few, size) ?? splineThrough(surfaces, meetings, size);
  if (curve === undefined) return undefined;
  const rough = old(fewestPieces);
  return { curve, moveMm: Math.max(...few.map((p, i) => distance3(p, at(rough, i)))) };
}

function lineThrough(points: readonly Vec3[], size: number): NewCurve | undefined {
  const [start, end] = [points[0], points.at(-1)];
  if (start === undefined || end === undefined || distance3(start, end) === 0) return undefined;
  const direction = unit(sub(end, start));
  const off = points.map((p) => norm(cross(sub(p, start), direction)));
  return Math.max(...off) <= tightenedFormShare * size ? { kind: "line", origin: start, direction } : undefined;
}

function circleThrough(points: readonly Vec3[], size: number): NewCurve | undefined {
  const third = Math.floor(points.length / 3);
  const [a, b, c] = [points[0], points[third], points[2 * third]];
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const [u, v] = [sub(b, a), sub(c, a)];
  const n = cross(u, v);
  const area = norm(n);
  if (area === 0) return undefined;
  // The circumcentre of three points.
  const toCenter = mul(addScaled(mul(cross(v, n), dot(u, u)), cross(n, u), dot(v, v)), 1 / (2 * area * area));
  const center: Vec3 = [a[0] + toCenter[0], a[1] + toCenter[1], a[2] + toCenter[2]];
  const z = unit(n);
  const radius = norm(toCenter);
  const off = points.map((p) => {
    const d = sub(p, center);
    return Math.max(Math.abs(dot(d, z)), Math.abs(norm(d) - radius));
  });
  if (radius > largestCircle * size || Math.max(...off) > tightenedFormShare * size) return undefined;
  const x = unit(sub(a, center));
  return { kind: "circle", frame: { origin: center, x, y: cross(z, x), z }, radius };
}

/** Cubic pieces through meeting points, along the direction in which the surfaces meet; halved until they follow both. */
function splineThrough(
  surfaces: readonly [ElementarySurface, ElementarySurface],
  meetings: (pieces: number) => readonly Vec3[],
  size: number,
): NewCurve | undefined {
  for (let pieces = 2 * fewestPieces; pieces <= mostPieces; pieces *= 2) {
    const points = meetings(pieces);
    const tangents = points.map((p, i) => {
      const along = unit(cross(naturalNormal(surfaces[0], p), naturalNormal(surfaces[1], p)));
      const way = sub(at(points, Math.min(i + 1, pieces)), at(points, Math.max(i - 1, 0)));
      return dot(along, way) < 0 ? mul(along, -1) : along;
    });
    const middles = points.slice(1).map((p1, i): Vec3 => {
      const [p0, d0, d1] = [at(points, i), at(tangents, i), at(tangents, i + 1)];
      const h = distance3(p0, p1) / 8;
      const value = (k: 0 | 1 | 2): number => (p0[k] + p1[k]) / 2 + h * (d0[k] - d1[k]);
      return [value(0), value(1), value(2)];
    });
    if (worstOff(middles, surfaces) <= tightenedSplineShare * size) return { kind: "spline", points, tangents };
  }
  return undefined;
}
