/** Short ways to write feature trees by hand, for tests and benches. */

import { type Frame, frameFromZ, identityPose, type Vec2, type Vec3, worldFrame } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type {
  BooleanNode,
  ExtrudeNode,
  HoleNode,
  Model,
  Node,
  Profile,
  ProfileLoop,
  RevolveNode,
  ScrewNode,
  Segment2,
} from "./types.js";

export const topFrame: Frame = worldFrame;
export const at = (x: number, y: number, z = 0): Frame => ({ ...topFrame, origin: [x, y, z] });

export const circle = (center: Vec2, radius: number): ProfileLoop => ({ kind: "circle", center, radius });
export function polygon(...points: readonly Vec2[]): ProfileLoop {
  const segments = points.map(
    (start, i): Segment2 => ({ kind: "line", start, end: must(points[(i + 1) % points.length], "next corner") }),
  );
  return { kind: "path", segments };
}
/** From the origin to (w, h). */
export const rectangle = (w: number, h: number): ProfileLoop => polygon([0, 0], [w, 0], [w, h], [0, h]);
export const profile = (outer: ProfileLoop, ...holes: readonly ProfileLoop[]): Profile => ({ outer, holes });

export const extrude = (frame: Frame, p: Profile, from: number, to: number): ExtrudeNode => ({
  type: "extrude",
  explains: [],
  frame,
  profile: p,
  from,
  to,
  overrunStart: 0,
  overrunEnd: 0,
});
/** About the frame's z axis: the profile's x is the radius, its y the height. */
export const turned = (outer: ProfileLoop, angleRad = 2 * Math.PI): RevolveNode => ({
  type: "revolve",
  explains: [],
  frame: { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] },
  profile: profile(outer),
  angleRad,
});
/** About the z axis of the world, from the x-z plane on: the profile's x is the radius, its y the height. A negative pitch is left-handed. */
export function coiled(outer: ProfileLoop, pitchMm: number, riseMm: number): ScrewNode {
  const angleRad = (2 * Math.PI * riseMm) / pitchMm;
  const { frame } = turned(outer);
  const axis = { origin: [0, 0, 0], direction: [0, 0, 1] } as const;
  return { type: "screw", explains: [], frame, profile: profile(outer), axis, angleRad, riseMm };
}
/** Along the frame's z axis from its origin, the mouth. */
export const hole = (frame: Frame, diameter: number, depth: number, rest: Partial<HoleNode> = {}): HoleNode => ({
  type: "hole",
  explains: [],
  frame,
  diameter,
  depth,
  through: true,
  entry: { kind: "simple" },
  bottom: { kind: "flat" },
  overrunStart: 1,
  overrunEnd: 1,
  ...rest,
});
/** Drilled downwards from the mouth. */
export const drill = (mouth: Vec3, diameter: number, depth: number, rest: Partial<HoleNode> = {}): HoleNode =>
  hole(frameFromZ(mouth, [0, 0, -1], [1, 0, 0]), diameter, depth, rest);
export const boolean = (operation: BooleanNode["operation"], base: Node, ...tools: readonly Node[]): BooleanNode => ({
  type: "boolean",
  explains: [],
  operation,
  base,
  tools,
});
export const subtract = (base: Node, ...tools: readonly Node[]): BooleanNode => boolean("subtract", base, ...tools);
export const unite = (base: Node, ...tools: readonly Node[]): BooleanNode => boolean("union", base, ...tools);
export const modelOf = (...bodies: readonly Node[]): Model => ({
  name: "test",
  unit: "mm",
  parts: bodies.map((body, id) => ({ id, name: `part ${id}`, body })),
  instances: bodies.map((_, part) => ({ part, solid: part, pose: identityPose })),
});
