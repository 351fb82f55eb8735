/** Do two patches lie on the same surface, with their material on the same side? */

import {
  cross,
  dot,
  projectToSurface,
  type Surface,
  surfaceDerivatives,
  toGlobal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type ElementarySurface, isElementary, naturalNormal } from "../analysis/graph/elementary.js";
import { sameRepresentation } from "./patches.js";
import type { Patch, Side } from "./side.js";
import { elementaryBound, farthest } from "./surfaceDeviation.js";
import type { ProofTolerances } from "./tolerances.js";

export interface SurfaceAgreement {
  readonly deviationMm: number;
  /** Only within the wider tolerance of freeform faces. */
  readonly approximate: boolean;
}

/** Points inside a face, for surfaces that have no closed bound of their difference; of a spline, four for each of its spans. */
const interiorSamples = 64;
const samplesPerSpan = 4;
const mostInteriorSamples = 1024;

/** Undefined when they are not the same surface within tolerance. */
export function compareSurfaces(
  sideA: Side,
  a: Patch,
  sideB: Side,
  b: Patch,
  tolerances: ProofTolerances,
): SurfaceAgreement | undefined {
  const { deltaMm, freeformMm } = tolerances;
  const own = sameWriting(a, b) ? 0 : a.canonicalError + b.canonicalError;
  if (isElementary(a.surface) && isElementary(b.surface)) {
    if (!sameSide(a.surface, a, b.surface, b)) return undefined;
    const bound = elementaryBound(a.surface, b.surface, a.extent, b.extent);
    if (bound !== undefined && bound + own <= deltaMm) return { deviationMm: bound + own, approximate: false };
    const most = Math.max(farthest(b.surface, a.extent), farthest(a.surface, b.extent));
    if (most + own > deltaMm) return undefined;
    // A short arc of a large radius: its axis is badly determined, the face is not.
    const inside = Math.max(
      farthest(b.surface, interior(sideA, a).map(pointOf)),
      farthest(a.surface, interior(sideB, b).map(pointOf)),
    );
    const deviationMm = Math.max(most, inside) + own;
    return deviationMm <= deltaMm ? { deviationMm, approximate: false } : undefined;
  }
  if (sameRepresentation(a.surface, b.surface)) {
    return a.outward === b.outward ? { deviationMm: own, approximate: false } : undefined;
  }
  if (Math.max(farthest(b.surface, thin(a.extent)), farthest(a.surface, thin(b.extent))) + own > freeformMm) {
    return undefined;
  }
  const insideA = interior(sideA, a);
  const insideB = interior(sideB, b);
  const deviationMm =
    Math.max(
      farthest(b.surface, [...a.extent, ...insideA.map(pointOf)]),
      farthest(a.surface, [...b.extent, ...insideB.map(pointOf)]),
    ) + own;
  if (deviationMm > freeformMm) return undefined;
  const agreement = insideA.reduce((sum, s) => sum + Math.sign(dot(s.normal, outwardNormal(b, s.point))), 0);
  return agreement > 0 ? { deviationMm, approximate: deviationMm > deltaMm } : undefined;
}

/** Both files write the surfaces alike: how far they are from the canonical one does not count. */
function sameWriting(a: Patch, b: Patch): boolean {
  if (a.canonicalError + b.canonicalError === 0 || a.faces.length !== b.faces.length) return false;
  return a.faces.every((one) => b.faces.some((other) => sameRepresentation(one.info.surface, other.info.surface)));
}

interface Sample {
  readonly point: Vec3;
  readonly normal: Vec3;
}
const pointOf = (sample: Sample): Vec3 => sample.point;

const interiors = new WeakMap<Patch, readonly Sample[]>();

/** Points inside the faces of a patch with their outward normals. */
export function interior(side: Side, patch: Patch): readonly Sample[] {
  const before = interiors.get(patch);
  if (before) return before;
  const share = Math.max(9, Math.ceil(interiorSamples / patch.faces.length));
  const samples = patch.faces.flatMap((face) => {
    const spans = spanCount(face.info.surface) * samplesPerSpan;
    return side.kernel.sampleFace(side.shape, face.info.id, Math.max(share, Math.min(spans, mostInteriorSamples)));
  });
  interiors.set(patch, samples);
  return samples;
}

function spanCount(surface: Surface): number {
  if (surface.kind === "bspline") return (surface.knotsU.length - 1) * (surface.knotsV.length - 1);
  return surface.kind === "offset" ? spanCount(surface.base) : 1;
}

/** Outward normal of the patch's surface at (the projection of) a point. */
export function outwardNormal(patch: Patch, point: Vec3): Vec3 {
  const n = surfaceNormal(patch.surface, point);
  return patch.outward ? n : [-n[0], -n[1], -n[2]];
}

function surfaceNormal(surface: Surface, point: Vec3): Vec3 {
  if (isElementary(surface)) return naturalNormal(surface, point);
  const { u, v } = projectToSurface(surface, point);
  const [, du = [0, 0, 0] as const, dv = [0, 0, 0] as const] = surfaceDerivatives(surface, u, v, 1);
  const n = cross(du, dv);
  return n[0] === 0 && n[1] === 0 && n[2] === 0 ? n : unit(n);
}

/** Compares outward normals at points of either extent; a closed surface without a boundary is asked at a point of its own. */
function sameSide(surfaceA: ElementarySurface, a: Patch, surfaceB: ElementarySurface, b: Patch): boolean {
  const points = thin([...a.extent, ...b.extent]);
  if (points.length === 0) points.push(somePoint(surfaceA));
  let sum = 0;
  for (const p of points) sum += dot(naturalNormal(surfaceA, p), naturalNormal(surfaceB, p));
  return a.outward === b.outward ? sum > 0 : sum < 0;
}

function somePoint(surface: ElementarySurface): Vec3 {
  switch (surface.kind) {
    case "plane":
      return surface.frame.origin;
    case "torus":
      return toGlobal(surface.frame, [surface.majorRadius + surface.minorRadius, 0, 0]);
    default:
      return toGlobal(surface.frame, [surface.radius, 0, 0]);
  }
}

/** A few points of many, spread evenly: enough to reject most wrong candidates. */
function thin(points: readonly Vec3[]): Vec3[] {
  const most = 8;
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, i) => at(points, Math.floor((i * points.length) / most)));
}
