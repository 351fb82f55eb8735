/**
 * The curve in which a plane cuts a face's surface: lines and circles that a profile can hold.
 * A face may be cut along several branches (the two rulings of a cylinder, the two circles of a torus).
 */
import {
  cross,
  dot,
  type Frame,
  norm,
  type Surface,
  sub,
  toLocal,
  toLocalDirection,
  type Vec2,
  type Vec3,
} from "@unbake/kernel";
import { naturalNormal } from "../graph/elementary.js";

export type Branch =
  | { readonly kind: "line"; readonly name: string; readonly at: number }
  | {
      readonly kind: "circle";
      readonly name: string;
      readonly center: Vec2;
      readonly at: number;
      readonly ccw: boolean;
    };

/**
 * The branch through a point of the section: `at` orders points along it in the direction that has the material on its
 * left. Undefined for a cut that is no line or circle.
 */
export function branchAt(
  surface: Surface,
  sameSense: boolean,
  point: Vec3,
  frame: Frame,
  sine: number,
): Branch | undefined {
  if (
    surface.kind === "bspline" ||
    surface.kind === "extrusion" ||
    surface.kind === "revolution" ||
    surface.kind === "offset"
  )
    return undefined;
  const natural = naturalNormal(surface, point);
  const outward = toLocalDirection(frame, sameSense ? natural : [-natural[0], -natural[1], -natural[2]]);
  // Left of the direction lies the material: z cross outward normal.
  const along: Vec2 = [-outward[1], outward[0]];
  const length = Math.hypot(along[0], along[1]);
  if (length < 1e-6) return undefined;
  const [x, y] = toLocal(frame, point);
  const line = (): Branch => {
    const d: Vec2 = [along[0] / length, along[1] / length];
    const offset = x * d[1] - y * d[0];
    return {
      kind: "line",
      name: `line ${d[0].toFixed(4)} ${d[1].toFixed(4)} ${offset.toFixed(3)}`,
      at: x * d[0] + y * d[1],
    };
  };
  const circle = (center: Vec2): Branch => {
    const dx = x - center[0];
    const dy = y - center[1];
    const ccw = dx * along[1] - dy * along[0] > 0;
    return {
      kind: "circle",
      name: `circle ${center[0].toFixed(3)} ${center[1].toFixed(3)} ${Math.hypot(dx, dy).toFixed(3)}`,
      center,
      at: Math.atan2(dy, dx),
      ccw,
    };
  };
  if (surface.kind === "plane") return line();
  const center = toLocal(frame, surface.frame.origin);
  if (surface.kind === "sphere") return circle([center[0], center[1]]);
  const axis = surface.frame.z;
  const upright = norm(cross(axis, frame.z)) < sine;
  if (upright) return circle([center[0], center[1]]);
  const inPlane = Math.abs(dot(axis, frame.z)) < sine;
  if (!inPlane) return undefined;
  if (surface.kind === "cylinder") return line();
  const throughAxis = Math.abs(center[2]) < sine * Math.max(1, Math.hypot(center[0], center[1]));
  if (!throughAxis && Math.abs(center[2]) > 1e-6) return undefined;
  if (surface.kind === "cone") return line();
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
