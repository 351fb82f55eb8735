/** Closest points on surfaces of extrusion and revolution: a search in one parameter, the other follows. */

import { curveDerivatives, evaluateCurve } from "../curves.js";
import { polishStepShare } from "../tolerances.js";
import type { Curve, Surface, Vec3 } from "../types.js";
import { addScaled, cross, distance3, dot, perpendicular, sub, toLocal } from "../vec3.js";
import { naturalRange } from "./projectCurve.js";
import { onSurface, type SurfaceProjection } from "./surfaceProjection.js";

const turn = 2 * Math.PI;
const positiveAngle = (a: number): number => (a < 0 ? a + turn : a);

/** Along the direction the surface is straight: what is left is a closest point in the plane across it. */
export function projectToExtrusion(surface: Extract<Surface, { kind: "extrusion" }>, point: Vec3): SurfaceProjection {
  const { curve, direction } = surface;
  const flatten = (p: Vec3): Vec3 => addScaled(p, direction, -dot(p, direction));
  const start = closestParameter(naturalRange(curve), samplesFor(curve), (t) => {
    const d = sub(flatten(evaluateCurve(curve, t)), flatten(point));
    return dot(d, d);
  });
  const u = gaussNewton(start, (t) => {
    const [c, c1] = curveDerivatives(curve, t, 1) as [Vec3, Vec3];
    const across = flatten(c1);
    return { slope: dot(flatten(sub(c, point)), across), stiffness: dot(across, across) };
  });
  return onSurface(surface, point, u, dot(sub(point, evaluateCurve(curve, u)), direction));
}

/** Turned to the same side of the axis, only distance from the axis and height along it count. */
export function projectToRevolution(surface: Extract<Surface, { kind: "revolution" }>, point: Vec3): SurfaceProjection {
  const { curve, origin, direction } = surface;
  const x = perpendicular(direction);
  const frame = { origin, x, y: cross(direction, x), z: direction };
  const polar = (p: Vec3): readonly [number, number, number] => {
    const [a, b, c] = toLocal(frame, p);
    return [Math.hypot(a, b), c, Math.atan2(b, a)];
  };
  const [rho, height, angle] = polar(point);
  const range = curve.kind === "line" ? lineRange(curve, point) : naturalRange(curve);
  const start = closestParameter(range, samplesFor(curve), (t) => {
    const [r, h] = polar(evaluateCurve(curve, t));
    return (r - rho) ** 2 + (h - height) ** 2;
  });
  const v = gaussNewton(start, (t) => {
    const [c, c1] = curveDerivatives(curve, t, 1) as [Vec3, Vec3];
    const [r, h] = polar(c);
    const climb = dot(c1, direction);
    const axial = addScaled(sub(c, origin), direction, -h);
    const outward = r > 0 ? dot(c1, axial) / r : 0;
    return { slope: (r - rho) * outward + (h - height) * climb, stiffness: outward ** 2 + climb ** 2 };
  });
  const [, , meridian] = polar(evaluateCurve(curve, v));
  return onSurface(surface, point, positiveAngle((angle - meridian) % turn), v);
}

/** Last steps to a minimum of squared distance: quadratic for points on the carrier, which are most. Keeps the start when it diverges. */
function gaussNewton(start: number, at: (t: number) => { readonly slope: number; readonly stiffness: number }): number {
  let t = start;
  let least = Math.abs(at(start).slope);
  let best = start;
  for (let i = 0; i < 8; i++) {
    const { slope, stiffness } = at(t);
    if (Math.abs(slope) < least) {
      least = Math.abs(slope);
      best = t;
    }
    if (!(stiffness > 0) || slope === 0) break;
    t -= slope / stiffness;
  }
  return best;
}

/** A line is unbounded: search around the foot of the point, as far as the point is away. */
function lineRange(curve: Extract<Curve, { kind: "line" }>, point: Vec3): readonly [number, number] {
  const foot = dot(sub(point, curve.origin), curve.direction);
  const reach = 2 * (1 + distance3(point, curve.origin));
  return [foot - reach, foot + reach];
}

const samplesFor = (curve: Curve): number =>
  curve.kind === "bspline" ? Math.min(400, Math.max(32, curve.knots.length * curve.degree * 2)) : 64;

/** Minimum of a smooth function: sampling, then golden section in the best bracket, then parabolic steps by differences. */
function closestParameter([a, b]: readonly [number, number], samples: number, f: (t: number) => number): number {
  let best = a;
  let value = Infinity;
  for (let i = 0; i <= samples; i++) {
    const t = a + ((b - a) * i) / samples;
    const d = f(t);
    if (d < value) {
      value = d;
      best = t;
    }
  }
  const step = (b - a) / samples;
  let low = Math.max(a, best - step);
  let high = Math.min(b, best + step);
  const golden = (Math.sqrt(5) - 1) / 2;
  let c = high - golden * (high - low);
  let d = low + golden * (high - low);
  let fc = f(c);
  let fd = f(d);
  // 2 * 40 halvings by the golden ratio bring the bracket to about 1e-8 of a step; squares cannot resolve more.
  for (let i = 0; i < 40; i++) {
    if (fc < fd) {
      high = d;
      d = c;
      fd = fc;
      c = high - golden * (high - low);
      fc = f(c);
    } else {
      low = c;
      c = d;
      fc = fd;
      d = low + golden * (high - low);
      fd = f(d);
    }
  }
  return polish(f, (low + high) / 2, step * polishStepShare);
}

/** Newton on the slope by central differences: resolves what comparing values cannot. */
function polish(f: (t: number) => number, start: number, h: number): number {
  let t = start;
  for (let i = 0; i < 4; i++) {
    const [left, here, right] = [f(t - h), f(t), f(t + h)];
    const second = left - 2 * here + right;
    if (!(second > 0)) return t;
    const change = (h * (left - right)) / (2 * second);
    if (Math.abs(change) > h) return t;
    t += change;
  }
  return t;
}
