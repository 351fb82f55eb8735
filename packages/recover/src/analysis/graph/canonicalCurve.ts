/** Curves written as B-splines or offsets that are really lines or circles. */

import {
  addScaled,
  type Curve,
  cross,
  distance3,
  dot,
  evaluateCurve,
  frameFromZ,
  mul,
  norm,
  sub,
  toLocal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { offsetParallelSine, straightShare } from "../../tolerances.js";

/** Samples in each span of a spline: more than its degree can wiggle. */
const samplesPerSpan = 6;

/**
 * The line or circle that the curve follows within `tolerance` (mm), in the sense the curve runs; else the curve itself.
 * The parameterisation is not kept.
 */
export function canonicalCurve(curve: Curve, tolerance: number): Curve {
  if (curve.kind === "ellipse" && curve.majorRadius - curve.minorRadius <= tolerance) {
    return { kind: "circle", frame: curve.frame, radius: (curve.majorRadius + curve.minorRadius) / 2 };
  }
  if (curve.kind === "offset") return canonicalOffset(curve, tolerance);
  if (curve.kind !== "bspline") return curve;
  const points: Vec3[] = [];
  for (let i = 0; i + 1 < curve.knots.length; i++) {
    const [a, b] = [at(curve.knots, i), at(curve.knots, i + 1)];
    for (let k = 0; k < samplesPerSpan; k++) points.push(evaluateCurve(curve, a + ((b - a) * k) / samplesPerSpan));
  }
  points.push(evaluateCurve(curve, last(curve.knots)));
  return lineThrough(points, tolerance) ?? circleThrough(points, tolerance) ?? curve;
}

function canonicalOffset(curve: Extract<Curve, { kind: "offset" }>, tolerance: number): Curve {
  const base = canonicalCurve(curve.base, tolerance);
  if (base.kind === "line") {
    const side = cross(base.direction, curve.direction);
    if (norm(side) < offsetParallelSine) return curve;
    return { ...base, origin: addScaled(base.origin, unit(side), curve.distance) };
  }
  if (base.kind === "circle" && norm(cross(base.frame.z, curve.direction)) < offsetParallelSine) {
    // Offsets go to tangent x direction: outwards when the direction is the circle's own z.
    const radius = base.radius + curve.distance * Math.sign(dot(base.frame.z, curve.direction));
    if (radius > tolerance) return { ...base, radius };
  }
  return curve;
}

function lineThrough(points: readonly Vec3[], tolerance: number): Curve | undefined {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last || distance3(first, last) <= tolerance) return undefined;
  const direction = unit(sub(last, first));
  for (const p of points) {
    const d = sub(p, first);
    if (norm(addScaled(d, direction, -dot(d, direction))) > tolerance) return undefined;
  }
  return { kind: "line", origin: first, direction };
}

function circleThrough(points: readonly Vec3[], tolerance: number): Curve | undefined {
  const first = points[0];
  const second = points[Math.floor(points.length / 3)];
  const third = points[Math.floor((2 * points.length) / 3)];
  if (!first || !second || !third) return undefined;
  const a = sub(second, first);
  const b = sub(third, first);
  const n = cross(a, b);
  const n2 = dot(n, n);
  if (n2 <= (straightShare * Math.max(dot(a, a), dot(b, b))) ** 2) return undefined;
  const toCenter = mul(cross(sub(mul(b, dot(a, a)), mul(a, dot(b, b))), n), 1 / (2 * n2));
  const radius = norm(toCenter);
  const frame = frameFromZ(addScaled(first, toCenter, 1), unit(n), mul(toCenter, -1));
  for (const p of points) {
    const q = toLocal(frame, p);
    if (Math.hypot(Math.hypot(q[0], q[1]) - radius, q[2]) > tolerance) return undefined;
  }
  return { kind: "circle", frame, radius };
}
