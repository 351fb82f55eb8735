/** Short words for building small trees in tests. */
import { type Frame, frameFromZ, identityPose, type Pose, type Vec2, type Vec3 } from "@unbake/geometry";
import type { ExtrudeNode, LengthUnit, Model, Node, ProfileLoop, Segment2 } from "../model/types.js";

export { boolean, circle, hole } from "../model/shorthand.js";

export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
export const at = (origin: Vec3, z: Vec3 = [0, 0, 1], x?: Vec3): Frame =>
  frameFromZ(origin, z, x ?? (z[2] === 0 ? [0, 0, 1] : [1, 0, 0]));

/** A closed polygon; a corner with a third number is rounded by that radius. */
export function polygon(corners: readonly (readonly [number, number, number?])[]): ProfileLoop {
  const segments: Segment2[] = [];
  const n = corners.length;
  const ends: { before: Vec2; after: Vec2 }[] = [];
  for (let i = 0; i < n; i++) {
    const [x, y, r] = corners[i] as readonly [number, number, number?];
    const p: Vec2 = [x, y];
    if (!r) {
      ends.push({ before: p, after: p });
      continue;
    }
    const a = direction(p, corners[(i + n - 1) % n] as readonly [number, number]);
    const b = direction(p, corners[(i + 1) % n] as readonly [number, number]);
    const half = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1]))) / 2;
    const d = r / Math.tan(half);
    ends.push({ before: [x + d * a[0], y + d * a[1]], after: [x + d * b[0], y + d * b[1]] });
  }
  for (let i = 0; i < n; i++) {
    const [x, y, r] = corners[i] as readonly [number, number, number?];
    const e = ends[i] as { before: Vec2; after: Vec2 };
    if (r) {
      const a = direction([x, y], e.before);
      const b = direction([x, y], e.after);
      const m = direction([0, 0], [a[0] + b[0], a[1] + b[1]]);
      const half = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1]))) / 2;
      const center: Vec2 = [x + (m[0] * r) / Math.sin(half), y + (m[1] * r) / Math.sin(half)];
      const ccw = a[0] * b[1] - a[1] * b[0] < 0;
      segments.push({ kind: "arc", start: e.before, end: e.after, center, ccw });
    }
    const next = ends[(i + 1) % n] as { before: Vec2; after: Vec2 };
    segments.push({ kind: "line", start: e.after, end: next.before });
  }
  return { kind: "path", segments };
}

const direction = (from: Vec2, to: readonly [number, number, number?]): Vec2 => {
  const l = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return [(to[0] - from[0]) / l, (to[1] - from[1]) / l];
};

export const rectangle = (x0: number, y0: number, x1: number, y1: number, r?: number): ProfileLoop =>
  polygon([
    [x0, y0, r],
    [x1, y0, r],
    [x1, y1, r],
    [x0, y1, r],
  ]);

/** A slot along x between two centres. */
export const slot = (a: Vec2, b: Vec2, r: number): ProfileLoop => ({
  kind: "path",
  segments: [
    { kind: "line", start: [a[0], a[1] - r], end: [b[0], b[1] - r] },
    { kind: "arc", start: [b[0], b[1] - r], end: [b[0], b[1] + r], center: b, ccw: true },
    { kind: "line", start: [b[0], b[1] + r], end: [a[0], a[1] + r] },
    { kind: "arc", start: [a[0], a[1] + r], end: [a[0], a[1] - r], center: a, ccw: true },
  ],
});

export const extrude = (
  frame: Frame,
  outer: ProfileLoop,
  from: number,
  to: number,
  options: {
    readonly holes?: readonly ProfileLoop[];
    readonly overrun?: readonly [number, number];
    readonly role?: string;
  } = {},
): ExtrudeNode => ({
  type: "extrude",
  frame,
  profile: { outer, holes: options.holes ?? [] },
  from,
  to,
  overrunStart: options.overrun?.[0] ?? 0,
  overrunEnd: options.overrun?.[1] ?? 0,
  explains: [],
  ...(options.role ? { role: options.role } : {}),
});

export const onePart = (name: string, body: Node, unit: LengthUnit = "mm", pose: Pose = identityPose): Model => ({
  name,
  unit,
  parts: [{ id: 0, name, body }],
  instances: [{ part: 0, pose, solid: 0 }],
});
