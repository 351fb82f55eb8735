/** Vectors, frames and poses as plain tuples. */
import { at } from "@unbake/ground";
import { leastHint } from "./tolerances.js";
import type { Frame, Pose, Vec2, Vec3 } from "./types.js";

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const mul = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const norm = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const distance3 = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
export const distance2 = (a: Vec2, b: Vec2): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
/** a + s b. */
export const addScaled = (a: Vec3, b: Vec3, s: number): Vec3 => [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]];
export const lerp = (a: Vec3, b: Vec3, t: number): Vec3 => addScaled(a, sub(b, a), t);

/** Unit vector along `a`; throws on the zero vector. */
export function unit(a: Vec3): Vec3 {
  const n = norm(a);
  if (!(n > 0)) throw new RangeError("a zero vector has no direction");
  return [a[0] / n, a[1] / n, a[2] / n];
}

/** A unit vector perpendicular to unit `a`, chosen by a fixed rule (from the global axis least aligned with it). */
export function perpendicular(a: Vec3): Vec3 {
  const [x, y, z] = [Math.abs(a[0]), Math.abs(a[1]), Math.abs(a[2])];
  const helper: Vec3 = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1];
  return unit(sub(helper, mul(a, dot(helper, a))));
}

/** Right-handed frame with the given z; x is `xHint` made perpendicular, or a fixed choice. */
export function frameFromZ(origin: Vec3, z: Vec3, xHint?: Vec3): Frame {
  const k = unit(z);
  const projected = xHint ? sub(xHint, mul(k, dot(xHint, k))) : undefined;
  const x = projected && norm(projected) > leastHint ? unit(projected) : perpendicular(k);
  return { origin, x, y: cross(k, x), z: k };
}

export const toLocal = (frame: Frame, p: Vec3): Vec3 => {
  const d = sub(p, frame.origin);
  return [dot(d, frame.x), dot(d, frame.y), dot(d, frame.z)];
};
export const toLocalDirection = (frame: Frame, d: Vec3): Vec3 => [dot(d, frame.x), dot(d, frame.y), dot(d, frame.z)];
export const toGlobal = (frame: Frame, p: Vec3): Vec3 => {
  const a = addScaled(frame.origin, frame.x, p[0]);
  return addScaled(addScaled(a, frame.y, p[1]), frame.z, p[2]);
};
export const toGlobalDirection = (frame: Frame, d: Vec3): Vec3 =>
  addScaled(addScaled(mul(frame.x, d[0]), frame.y, d[1]), frame.z, d[2]);

export const identityPose: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
export const translationPose = (t: Vec3): Pose => [1, 0, 0, t[0], 0, 1, 0, t[1], 0, 0, 1, t[2]];
export const applyPose = (m: Pose, p: Vec3): Vec3 => [
  m[0] * p[0] + m[1] * p[1] + m[2] * p[2] + m[3],
  m[4] * p[0] + m[5] * p[1] + m[6] * p[2] + m[7],
  m[8] * p[0] + m[9] * p[1] + m[10] * p[2] + m[11],
];
export const applyPoseDirection = (m: Pose, d: Vec3): Vec3 => [
  m[0] * d[0] + m[1] * d[1] + m[2] * d[2],
  m[4] * d[0] + m[5] * d[1] + m[6] * d[2],
  m[8] * d[0] + m[9] * d[1] + m[10] * d[2],
];

/** First b, then a. */
export function composePoses(a: Pose, b: Pose): Pose {
  const column = (i: 0 | 1 | 2): Vec3 => applyPoseDirection(a, [b[i], at(b, i + 4), at(b, i + 8)]);
  const [c0, c1, c2] = [column(0), column(1), column(2)];
  const t = applyPose(a, [b[3], b[7], b[11]]);
  return [c0[0], c1[0], c2[0], t[0], c0[1], c1[1], c2[1], t[1], c0[2], c1[2], c2[2], t[2]];
}

/** The inverse of a rigid (or mirrored) pose: its rotation part is orthonormal. */
export function invertPose(m: Pose): Pose {
  const r = (i: 0 | 1 | 2): Vec3 => [m[i], at(m, i + 4), at(m, i + 8)];
  const t: Vec3 = [m[3], m[7], m[11]];
  const [a, b, c] = [r(0), r(1), r(2)];
  return [a[0], a[1], a[2], -dot(a, t), b[0], b[1], b[2], -dot(b, t), c[0], c[1], c[2], -dot(c, t)];
}

export const poseDeterminant = (m: Pose): number =>
  m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] - m[5] * m[8]);

/** At the origin, along the axes of the world. */
export const worldFrame: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** The pose that carries frame `from` onto frame `to`. */
export function poseBetween(from: Frame, to: Frame): Pose {
  const turn = (v: Vec3): Vec3 => toGlobalDirection(to, toLocalDirection(from, v));
  const [x, y, z] = [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
  const t = sub(to.origin, turn(from.origin));
  return [x[0], y[0], z[0], t[0], x[1], y[1], z[1], t[1], x[2], y[2], z[2], t[2]];
}

export const applyPoseToFrame = (m: Pose, f: Frame): Frame => {
  const x = applyPoseDirection(m, f.x);
  const y = applyPoseDirection(m, f.y);
  // A mirrored pose would make the frame left-handed: z keeps the rule z = x cross y.
  return { origin: applyPose(m, f.origin), x, y, z: cross(x, y) };
};

/** Rotation by `angleRad` about the axis through `origin` along `direction`, right-handed. */
export function rotationPose(origin: Vec3, direction: Vec3, angleRad: number): Pose {
  const [x, y, z] = unit(direction);
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const k = 1 - c;
  const m: Pose = [
    c + x * x * k,
    x * y * k - z * s,
    x * z * k + y * s,
    0,
    y * x * k + z * s,
    c + y * y * k,
    y * z * k - x * s,
    0,
    z * x * k - y * s,
    z * y * k + x * s,
    c + z * z * k,
    0,
  ];
  const t = sub(origin, applyPose(m, origin));
  return [m[0], m[1], m[2], t[0], m[4], m[5], m[6], t[1], m[8], m[9], m[10], t[2]];
}
