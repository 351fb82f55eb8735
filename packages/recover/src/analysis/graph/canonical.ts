/**
 * Surfaces written as B-splines, extrusions, revolutions or offsets that are really planes, cylinders, cones, spheres or
 * tori (Zoo's and other exporters write them so). In: any surface. Out: the elementary one, where there is one.
 */

import {
  addScaled,
  type BSplineSurface,
  type Curve,
  cross,
  dot,
  evaluateSurface,
  frameFromZ,
  mul,
  norm,
  type Surface,
  sub,
  surfaceDerivatives,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { meantParallelSine, normalShare } from "../../tolerances.js";
import { canonicalCurve } from "./canonicalCurve.js";
import { distanceToElementary, type ElementarySurface, isElementary, naturalNormal } from "./elementary.js";
import { fitElementary, type OrientedPoint } from "./fitSurface.js";

export interface CanonicalSurface {
  readonly surface: Surface;
  /** The canonical surface's natural normal points against that of the surface given. */
  readonly flipped: boolean;
  /** Largest distance seen between the two, mm; 0 where the identity is exact. */
  readonly deviation: number;
}

/** Samples in each span of a B-spline patch, each way: more than the degree that exporters write elementary surfaces with. */
const samplesPerSpan = 5;
/** A patch with more spans than this in a direction is looked at in this many places first. */
const coarseSpans = 6;

const known = new WeakMap<Surface, { readonly tolerance: number; readonly result: CanonicalSurface }>();

/**
 * The plane, cylinder, cone, sphere or torus that `surface` is within `tolerance` (mm) over its whole domain; the
 * surface itself where there is none. Remembered by surface object: topologies share them.
 */
export function canonicalSurface(surface: Surface, tolerance: number): CanonicalSurface {
  if (isElementary(surface)) return { surface, flipped: false, deviation: 0 };
  const before = known.get(surface);
  if (before?.tolerance === tolerance) return before.result;
  const result = recognise(surface, tolerance) ?? { surface, flipped: false, deviation: 0 };
  known.set(surface, { tolerance, result });
  return result;
}

function recognise(surface: Exclude<Surface, ElementarySurface>, tolerance: number): CanonicalSurface | undefined {
  switch (surface.kind) {
    case "bspline":
      return fromSamples(surface, tolerance);
    case "offset":
      return fromOffset(surface.base, surface.distance, tolerance);
    case "extrusion":
      return oriented(surface, fromExtrusion(canonicalCurve(surface.curve, tolerance), unit(surface.direction)));
    case "revolution": {
      const curve = canonicalCurve(surface.curve, tolerance);
      return oriented(surface, fromRevolution(curve, surface.origin, unit(surface.direction), tolerance));
    }
  }
}

function fromSamples(surface: BSplineSurface, tolerance: number): CanonicalSurface | undefined {
  const us = parameters(surface.knotsU);
  const vs = parameters(surface.knotsV);
  const coarse = grid(surface, thinned(us), thinned(vs));
  const fit = fitElementary(coarse, tolerance);
  if (!fit) return undefined;
  let deviation = 0;
  for (const u of us) {
    for (const v of vs) {
      deviation = Math.max(deviation, distanceToElementary(fit.surface, evaluateSurface(surface, u, v)));
    }
    if (deviation > tolerance) return undefined;
  }
  return { ...fit, deviation };
}

function grid(surface: Surface, us: readonly number[], vs: readonly number[]): OrientedPoint[] {
  return us.flatMap((u) => vs.flatMap((v) => orientedPoint(surface, u, v) ?? []));
}

/** A point with its natural normal; undefined where the surface is degenerate (a pole, an apex). */
function orientedPoint(surface: Surface, u: number, v: number): OrientedPoint | undefined {
  const [point, du, dv] = surfaceDerivatives(surface, u, v, 1);
  if (!point || !du || !dv) return undefined;
  const n = cross(du, dv);
  const size = norm(n);
  return size > normalShare * Math.max(dot(du, du), dot(dv, dv)) && size > 0
    ? { point, normal: mul(n, 1 / size) }
    : undefined;
}

/** Parameters inside every span, ends included. */
function parameters(knots: readonly number[]): number[] {
  const result: number[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    const [a, b] = [at(knots, i), at(knots, i + 1)];
    for (let k = 0; k < samplesPerSpan; k++) result.push(a + ((b - a) * k) / samplesPerSpan);
  }
  result.push(last(knots));
  return result;
}

function thinned(values: readonly number[]): readonly number[] {
  const most = coarseSpans * samplesPerSpan;
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, i) => at(values, Math.round((i * (values.length - 1)) / (most - 1))));
}

function fromExtrusion(curve: Curve, direction: Vec3): ElementarySurface | undefined {
  if (curve.kind === "line") {
    const n = cross(curve.direction, direction);
    return norm(n) < meantParallelSine ? undefined : { kind: "plane", frame: frameFromZ(curve.origin, n) };
  }
  if (curve.kind === "circle" && norm(cross(curve.frame.z, direction)) < meantParallelSine) {
    return { kind: "cylinder", frame: curve.frame, radius: curve.radius };
  }
  return undefined;
}

