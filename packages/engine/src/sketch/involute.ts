import type { Vec2 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Spline2 } from "./spline2.js";
import { add2, mul2, polar2, rotate2, sub2 } from "./vec2.js";

/** Cubic pieces over the involute: 24 keep it within 1e-7 of its size for gears, whose roll angle stays under two radians. */
const pieceCount = 24;

/**
 * The involute of a circle of radius `startRadius` out to `endRadius`, beginning at the origin with its tangent turned by `angle`.
 * Hermite interpolation in the parameter s = roll angle squared, which is proportional to arc length, so that the speed
 * does not vanish at the base circle.
 */
export function involuteSpline(startRadius: number, endRadius: number, angle: number): Spline2 {
  if (!(startRadius > 0 && endRadius > startRadius))
    throw new UnbakeError("kcl_execution", "an involute needs end radius > start radius > 0");
  const last = Math.sqrt((endRadius / startRadius) ** 2 - 1);
  const poles: Vec2[] = [];
  const knots: number[] = [];
  const base = pointOf(startRadius, 0);
  const place = (p: Vec2): Vec2 => rotate2(sub2(p, base), angle);
  for (let i = 0; i <= pieceCount; i++) {
    const roll = (last * i) / pieceCount;
    const s = roll * roll;
    const point = place(pointOf(startRadius, roll));
    const slope = rotate2(polar2(startRadius / 2, roll), angle);
    const before = knots.at(-1);
    if (before !== undefined) poles.push(sub2(point, mul2(slope, (s - before) / 3)));
    poles.push(point);
    if (i < pieceCount) {
      const next = ((last * (i + 1)) / pieceCount) ** 2;
      poles.push(add2(point, mul2(slope, (next - s) / 3)));
    }
    knots.push(s);
  }
  return {
    degree: 3,
    poles,
    knots,
    multiplicities: knots.map((_, i) => (i === 0 || i === pieceCount ? 4 : 3)),
  };
}

/** Involute of a circle about the origin that starts at (r, 0), at roll angle t. */
const pointOf = (r: number, t: number): Vec2 => [
  r * (Math.cos(t) + t * Math.sin(t)),
  r * (Math.sin(t) - t * Math.cos(t)),
];
