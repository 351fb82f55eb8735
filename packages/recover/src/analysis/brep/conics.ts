/** Curves that run the way a chain of points runs. */

import { addScaled, type Curve, cross, dot, frameFromZ, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";

/** The line through `origin` along `direction`, from the first point to the last. */
export function lineAlong(origin: Vec3, direction: Vec3, points: readonly Vec3[]): Curve | undefined {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return undefined;
  const along = dot(sub(last, first), direction);
  if (along === 0) return undefined;
  const d = along > 0 ? direction : ([-direction[0], -direction[1], -direction[2]] as const);
  return { kind: "line", origin: addScaled(origin, d, dot(sub(first, origin), d)), direction: d };
}

/** The circle about `center` in the plane across `axis`. A whole circle begins in the direction `from`, where there is one. */
export function circleAlong(
  center: Vec3,
  axis: Vec3,
  radius: number,
  points: readonly Vec3[],
  from?: Vec3,
): Curve | undefined {
  if (!(radius > 0)) return undefined;
  const z = alongTurn(center, axis, points);
  const first = points[0] ?? center;
  if (from && first === points[points.length - 1]) {
    return { kind: "circle", frame: frameFromZ(center, z, from), radius };
  }
  const out = sub(first, center);
  const flat = addScaled(out, z, -dot(out, z));
  return { kind: "circle", frame: frameFromZ(center, z, norm(flat) > 0 ? unit(flat) : undefined), radius };
}

/** The ellipse about `center` with its longer half along `major`. */
export function ellipseAlong(
  center: Vec3,
  axis: Vec3,
  major: Vec3,
  majorRadius: number,
  minorRadius: number,
  points: readonly Vec3[],
): Curve {
  const z = alongTurn(center, axis, points);
  return { kind: "ellipse", frame: frameFromZ(center, z, major), majorRadius, minorRadius };
}

/** The axis, turned so that the points run counterclockwise about it. */
function alongTurn(center: Vec3, axis: Vec3, points: readonly Vec3[]): Vec3 {
  let turn = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    turn += dot(cross(sub(at(points, i), center), sub(at(points, i + 1), center)), axis);
  }
  return turn < 0 ? [-axis[0], -axis[1], -axis[2]] : axis;
}
