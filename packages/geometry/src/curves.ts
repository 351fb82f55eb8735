/** Exact evaluation of curves: point, first and second derivative at a parameter. */

import { at } from "@unbake/ground";
import { bsplineCurveDerivatives, curveAxis } from "./bspline.js";
import type { Curve, Frame, Vec3 } from "./types.js";
import { add, addScaled, cross, mul, norm } from "./vec3.js";

/** Point and derivatives up to `order` (0 to 2), in mm per parameter. An offset curve has no second derivative here: asking throws. */
export function curveDerivatives(curve: Curve, t: number, order: 0 | 1 | 2): Vec3[] {
  switch (curve.kind) {
    case "line":
      return ([addScaled(curve.origin, curve.direction, t), curve.direction, [0, 0, 0]] as Vec3[]).slice(0, order + 1);
    case "circle":
      return conicDerivatives(curve.frame, curve.radius, curve.radius, t, order);
    case "ellipse":
      return conicDerivatives(curve.frame, curve.majorRadius, curve.minorRadius, t, order);
    case "parabola": {
      // P(t) = O + t^2 / (4 f) x + t y
      const { frame, focal } = curve;
      const point = addScaled(addScaled(frame.origin, frame.x, (t * t) / (4 * focal)), frame.y, t);
      const d1 = addScaled(frame.y, frame.x, t / (2 * focal));
      return [point, d1, mul(frame.x, 1 / (2 * focal))].slice(0, order + 1);
    }
    case "hyperbola": {
      // P(t) = O + a cosh t x + b sinh t y
      const { frame, majorRadius: a, minorRadius: b } = curve;
      const [c, s] = [Math.cosh(t), Math.sinh(t)];
      const even = add(mul(frame.x, a * c), mul(frame.y, b * s));
      const odd = add(mul(frame.x, a * s), mul(frame.y, b * c));
      return [add(frame.origin, even), odd, even].slice(0, order + 1);
    }
    case "bspline":
      return bsplineCurveDerivatives(curve, t, order);
    case "offset":
      return offsetDerivatives(curve, t, order);
  }
}

/** The point at parameter `t`. */
export function evaluateCurve(curve: Curve, t: number): Vec3 {
  return at(curveDerivatives(curve, t, 0), 0);
}

/** The derivative dC/dt at `t` (not of unit length). */
export function curveTangent(curve: Curve, t: number): Vec3 {
  return at(curveDerivatives(curve, t, 1), 1);
}

/** The period of a closed periodic curve, or undefined. */
export function curvePeriod(curve: Curve): number | undefined {
  switch (curve.kind) {
    case "circle":
    case "ellipse":
      return 2 * Math.PI;
    case "bspline":
      return curveAxis(curve).period;
    case "offset":
      return curvePeriod(curve.base);
    default:
      return undefined;
  }
}

function conicDerivatives(frame: Frame, a: number, b: number, t: number, order: 0 | 1 | 2): Vec3[] {
  const [c, s] = [Math.cos(t), Math.sin(t)];
  const radial = add(mul(frame.x, a * c), mul(frame.y, b * s));
  const result: Vec3[] = [add(frame.origin, radial)];
  if (order >= 1) result.push(add(mul(frame.x, -a * s), mul(frame.y, b * c)));
  if (order >= 2) result.push(mul(radial, -1));
  return result;
}

/** P(t) = B(t) + distance * (B'(t) x direction) / |...| (Geom_OffsetCurve). */
function offsetDerivatives(curve: Extract<Curve, { kind: "offset" }>, t: number, order: 0 | 1 | 2): Vec3[] {
  if (order === 2) throw new RangeError("second derivatives of offset curves are not available");
  const [point, d1, d2] = curveDerivatives(curve.base, t, order === 1 ? 2 : 1) as [Vec3, Vec3, Vec3 | undefined];
  const n = cross(d1, curve.direction);
  const length = norm(n);
  const result: Vec3[] = [addScaled(point, n, curve.distance / length)];
  if (d2) {
    const dn = cross(d2, curve.direction);
    const along = (n[0] * dn[0] + n[1] * dn[1] + n[2] * dn[2]) / length ** 3;
    result.push(addScaled(addScaled(d1, dn, curve.distance / length), n, -curve.distance * along));
  }
  return result;
}
