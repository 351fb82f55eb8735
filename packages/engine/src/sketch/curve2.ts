/**
 * Curves of a sketch in the coordinates of its plane. All run over t in [0, 1] from start to end.
 *
 * - line: straight from a to b.
 * - arc: on a circle, from angle `start`, over the signed angle `sweep` (2 pi for a circle).
 * - ellipse: centre + cos(angle) major + sin(angle) minor, `minor` perpendicular to `major`, from `start` over `sweep`.
 * - spline: a (rational) B-spline over its whole knot range or the part `range` of it.
 */
import type { Vec2 } from "@unbake/geometry";
import { evaluateSpline, reverseSpline, type Spline2 } from "./spline2.js";
import { add2, left2, lerp2, mul2, polar2, sub2 } from "./vec2.js";

export interface Line2 {
  readonly kind: "line";
  readonly a: Vec2;
  readonly b: Vec2;
}
export interface Arc2 {
  readonly kind: "arc";
  readonly center: Vec2;
  readonly radius: number;
  readonly start: number;
  readonly sweep: number;
}
interface Ellipse2 {
  readonly kind: "ellipse";
  readonly center: Vec2;
  readonly major: Vec2;
  readonly minor: Vec2;
  readonly start: number;
  readonly sweep: number;
}
interface SplineCurve2 {
  readonly kind: "spline";
  readonly spline: Spline2;
  readonly range: Vec2;
}
export type Curve2 = Line2 | Arc2 | Ellipse2 | SplineCurve2;

export function pointAt(curve: Curve2, t: number): Vec2 {
  switch (curve.kind) {
    case "line":
      // Exact at both ends: vertices must not wander by a rounding error.
      return t === 1 ? curve.b : lerp2(curve.a, curve.b, t);
    case "arc":
      return add2(curve.center, polar2(curve.radius, curve.start + t * curve.sweep));
    case "ellipse": {
      const angle = curve.start + t * curve.sweep;
      return add2(curve.center, add2(mul2(curve.major, Math.cos(angle)), mul2(curve.minor, Math.sin(angle))));
    }
    case "spline":
      return evaluateSpline(curve.spline, curve.range[0] + t * (curve.range[1] - curve.range[0])).point;
  }
}

/** dP/dt at t: its direction is the direction of travel, its length the speed. */
export function derivativeAt(curve: Curve2, t: number): Vec2 {
  switch (curve.kind) {
    case "line":
      return sub2(curve.b, curve.a);
    case "arc":
      return mul2(left2(polar2(curve.radius, curve.start + t * curve.sweep)), curve.sweep);
    case "ellipse": {
      const angle = curve.start + t * curve.sweep;
      return mul2(sub2(mul2(curve.minor, Math.cos(angle)), mul2(curve.major, Math.sin(angle))), curve.sweep);
    }
    case "spline": {
      const width = curve.range[1] - curve.range[0];
      return mul2(evaluateSpline(curve.spline, curve.range[0] + t * width).derivative, width);
    }
  }
}

export const startOf = (curve: Curve2): Vec2 => pointAt(curve, 0);
export const endOf = (curve: Curve2): Vec2 => pointAt(curve, 1);

/** The piece between t0 and t1, t0 < t1. */
export function pieceOf(curve: Curve2, t0: number, t1: number): Curve2 {
  if (t0 === 0 && t1 === 1) return curve;
  switch (curve.kind) {
    case "line":
      return { kind: "line", a: pointAt(curve, t0), b: pointAt(curve, t1) };
    case "arc":
    case "ellipse":
      return { ...curve, start: curve.start + t0 * curve.sweep, sweep: curve.sweep * (t1 - t0) };
    case "spline": {
      const [u0, u1] = curve.range;
      return { ...curve, range: [u0 + t0 * (u1 - u0), u0 + t1 * (u1 - u0)] };
    }
  }
}

/** The same points, run through backwards. */
export function reversed(curve: Curve2): Curve2 {
  switch (curve.kind) {
    case "line":
      return { kind: "line", a: curve.b, b: curve.a };
    case "arc":
    case "ellipse":
      return { ...curve, start: curve.start + curve.sweep, sweep: -curve.sweep };
    case "spline": {
      const { spline, from, to } = reverseSpline(curve.spline, curve.range);
      return { kind: "spline", spline, range: [from, to] };
    }
  }
}

/** Points along the curve that bound its shape well enough for boxes, areas and first guesses. */
export function samplesOf(curve: Curve2, count = 32): Vec2[] {
  if (curve.kind === "line") return [curve.a, curve.b];
  return Array.from({ length: count + 1 }, (_, i) => pointAt(curve, i / count));
}
