/**
 * The curve in which a plane cuts a face's surface: lines, circles and splines that a profile can hold.
 * A face may be cut along several branches (the two rulings of a cylinder, the two circles of a torus).
 */
import { cross, dot, type Frame, norm, type Surface, sub, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { inPlaneMm } from "../../tolerances.js";
import { isElementary, naturalNormal } from "../graph/elementary.js";
import { sweptBranch } from "./sweptBranch.js";
import { type Branch, circleAt, lineAt, wayAt } from "./way.js";

/**
 * The branch through a point of the section: `at` orders points along it in the direction that has the material on its
 * left. Undefined for a cut that is none of these.
 */
export function branchAt(
  surface: Surface,
  sameSense: boolean,
  point: Vec3,
  frame: Frame,
  sine: number,
): Branch | undefined {
  if (surface.kind === "extrusion" || surface.kind === "revolution")
    return sweptBranch(surface, sameSense, point, frame, sine);
  if (!isElementary(surface)) return undefined;
  const way = wayAt(naturalNormal(surface, point), sameSense, point, frame);
  if (!way) return undefined;
  const circle = (center: Vec2): Branch => circleAt(way, center);
  if (surface.kind === "plane") return lineAt(way);
  const center = toLocal(frame, surface.frame.origin);
  if (surface.kind === "sphere") return circle([center[0], center[1]]);
  const axis = surface.frame.z;
  const upright = norm(cross(axis, frame.z)) < sine;
  if (upright) return circle([center[0], center[1]]);
  const inPlane = Math.abs(dot(axis, frame.z)) < sine;
  if (!inPlane) return undefined;
  if (surface.kind === "cylinder") return lineAt(way);
  const throughAxis = Math.abs(center[2]) < sine * Math.max(1, Math.hypot(center[0], center[1]));
  if (!throughAxis && Math.abs(center[2]) > inPlaneMm) return undefined;
  if (surface.kind === "cone") return lineAt(way);
  // A torus cut through its axis: the minor circle on this side.
  const out = sub(point, surface.frame.origin);
  const height = dot(out, axis);
  const radial: Vec3 = [out[0] - height * axis[0], out[1] - height * axis[1], out[2] - height * axis[2]];
  const r = norm(radial);
  const middle = toLocal(frame, [
    surface.frame.origin[0] + (radial[0] / r) * surface.majorRadius,
    surface.frame.origin[1] + (radial[1] / r) * surface.majorRadius,
    surface.frame.origin[2] + (radial[2] / r) * surface.majorRadius,
  ]);
  return circle([middle[0], middle[1]]);
}
