/**
 * Surfaces that a curve sweeps out (types 120 and 122). Those that are planes, cylinders, cones, spheres or tori are told apart here:
 * it is how most writers put these, and the kernel is surest with its elementary surfaces.
 */

import type { Curve, Frame, Surface, Vec3 } from "@unbake/geometry";
import { addScaled, cross, distance3, dot, frameFromZ, norm, sub, unit } from "@unbake/geometry";
import { parallelSine, sameLengthShare } from "../tolerances.js";

/** The curve turned about the axis. */
export function revolved(curve: Curve, origin: Vec3, axis: Vec3): Surface {
  const direction = unit(axis);
  const general: Surface = { kind: "revolution", curve, origin, direction };
  if (curve.kind === "line") return revolvedLine(curve, origin, direction) ?? general;
  if (curve.kind === "circle") return revolvedCircle(curve, origin, direction) ?? general;
  return general;
}

function footOn(origin: Vec3, direction: Vec3, point: Vec3): Vec3 {
  return addScaled(origin, direction, dot(sub(point, origin), direction));
}

function revolvedLine(line: Extract<Curve, { kind: "line" }>, origin: Vec3, direction: Vec3): Surface | undefined {
  const along = dot(line.direction, direction);
  const foot = footOn(origin, direction, line.origin);
  const radial = sub(line.origin, foot);
  const radius = norm(radial);
  const size = Math.max(1, norm(line.origin), norm(origin));
  if (Math.abs(Math.abs(along) - 1) <= parallelSine ** 2 || norm(cross(line.direction, direction)) <= parallelSine) {
    if (radius <= sameLengthShare * size) return undefined;
    return { kind: "cylinder", frame: frameFromZ(foot, direction, radial), radius };
  }
  if (Math.abs(along) <= parallelSine) return { kind: "plane", frame: frameFromZ(foot, direction) };
  // A cone when the line meets the axis.
  const normal = unit(cross(direction, line.direction));
  if (Math.abs(dot(sub(line.origin, origin), normal)) > sameLengthShare * size) return undefined;
  const outward = sub(line.direction, addScaled([0, 0, 0], direction, along));
  // Where the line comes closest to the axis is the apex; the cone is stated at a circle of some size beside it.
  const reach = -dot(radial, outward) / dot(outward, outward);
  const apex = footOn(origin, direction, addScaled(line.origin, line.direction, reach));
  const angle = Math.atan2(norm(outward), Math.abs(along));
  const side = radius > sameLengthShare * size ? dot(sub(foot, apex), direction) : size;
  const z: Vec3 = side >= 0 ? direction : [-direction[0], -direction[1], -direction[2]];
  const height = Math.abs(side);
  const frame: Frame = frameFromZ(addScaled(apex, z, height), z, radius > sameLengthShare * size ? radial : outward);
  return { kind: "cone", frame, radius: height * Math.tan(angle), semiAngle: angle };
}

function revolvedCircle(
  circle: Extract<Curve, { kind: "circle" }>,
  origin: Vec3,
  direction: Vec3,
): Surface | undefined {
  const center = circle.frame.origin;
  const foot = footOn(origin, direction, center);
  const majorRadius = distance3(center, foot);
  const size = Math.max(1, norm(center), norm(origin), circle.radius);
  // The plane of the circle must hold the axis.
  if (Math.abs(dot(circle.frame.z, direction)) > parallelSine) return undefined;
  if (Math.abs(dot(sub(origin, center), circle.frame.z)) > sameLengthShare * size) return undefined;
  if (majorRadius <= sameLengthShare * size) {
    return { kind: "sphere", frame: frameFromZ(foot, direction), radius: circle.radius };
  }
  // A torus that crosses itself is left to the general surface: which part is meant only the curve says.
  if (majorRadius <= circle.radius) return undefined;
  return {
    kind: "torus",
    frame: frameFromZ(foot, direction, sub(center, foot)),
    majorRadius,
    minorRadius: circle.radius,
  };
}

/** The curve moved along `vector`. */
export function extruded(curve: Curve, vector: Vec3): Surface {
  const direction = unit(vector);
  const general: Surface = { kind: "extrusion", curve, direction };
  if (curve.kind === "line") {
    const normal = cross(curve.direction, direction);
    return norm(normal) > parallelSine
      ? { kind: "plane", frame: frameFromZ(curve.origin, normal, curve.direction) }
      : general;
  }
  if (curve.kind === "circle" && norm(cross(curve.frame.z, direction)) <= parallelSine) {
    return { kind: "cylinder", frame: frameFromZ(curve.frame.origin, direction, curve.frame.x), radius: curve.radius };
  }
  return general;
}