function fromRevolution(curve: Curve, origin: Vec3, axis: Vec3, tolerance: number): ElementarySurface | undefined {
  const fromAxis = (p: Vec3): Vec3 => {
    const d = sub(p, origin);
    return addScaled(d, axis, -dot(d, axis));
  };
  if (curve.kind === "line") {
    const slope = dot(curve.direction, axis);
    if (Math.abs(slope) < meantParallelSine) return { kind: "plane", frame: frameFromZ(curve.origin, axis) };
    // The point of the line nearest to the axis: on it for a cone, at constant distance for a cylinder.
    const radial = fromAxis(curve.origin);
    const run = addScaled(curve.direction, axis, -slope);
    if (norm(run) < meantParallelSine) {
      const radius = norm(radial);
      if (radius <= tolerance) return undefined;
      return { kind: "cylinder", frame: frameFromZ(addScaled(curve.origin, radial, -1), axis), radius };
    }
    const t = -dot(radial, run) / dot(run, run);
    if (norm(addScaled(radial, run, t)) > tolerance) return undefined;
    const semiAngle = Math.atan2(norm(run), Math.abs(slope));
    const apex = addScaled(curve.origin, curve.direction, t);
    // One unit of length from the apex along the line: the frame stands where the radius is positive.
    const z = mul(axis, Math.sign(slope));
    return {
      kind: "cone",
      frame: frameFromZ(addScaled(apex, z, Math.cos(semiAngle)), z),
      radius: Math.sin(semiAngle),
      semiAngle,
    };
  }
  if (curve.kind === "circle") {
    const radial = fromAxis(curve.frame.origin);
    const inPlane =
      Math.abs(dot(curve.frame.z, axis)) < meantParallelSine && Math.abs(dot(radial, curve.frame.z)) <= tolerance;
    if (!inPlane) return undefined;
    const majorRadius = norm(radial);
    if (majorRadius <= tolerance) {
      return { kind: "sphere", frame: frameFromZ(curve.frame.origin, axis), radius: curve.radius };
    }
    const center = addScaled(curve.frame.origin, radial, -1);
    return { kind: "torus", frame: frameFromZ(center, axis), majorRadius, minorRadius: curve.radius };
  }
  return undefined;
}

function fromOffset(base: Surface, distance: number, tolerance: number): CanonicalSurface | undefined {
  const { surface, flipped, deviation } = canonicalSurface(base, tolerance);
  // An offset goes along the natural normal of its base.
  const d = flipped ? -distance : distance;
  const moved = offsetElementary(surface, d, tolerance);
  return moved && { surface: moved, flipped, deviation };
}

/** Along the natural normal; undefined past the axis, where the surface would turn inside out. */
function offsetElementary(surface: Surface, d: number, tolerance: number): ElementarySurface | undefined {
  switch (surface.kind) {
    case "plane":
      return { ...surface, frame: shifted(surface.frame, d) };
    case "cylinder":
    case "sphere":
      return surface.radius + d > tolerance ? { ...surface, radius: surface.radius + d } : undefined;
    case "torus":
      return surface.minorRadius + d > tolerance ? { ...surface, minorRadius: surface.minorRadius + d } : undefined;
    case "cone": {
      const radius = surface.radius + d * Math.cos(surface.semiAngle);
      return { ...surface, frame: shifted(surface.frame, -d * Math.sin(surface.semiAngle)), radius };
    }
    default:
      return undefined;
  }
}

function shifted(frame: ElementarySurface["frame"], distance: number): ElementarySurface["frame"] {
  return { ...frame, origin: addScaled(frame.origin, frame.z, distance) };
}

/** Compares natural normals where the given surface is best conditioned. */
function oriented(
  given: Extract<Surface, { kind: "extrusion" | "revolution" }>,
  surface: ElementarySurface | undefined,
): CanonicalSurface | undefined {
  if (!surface) return undefined;
  let best = 0;
  let deviation = 0;
  for (const t of curveParameters(given.curve)) {
    const sample = given.kind === "extrusion" ? orientedPoint(given, t, 0) : orientedPoint(given, 0, t);
    if (!sample) continue;
    deviation = Math.max(deviation, distanceToElementary(surface, sample.point));
    const agreement = dot(naturalNormal(surface, sample.point), sample.normal);
    if (Math.abs(agreement) > Math.abs(best)) best = agreement;
  }
  return best === 0 ? undefined : { surface, flipped: best < 0, deviation };
}

function curveParameters(curve: Curve): number[] {
  if (curve.kind === "bspline") return parameters(curve.knots);
  if (curve.kind === "offset") return curveParameters(curve.base);
  return [0, 0.7, 1.9, 4];
}
