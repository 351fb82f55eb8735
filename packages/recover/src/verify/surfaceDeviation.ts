/** How far two surfaces are apart over the extent of a face. */

import {
  addScaled,
  cross,
  distance3,
  dot,
  norm,
  projectToSurface,
  type Surface,
  sub,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { distanceToElementary, type ElementarySurface, isElementary } from "../analysis/graph/elementary.js";

/**
 * An upper bound in mm of the distance between two elementary surfaces of the same kind, over the faces whose boundaries
 * pass through `pointsA` and `pointsB`; undefined when the kinds differ. Exact for planes (the distance is linear, so the
 * boundary has its maximum); for the others the shift of the axis over the axial extent, plus the change of radius.
 */
export function elementaryBound(
  a: ElementarySurface,
  b: ElementarySurface,
  pointsA: readonly Vec3[],
  pointsB: readonly Vec3[],
): number | undefined {
  if (a.kind === "plane" && b.kind === "plane") {
    return Math.max(farthest(b, pointsA), farthest(a, pointsB));
  }
  if (a.kind === "sphere" && b.kind === "sphere") {
    return distance3(a.frame.origin, b.frame.origin) + Math.abs(a.radius - b.radius);
  }
  if (a.kind === "torus" && b.kind === "torus") {
    const sine = norm(cross(a.frame.z, b.frame.z));
    return (
      distance3(a.frame.origin, b.frame.origin) +
      sine * (a.majorRadius + a.minorRadius) +
      Math.abs(a.majorRadius - b.majorRadius) +
      Math.abs(a.minorRadius - b.minorRadius)
    );
  }
  if (a.kind === "cylinder" && b.kind === "cylinder") {
    const shift = Math.max(...axialEnds(a, [...pointsA, ...pointsB]).map((p) => offAxis(b, p)));
    return shift + Math.abs(a.radius - b.radius);
  }
  if (a.kind === "cone" && b.kind === "cone") {
    const ends = axialEnds(a, [...pointsA, ...pointsB]);
    const [radiiA, radiiB] = [radiiAt(a, ends), radiiAt(b, ends)];
    return Math.max(...ends.map((p, i) => offAxis(b, p) + Math.abs(at(radiiA, i) - at(radiiB, i))));
  }
  return undefined;
}

/** Largest distance in mm of the points from the untrimmed surface. */
export function farthest(surface: Surface, points: readonly Vec3[]): number {
  let most = 0;
  for (const p of points) most = Math.max(most, distanceToSurface(surface, p));
  return most;
}

/** Distance in mm from a point to the untrimmed surface. */
export function distanceToSurface(surface: Surface, point: Vec3): number {
  return isElementary(surface) ? distanceToElementary(surface, point) : projectToSurface(surface, point).distance;
}

type Turned = Extract<ElementarySurface, { kind: "cylinder" | "cone" }>;

/** The points of the axis at both ends of what the points span along it. */
function axialEnds(surface: Turned, points: readonly Vec3[]): Vec3[] {
  const { origin, z } = surface.frame;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const p of points) {
    const h = dot(sub(p, origin), z);
    low = Math.min(low, h);
    high = Math.max(high, h);
  }
  return low <= high ? [addScaled(origin, z, low), addScaled(origin, z, high)] : [origin];
}

function offAxis(surface: Turned, p: Vec3): number {
  const { origin, z } = surface.frame;
  const d = sub(p, origin);
  return norm(addScaled(d, z, -dot(d, z)));
}

/** Radii at points of the axis, of both nappes alike: negative beyond the apex, seen from the end that is farther from it. */
function radiiAt(surface: Extract<Turned, { kind: "cone" }>, points: readonly Vec3[]): number[] {
  const radii = points.map((p) => {
    const h = dot(sub(p, surface.frame.origin), surface.frame.z);
    return surface.radius + h * Math.tan(surface.semiAngle);
  });
  const largest = radii.reduce((most, r) => (Math.abs(r) > Math.abs(most) ? r : most), 0);
  return largest < 0 ? radii.map((r) => -r) : radii;
}
