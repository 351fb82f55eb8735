/** Small vectors as plain tuples. Every function returns a new one. */
import type { Frame, Pose, Vec2, Vec3 } from "@unbake/kernel";

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
/** a + k b */
export const along = (a: Vec3, b: Vec3, k: number): Vec3 => [a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const distance = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
export const negate = (a: Vec3): Vec3 => [-a[0], -a[1], -a[2]];
export const middle = (a: Vec3, b: Vec3): Vec3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

/** Unit vector; the zero vector stays what it is. */
export function unit(a: Vec3): Vec3 {
  const l = length(a);
  return l === 0 ? a : [a[0] / l, a[1] / l, a[2] / l];
}

/** Some unit vector at right angles to the unit vector `a`, chosen by a fixed rule. */
export function perpendicular(a: Vec3): Vec3 {
  const ax = Math.abs(a[0]);
  const ay = Math.abs(a[1]);
  const az = Math.abs(a[2]);
  const helper: Vec3 = ax <= ay && ax <= az ? [1, 0, 0] : ay <= az ? [0, 1, 0] : [0, 0, 1];
  return unit(cross(a, helper));
}

/** The point of space that has coordinates (x, y, z) in `frame`. */
export function fromFrame(frame: Frame, x: number, y: number, z = 0): Vec3 {
  const { origin: o, x: fx, y: fy, z: fz } = frame;
  return [
    o[0] + x * fx[0] + y * fy[0] + z * fz[0],
    o[1] + x * fx[1] + y * fy[1] + z * fz[1],
    o[2] + x * fx[2] + y * fy[2] + z * fz[2],
  ];
}

/** Coordinates of a point of space in `frame`. */
export function toFrame(frame: Frame, point: Vec3): Vec3 {
  const d = sub(point, frame.origin);
  return [dot(d, frame.x), dot(d, frame.y), dot(d, frame.z)];
}

/** The direction of space that has components (x, y) in the plane of `frame`. */
export function directionFromFrame(frame: Frame, v: Vec2): Vec3 {
  return along(scale(frame.x, v[0]), frame.y, v[1]);
}

export const identityPose: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

export function applyPose(pose: Pose, p: Vec3): Vec3 {
  return [
    pose[0] * p[0] + pose[1] * p[1] + pose[2] * p[2] + pose[3],
    pose[4] * p[0] + pose[5] * p[1] + pose[6] * p[2] + pose[7],
    pose[8] * p[0] + pose[9] * p[1] + pose[10] * p[2] + pose[11],
  ];
}

/** The pose that moves by `offset`. */
export const translation = (offset: Vec3): Pose => [1, 0, 0, offset[0], 0, 1, 0, offset[1], 0, 0, 1, offset[2]];

/** The pose that turns by `angleRad`, right-handed, about the axis through `origin` along the unit vector `axis` (Rodrigues). */
export function rotation(origin: Vec3, axis: Vec3, angleRad: number): Pose {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const [x, y, z] = axis;
  const t = 1 - c;
  const r = [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ] as const;
  const [ox, oy, oz] = origin;
  return [
    r[0],
    r[1],
    r[2],
    ox - (r[0] * ox + r[1] * oy + r[2] * oz),
    r[3],
    r[4],
    r[5],
    oy - (r[3] * ox + r[4] * oy + r[5] * oz),
    r[6],
    r[7],
    r[8],
    oz - (r[6] * ox + r[7] * oy + r[8] * oz),
  ];
}
