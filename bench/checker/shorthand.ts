/** Short ways to write the parts of the checker's bench. */
import type { Frame, Vec2, Vec3 } from "@unbake/geometry";
import type { EdgePick, HoleNode, Node, PatternNode, Profile, ProfileLoop, Segment2 } from "@unbake/recover";
import { hole, polygon, profile } from "@unbake/recover/internals";

export const Z: Vec3 = [0, 0, 1];
export const frame = (origin: Vec3, x: Vec3 = [1, 0, 0], y: Vec3 = [0, 1, 0]): Frame => ({
  origin,
  x,
  y,
  z: [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]],
});
export const line = (start: Vec2, end: Vec2): Segment2 => ({ kind: "line", start, end });
/** About its middle. */
export const rectangle = (w: number, h: number, [x, y]: Vec2 = [0, 0]): ProfileLoop =>
  polygon([x - w / 2, y - h / 2], [x + w / 2, y - h / 2], [x + w / 2, y + h / 2], [x - w / 2, y + h / 2]);
/** A slot: two lines and two half circles, along x. */
export const slot = (length: number, radius: number, [x, y]: Vec2 = [0, 0]): ProfileLoop => {
  const [a, b] = [x - length / 2, x + length / 2];
  return {
    kind: "path",
    segments: [
      line([a, y - radius], [b, y - radius]),
      { kind: "arc", start: [b, y - radius], end: [b, y + radius], center: [b, y], ccw: true },
      line([b, y + radius], [a, y + radius]),
      { kind: "arc", start: [a, y + radius], end: [a, y - radius], center: [a, y], ccw: true },
    ],
  };
};
export const extrude = (f: Frame, p: Profile, from: number, to: number): Node => ({
  type: "extrude",
  explains: [],
  frame: f,
  profile: p,
  from,
  to,
  overrunStart: 0,
  overrunEnd: 0,
});
/** All round. */
export const revolve = (f: Frame, outer: ProfileLoop): Node => ({
  type: "revolve",
  explains: [],
  frame: f,
  profile: profile(outer),
  angleRad: 2 * Math.PI,
});
/** Drilled downwards from z = mouth. */
export const drill = (
  x: number,
  y: number,
  mouth: number,
  diameter: number,
  depth: number,
  rest: Partial<HoleNode> = {},
): HoleNode => hole(frame([x, y, mouth], [1, 0, 0], [0, -1, 0]), diameter, depth, rest);
export const blind: Partial<HoleNode> = { through: false, bottom: { kind: "drill", angleRad: (118 * Math.PI) / 180 } };
export const fillet = (base: Node, radius: number, ...edges: readonly EdgePick[]): Node => ({
  type: "fillet",
  explains: [],
  base,
  radius,
  edges,
});
export const chamfer = (base: Node, length: number, ...edges: readonly EdgePick[]): Node => ({
  type: "chamfer",
  explains: [],
  base,
  length,
  edges,
});
export const edge = (point: Vec3, tangent: Vec3): EdgePick => ({ point, tangent });
const pattern = (body: Node, of: PatternNode["pattern"]): Node => ({
  type: "pattern",
  explains: [],
  body,
  pattern: of,
});
export const grid = (body: Node, nx: number, dx: number, ny: number, dy: number): Node =>
  pattern(body, {
    kind: "grid",
    direction: [1, 0, 0],
    spacing: dx,
    count: nx,
    secondDirection: [0, 1, 0],
    secondSpacing: dy,
    secondCount: ny,
  });
export const around = (body: Node, count: number): Node =>
  pattern(body, { kind: "circular", origin: [0, 0, 0], axis: Z, stepRad: (2 * Math.PI) / count, count });
export const row = (body: Node, count: number, spacing: number): Node =>
  pattern(body, { kind: "linear", direction: [1, 0, 0], spacing, count });
