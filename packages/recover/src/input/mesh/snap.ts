/**
 * Parameters as their author meant them: equal directions, common axes, equal radii, round numbers. A snapped surface counts only where
 * all vertices of its face stay as near to it as rounding left them.
 */

import { addScaled, cross, dot, frameFromZ, mul, norm, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { distanceToElementary, type ElementarySurface } from "../../analysis/graph/elementary.js";
import { alignedSine, coaxialShare, knownLengthShare, singlePrecisionShare } from "../../tolerances.js";
import { isReasonable } from "./patches.js";
import { refineSurface } from "./refine.js";
import type { Region } from "./regions.js";
import type { ClosedMesh } from "./surface.js";

/** Steps of lengths, mm, the coarsest first: whole and half millimetres, sixteenths of an inch, tenths, ... */
const lengthSteps = [1, 0.5, 25.4 / 16, 0.1, 25.4 / 64, 0.05, 0.01, 0.001, 0.0001, 0.00001];
const angleSteps = [15, 5, 1, 0.5, 0.1, 0.01].map((degrees) => (degrees * Math.PI) / 180);
/** Directions that differ by less may be meant to be one (sine). */
const nearlyParallel = 0.01;

/** Snapping may take corners this many times as far from their surface as they were, and as far as rounding may have moved them. */
const noiseFactor = 3;

type Accept = (surface: ElementarySurface) => boolean;

/** The regions with snapped surfaces, large faces first: later ones follow what they decided. */
export function snapRegions(mesh: ClosedMesh, regions: readonly Region[], fitMm: number, diagonalMm: number): Region[] {
  const directions: Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const snapped = new Map<Region, ElementarySurface>();
  for (const region of [...regions].sort((a, b) => b.area - a.area)) {
    const points = region.vertices.map((v) => at(mesh.points, v));
    const noise = points.reduce((most, p) => Math.max(most, distanceToElementary(region.surface, p)), 0);
    const limit = Math.min(fitMm, noiseFactor * noise + singlePrecisionShare * diagonalMm);
    const accept: Accept = (s) =>
      isReasonable(s, diagonalMm) && points.every((p) => distanceToElementary(s, p) <= limit);
    let surface = snapDirection(region.surface, points, directions, accept);
    surface = snapPlace(surface, [...snapped.values()], accept);
    snapped.set(region, snapSizes(surface, [...snapped.values()], accept));
  }
  return regions.map((region) => ({ ...region, surface: snapped.get(region) ?? region.surface }));
}

function snapDirection(
  surface: ElementarySurface,
  points: readonly Vec3[],
  directions: Vec3[],
  accept: Accept,
): ElementarySurface {
  const { frame } = surface;
  if (surface.kind === "sphere") return { ...surface, frame: frameFromZ(frame.origin, [0, 0, 1]) };
  for (const direction of directions) {
    const sine = norm(cross(direction, frame.z));
    if (sine > nearlyParallel) continue;
    // A cone's and a plane's direction tell which way; a cylinder's and a torus's do not.
    const same = dot(direction, frame.z) > 0;
    const z = same || surface.kind === "cylinder" || surface.kind === "torus" ? direction : mul(direction, -1);
    // One x for both ways of a direction: seams of faces about one axis are then in one plane.
    const { x } = frameFromZ(frame.origin, direction);
    const turned = refineSurface({ ...surface, frame: frameFromZ(frame.origin, z, x) }, points, "fixed direction");
    if (accept(turned)) return turned;
  }
  directions.push(frame.z);
  return { ...surface, frame: frameFromZ(frame.origin, frame.z) };
}

/** The origin moved to where another axis runs, or to round coordinates. */
function snapPlace(
  surface: ElementarySurface,
  others: readonly ElementarySurface[],
  accept: Accept,
): ElementarySurface {
  const { frame } = surface;
  if (surface.kind === "plane") {
    const height = dot(frame.origin, frame.z);
    const at = (value: number): ElementarySurface => ({
      ...surface,
      frame: { ...frame, origin: addScaled(frame.origin, frame.z, value - height) },
    });
    return firstOf(rounded(height, lengthSteps).map(at), accept) ?? surface;
  }
  const own = norm(frame.origin);
  for (const other of others) {
    if (other.kind === "plane") continue;
    const { origin, z } = other.frame;
    const alike = surface.kind === "sphere" || norm(cross(z, frame.z)) < alignedSine;
    const off = sub(frame.origin, origin);
    if (!alike || norm(cross(off, z)) > coaxialShare * (1 + own)) continue;
    const moved = { ...surface, frame: { ...frame, origin: addScaled(origin, z, dot(off, z)) } };
    if (accept(moved)) return alongAxis(moved, z, accept);
  }
  // Without another axis: round coordinates across the axis.
  let placed: ElementarySurface = surface;
  for (const axis of acrossAxes(frame.z, surface.kind === "sphere")) {
    const value = dot(placed.frame.origin, axis);
    const at = (to: number): ElementarySurface => ({
      ...placed,
      frame: { ...placed.frame, origin: addScaled(placed.frame.origin, axis, to - value) },
    });
    placed = firstOf(rounded(value, lengthSteps).map(at), accept) ?? placed;
  }
  return alongAxis(placed, frame.z, accept);
}

/** Directions across an axis along the coordinates where it is one of them, else the two of a fixed frame. */
function acrossAxes(z: Vec3, all: boolean): readonly Vec3[] {
  const axes: readonly Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  if (all) return axes;
  const across = axes.filter((axis) => Math.abs(dot(axis, z)) < alignedSine);
  if (across.length === 2) return across;
  const { x, y } = frameFromZ([0, 0, 0], z);
  return [x, y];
}

/** The place of a sphere or torus along its axis; a cone's is told by its radius. */
function alongAxis(surface: ElementarySurface, axis: Vec3, accept: Accept): ElementarySurface {
  if (surface.kind !== "torus" && surface.kind !== "sphere") return surface;
  const { frame } = surface;
  const value = dot(frame.origin, axis);
  const at = (to: number): ElementarySurface => ({
    ...surface,
    frame: { ...frame, origin: addScaled(frame.origin, axis, to - value) },
  });
  return firstOf(rounded(value, lengthSteps).map(at), accept) ?? surface;
}

/** Radii and angles that another face has, or round ones. */
function snapSizes(
  surface: ElementarySurface,
  others: readonly ElementarySurface[],
  accept: Accept,
): ElementarySurface {
  const known = others.flatMap((other) =>
    other.kind === "cylinder" || other.kind === "sphere"
      ? [other.radius]
      : other.kind === "torus"
        ? [other.minorRadius, other.majorRadius]
        : [],
  );
  const lengths = (value: number): number[] => [
    ...rounded(value, lengthSteps),
    ...known.filter((other) => Math.abs(other - value) < knownLengthShare * value),
  ];
  switch (surface.kind) {
    case "plane":
      return surface;
    case "cylinder":
    case "sphere":
      return (
        firstOf(
          lengths(surface.radius).map((radius) => ({ ...surface, radius })),
          accept,
        ) ?? surface
      );
    case "torus": {
      const minor =
        firstOf(
          lengths(surface.minorRadius).map((minorRadius) => ({ ...surface, minorRadius })),
          accept,
        ) ?? surface;
      return (
        firstOf(
          lengths(surface.majorRadius).map((majorRadius) => ({ ...minor, majorRadius })),
          accept,
        ) ?? minor
      );
    }
    case "cone": {
      const angled =
        firstOf(
          rounded(surface.semiAngle, angleSteps).map((semiAngle) => ({ ...surface, semiAngle })),
          accept,
        ) ?? surface;
      return (
        firstOf(
          lengths(surface.radius).map((radius) => ({ ...angled, radius })),
          accept,
        ) ?? angled
      );
    }
  }
}

const rounded = (value: number, steps: readonly number[]): number[] =>
  steps
    // Without the last digits, which a product with 0.1 has wrong.
    .map((step) => Number((Math.round(value / step) * step).toPrecision(13)))
    .filter((v) => Math.abs(v - value) < 0.02 * (Math.abs(value) + 1));

function firstOf<S extends ElementarySurface>(surfaces: readonly S[], accept: Accept): S | undefined {
  return surfaces.find(accept);
}
