/** A look at a few inner points of a tool, before a boolean is spent on it. */
import { addScaled, type Frame, type Vec2, type Vec3 } from "@unbake/geometry";
import { insideProfile } from "../../analysis/profile/locate.js";
import { planeSection } from "../../analysis/section/planeSection.js";
import type { ExtrudeNode, Node, RevolveNode } from "../../model/types.js";
import { sameAngleRad } from "../../tolerances.js";
import { probes } from "./overrun.js";
import type { Target } from "./target.js";

/** Where along an extrusion is looked, as shares of its height. */
const heightShares = [0.03, 0.5, 0.97];
/** Planes through the axis of a revolution, radians: none along a world plane, where seams lie. */
const planeAngles = [0.3, 1.35, 2.4];

/** A point of the tool lies where the tool must not be: in the part for a cutter, out of it for an added body. Only ever true for certain. */
export function isHarmful(node: Node, target: Target): boolean {
  if (node.type === "extrude") return extrusionHarms(node, target);
  if (node.type === "revolve") return revolutionHarms(node, target);
  return false;
}

function extrusionHarms(node: ExtrudeNode, target: Target): boolean {
  const points = probes(node.profile);
  return heightShares.some((share) => {
    const height = node.from + (node.to - node.from) * share;
    return harmsIn(target, { ...node.frame, origin: addScaled(node.frame.origin, node.frame.z, height) }, points);
  });
}

function revolutionHarms(node: RevolveNode, target: Target): boolean {
  if (node.angleRad < 2 * Math.PI - sameAngleRad) return false;
  const points = probes(node.profile).flatMap((p): Vec2[] => [p, [-p[0], p[1]]]);
  return planeAngles.some((angle) => harmsIn(target, turnFrame(node.frame, angle), points));
}

function harmsIn(target: Target, plane: Frame, points: readonly Vec2[]): boolean {
  const profiles = planeSection(target.graph, plane);
  if (typeof profiles === "string") return false;
  const isPart = (p: Vec2): boolean => profiles.some((profile) => insideProfile(profile, p));
  return points.some((p) => isPart(p) === (target.operation === "subtract"));
}

/** The frame turned about its y. */
function turnFrame({ origin, x, y, z }: Frame, angle: number): Frame {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const mix = (p: number, q: number): Vec3 => [x[0] * p + z[0] * q, x[1] * p + z[1] * q, x[2] * p + z[2] * q];
  return { origin, x: mix(c, -s), y, z: mix(s, c) };
}
