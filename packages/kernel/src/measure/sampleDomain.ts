/** Sampling in the parameters of a face: no kernel call. */

import type { FaceInfo, Topology, Vec3 } from "@unbake/geometry";
import { type FaceDomain, faceDomain, isInside, norm, surfaceDerivatives } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { chordSlackMm } from "../tolerances.js";
import { type Candidate, choose, r2Point, safeChords } from "./spread.js";

/** Points of the sequence tried in the box of a domain before another way is asked. */
const tries = 600;

/** Points on a face of a plane, cylinder, cone, sphere or torus; undefined when its domain cannot be told or is too slender. */
export function pointsInDomain(topology: Topology, face: FaceInfo, count: number): Vec3[] | undefined {
  const domain = faceDomain(topology, face);
  if (!domain) return undefined;
  const { min, max } = domain;
  const wanted = count === 1 ? 16 : 2 * count;
  const inside: Candidate[] = [];
  for (let k = 0; k < tries && inside.length < wanted; k++) {
    const [a, b] = r2Point(k);
    const u = min[0] + (max[0] - min[0]) * a;
    const v = min[1] + (max[1] - min[1]) * b;
    if (!isInside(domain, u, v)) continue;
    const [point, su, sv] = surfaceDerivatives(face.surface, u, v, 1) as [Vec3, Vec3, Vec3];
    const clearance = clearanceIn(domain, u, v, norm(su), norm(sv));
    if (clearance > 0) inside.push({ point, clearance });
  }
  return inside.length >= Math.min(count, 4) ? choose(inside, count) : undefined;
}

/** Measured in the metric that the surface has at (u, v). */
function clearanceIn(
  { loops, arcStepRad }: FaceDomain,
  u: number,
  v: number,
  lengthU: number,
  lengthV: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const loop of loops) {
    const n = loop.length / 2;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      const ax = (at(loop, 2 * j) - u) * lengthU;
      const ay = (at(loop, 2 * j + 1) - v) * lengthV;
      const dx = (at(loop, 2 * i) - u) * lengthU - ax;
      const dy = (at(loop, 2 * i + 1) - v) * lengthV - ay;
      const length2 = dx * dx + dy * dy;
      const t = length2 > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2)) : 0;
      const x = ax + t * dx;
      const y = ay + t * dy;
      // The arc over a chord of length l that turns by a rises l a / 8 above it.
      const error = (Math.sqrt(length2) * arcStepRad) / 8 + chordSlackMm;
      least = Math.min(least, Math.sqrt(x * x + y * y) - safeChords * error);
    }
  }
  return least;
}
