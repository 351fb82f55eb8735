/** Which copy of a pattern is drawn, and where its middle is. */
import { addScaled, cross, dot, mul, norm, rotationPose, sub, type Vec3 } from "@unbake/geometry";
import type { Node, PatternNode } from "../../../../model/types.js";
import { negativeShare, sameAngleRad, sameCoordinateMm } from "../../../../tolerances.js";
import { carried } from "../../../kcl/poses.js";
import { axisOf } from "../scope.js";
import { rootShape } from "./nouns.js";
import { roundAligned } from "./order.js";

export type Circular = Extract<PatternNode["pattern"], { kind: "circular" }>;

const fullTurn = 2 * Math.PI;

/** The copies go all round. */
export const isWhole = (pattern: Circular): boolean =>
  Math.abs(Math.abs(pattern.count * pattern.stepRad) - fullTurn) < sameAngleRad;

/** The first copy of a pattern: of a full circle the one that lies on an axis, where there is one. */
export function firstCopy(node: PatternNode): Node {
  const { pattern } = node;
  return pattern.kind === "circular" ? (onCircle(node, pattern)?.body ?? node.body) : node.body;
}

/** The copy of a circle that is drawn, and the arm from the centre of the circle to it. */
export function onCircle(
  node: PatternNode,
  pattern: Circular,
): { readonly body: Node; readonly arm: Vec3; readonly radius: number } | undefined {
  const center = centerOf(node.body);
  if (axisOf(pattern.axis) === undefined || !center) return undefined;
  const toCenter = sub(center, pattern.origin);
  const radial = addScaled(toCenter, pattern.axis, -dot(toCenter, pattern.axis));
  const radius = norm(radial);
  if (radius < sameCoordinateMm) return undefined;
  if (!isWhole(pattern)) return { body: node.body, arm: radial, radius };
  for (let i = 0; i < pattern.count; i++) {
    const angle = i * pattern.stepRad;
    const turned = addScaled(mul(radial, Math.cos(angle)), cross(pattern.axis, radial), Math.sin(angle));
    if (axisOf(mul(turned, 1 / radius)) === undefined || turned.some((c) => c < -negativeShare * radius)) continue;
    const pose = rotationPose(pattern.origin, pattern.axis, angle);
    return { body: i > 0 ? roundAligned(carried(node.body, pose)) : node.body, arm: turned, radius };
  }
  return { body: node.body, arm: radial, radius };
}

/** Where the middle of a body's profile is, for the shapes that patterns repeat. */
export function centerOf(node: Node): Vec3 | undefined {
  const shape = rootShape(node);
  if (shape.type === "hole") return shape.frame.origin;
  if (shape.type !== "extrude") return undefined;
  const { outer } = shape.profile;
  if (outer.kind === "path") return undefined;
  const [x, y] = outer.center;
  return addScaled(addScaled(shape.frame.origin, shape.frame.x, x), shape.frame.y, y);
}
