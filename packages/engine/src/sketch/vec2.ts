/** The little plane geometry that sketches need, on plain tuples. */
import type { Vec2 } from "@unbake/geometry";

export const add2 = (a: Vec2, b: Vec2): Vec2 => [a[0] + b[0], a[1] + b[1]];
export const sub2 = (a: Vec2, b: Vec2): Vec2 => [a[0] - b[0], a[1] - b[1]];
export const mul2 = (a: Vec2, s: number): Vec2 => [a[0] * s, a[1] * s];
export const dot2 = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
/** z of the cross product: positive when b lies to the left of a. */
export const cross2 = (a: Vec2, b: Vec2): number => a[0] * b[1] - a[1] * b[0];
export const length2 = (a: Vec2): number => Math.hypot(a[0], a[1]);
export const angle2 = (a: Vec2): number => Math.atan2(a[1], a[0]);
/** Turned left by a quarter. */
export const left2 = (a: Vec2): Vec2 => [-a[1], a[0]];
export const lerp2 = (a: Vec2, b: Vec2, t: number): Vec2 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
export const polar2 = (radius: number, angleRad: number): Vec2 => [
  radius * Math.cos(angleRad),
  radius * Math.sin(angleRad),
];

export function unit2(a: Vec2): Vec2 {
  const n = length2(a);
  if (!(n > 0)) throw new RangeError("a zero vector has no direction");
  return [a[0] / n, a[1] / n];
}

export function rotate2(a: Vec2, angleRad: number): Vec2 {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [a[0] * c - a[1] * s, a[0] * s + a[1] * c];
}
