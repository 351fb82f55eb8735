/**
 * Closest points on curves and surfaces. Closed forms for the elementary ones; elsewhere a sampled start and
 * Newton's method on the condition that the difference is perpendicular to the carrier.
 */
import type { BSplineSurface, Curve, Surface, Vec3 } from "../types.js";
import { curveAxis, surfaceAxesOf } from "./bspline.js";
import { curveDerivatives, evaluateCurve } from "./curves.js";
import { evaluateSurface, surfaceDerivatives } from "./surfaces.js";
import { addScaled, cross, distance3, dot, norm, perpendicular, sub, toLocal } from "./vec3.js";

export interface CurveProjection {
  readonly t: number;
  readonly point: Vec3;
  readonly distance: number;
}

export interface SurfaceProjection {
  readonly u: number;
  readonly v: number;
  readonly point: Vec3;
  readonly distance: number;
}

const turn = 2 * Math.PI;
const positiveAngle = (a: number): number => (a < 0 ? a + turn : a);

/**
 * The closest point of a curve. Without `range`, of the whole curve; with it, of that piece (its ends included).
 * On a periodic curve, `t` is given inside `range`.
 */
export function projectToCurve(curve: Curve, point: Vec3, range?: readonly [number, number]): CurveProjection {
  const candidates: number[] = [];
  switch (curve.kind) {
    case "line":
      candidates.push(dot(sub(point, curve.origin), curve.direction) / dot(curve.direction, curve.direction));
      break;
    case "circle": {
      const [x, y] = toLocal(curve.frame, point);
      candidates.push(positiveAngle(Math.atan2(y, x)));
      break;
    }
    default:
      candidates.push(...numericCandidates(curve, point, range ?? naturalRange(curve)));
  }
  let best: CurveProjection | undefined;
  const offer = (t: number): void => {
    const p = evaluateCurve(curve, t);
    const distance = distance3(p, point);
    if (!best || distance < best.distance) best = { t, point: p, distance };
  };
  for (const t of candidates) {
    const inside = range ? intoRange(curve, t, range) : t;
    if (inside !== undefined) offer(inside);
  }
  if (range) {
    offer(range[0]);
    offer(range[1]);
  }
  if (!best) throw new RangeError("a curve has no closest point");
  return best;
}

/** `t` moved by whole periods into the range, or undefined where it does not get in. */
function intoRange(curve: Curve, t: number, [a, b]: readonly [number, number]): number | undefined {
  const period =
    curve.kind === "circle" || curve.kind === "ellipse"
      ? turn
      : curve.kind === "bspline"
        ? curveAxis(curve).period
        : undefined;
  const moved = period === undefined ? t : t + Math.ceil((a - t) / period - 1e-12) * period;
  return moved >= a && moved <= b ? moved : undefined;
}

/** The parameters a curve is searched over when no range is given. */
function naturalRange(curve: Curve): readonly [number, number] {
  switch (curve.kind) {
    case "circle":
    case "ellipse":
      return [0, turn];
    case "bspline": {
      const axis = curveAxis(curve);
      return [axis.first, axis.last];
    }
    case "offset":
      return naturalRange(curve.base);
    default:
      // Parabolas and hyperbolas are unbounded: callers that know the piece pass it.
      return [-10, 10];
  }
}

/** Starts at the local minima of a sampling, sharpened by Newton steps. */
function numericCandidates(curve: Curve, point: Vec3, range: readonly [number, number]): number[] {
  const spans = curve.kind === "bspline" ? curve.knots.length * curve.degree * 2 : 0;
  const count = Math.min(400, Math.max(24, spans));
  const at = (i: number): number => range[0] + ((range[1] - range[0]) * i) / count;
  const distances = Array.from({ length: count + 1 }, (_, i) => distance3(evaluateCurve(curve, at(i)), point));
  const least = Math.min(...distances);
  const starts: number[] = [];
  distances.forEach((d, i) => {
    const isMinimum = d <= (distances[i - 1] ?? Infinity) && d <= (distances[i + 1] ?? Infinity);
    // A sample may miss the true minimum by about half a step of the curve.
    if (isMinimum && d <= least * 2 + 1e-9) starts.push(at(i));
  });
  const step = (range[1] - range[0]) / count;
  return starts.slice(0, 8).map((t) => sharpenOnCurve(curve, point, t, step));
}

function sharpenOnCurve(curve: Curve, point: Vec3, start: number, step: number): number {
  let t = start;
  const order = curve.kind === "offset" ? 1 : 2;
  for (let i = 0; i < 30; i++) {
    const [p, d1, d2] = curveDerivatives(curve, t, order) as [Vec3, Vec3, Vec3 | undefined];
    const r = sub(p, point);
    const slope = dot(r, d1);
    const full = dot(d1, d1) + (d2 ? dot(r, d2) : 0);
    // Far from the curve the full Hessian may be negative: Gauss-Newton's part alone still goes downhill.
    const curvature = full > 0 ? full : dot(d1, d1);
    if (!(curvature > 0)) return t;
    const change = Math.max(-step, Math.min(step, -slope / curvature));
    t += change;
    if (Math.abs(change) * norm(d1) < 1e-13 * (1 + norm(p))) return t;
  }
  return t;
}

/** The closest point of an unbounded surface. `near` (u, v) starts the search on surfaces without a closed form. */
export function projectToSurface(surface: Surface, point: Vec3, near?: readonly [number, number]): SurfaceProjection {
  switch (surface.kind) {
    case "plane": {
      const [u, v, w] = toLocal(surface.frame, point);
      return { u, v, point: addScaled(point, surface.frame.z, -w), distance: Math.abs(w) };
    }
    case "cylinder": {
      const [x, y, z] = toLocal(surface.frame, point);
      return onSurface(surface, point, positiveAngle(Math.atan2(y, x)), z);
    }
    case "cone": {
      const [x, y, z] = toLocal(surface.frame, point);
      const [s, c] = [Math.sin(surface.semiAngle), Math.cos(surface.semiAngle)];
      const rho = Math.hypot(x, y);
      const u = positiveAngle(Math.atan2(y, x));
      const here = onSurface(surface, point, u, (rho - surface.radius) * s + z * c);
      const across = onSurface(surface, point, (u + Math.PI) % turn, (-rho - surface.radius) * s + z * c);
      return across.distance < here.distance ? across : here;
    }
    case "sphere": {
      const [x, y, z] = toLocal(surface.frame, point);
      return onSurface(surface, point, positiveAngle(Math.atan2(y, x)), Math.atan2(z, Math.hypot(x, y)));
    }
    case "torus": {
      const [x, y, z] = toLocal(surface.frame, point);
      const rho = Math.hypot(x, y);
      const u = positiveAngle(Math.atan2(y, x));
      return onSurface(surface, point, u, positiveAngle(Math.atan2(z, rho - surface.majorRadius)));
    }
    case "extrusion":
      return projectToExtrusion(surface, point);
    case "revolution":
      return projectToRevolution(surface, point);
    case "offset": {
      const base = projectToSurface(surface.base, point, near);
      return onSurface(surface, point, base.u, base.v);
    }
    case "bspline":
      return projectToBSpline(surface, point, near);
  }
}

function onSurface(surface: Surface, point: Vec3, u: number, v: number): SurfaceProjection {
  const p = evaluateSurface(surface, u, v);
  return { u, v, point: p, distance: distance3(p, point) };
}

/** Along the direction the surface is straight: what is left is a closest point in the plane across it. */
function projectToExtrusion(surface: Extract<Surface, { kind: "extrusion" }>, point: Vec3): SurfaceProjection {
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
function projectToRevolution(surface: Extract<Surface, { kind: "revolution" }>, point: Vec3): SurfaceProjection {
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
  return polish(f, (low + high) / 2, step * 1e-3);
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

const surfaceGrids = new WeakMap<BSplineSurface, readonly { u: number; v: number; p: Vec3 }[]>();

/** Points of the patch at its spans: the starts of the search. */
function gridOf(surface: BSplineSurface): readonly { u: number; v: number; p: Vec3 }[] {
  let grid = surfaceGrids.get(surface);
  if (!grid) {
    const [axisU, axisV] = surfaceAxesOf(surface);
    const us = gridParameters(surface.knotsU, axisU.first, axisU.last, surface.degreeU);
    const vs = gridParameters(surface.knotsV, axisV.first, axisV.last, surface.degreeV);
    grid = us.flatMap((u) => vs.map((v) => ({ u, v, p: evaluateSurface(surface, u, v) })));
    surfaceGrids.set(surface, grid);
  }
  return grid;
}

function gridParameters(knots: readonly number[], first: number, last: number, degree: number): number[] {
  const inner = knots.filter((k) => k >= first && k <= last);
  const perSpan = Math.max(2, Math.min(2 * degree, Math.ceil(40 / inner.length)));
  const result: number[] = [first];
  for (let i = 0; i + 1 < inner.length; i++) {
    const [a, b] = [inner[i] ?? first, inner[i + 1] ?? last];
    for (let j = 1; j <= perSpan; j++) result.push(a + ((b - a) * j) / perSpan);
  }
  return result;
}

/** The nearest grid points, each sharpened by Newton steps kept inside the patch; the best wins. */
function projectToBSpline(surface: BSplineSurface, point: Vec3, near?: readonly [number, number]): SurfaceProjection {
  const starts: { u: number; v: number; d: number }[] = [];
  if (near) starts.push({ u: near[0], v: near[1], d: -1 });
  else {
    for (const { u, v, p } of gridOf(surface)) {
      const d = distance3(p, point);
      if (starts.length < 4 || d < (starts.at(-1)?.d ?? Infinity)) {
        starts.push({ u, v, d });
        starts.sort((a, b) => a.d - b.d);
        if (starts.length > 4) starts.pop();
      }
    }
  }
  let best: SurfaceProjection | undefined;
  for (const start of starts) {
    const found = sharpenOnPatch(surface, point, start.u, start.v);
    if (!best || found.distance < best.distance) best = found;
  }
  if (!best) throw new RangeError("a surface has no closest point");
  return best;
}

function sharpenOnPatch(surface: BSplineSurface, point: Vec3, u0: number, v0: number): SurfaceProjection {
  const [axisU, axisV] = surfaceAxesOf(surface);
  const keep = (t: number, axis: { first: number; last: number; period: number | undefined }): number =>
    axis.period === undefined ? Math.max(axis.first, Math.min(axis.last, t)) : t;
  let u = u0;
  let v = v0;
  for (let i = 0; i < 40; i++) {
    const [s, su, sv, suu, suv, svv] = surfaceDerivatives(surface, u, v, 2) as [Vec3, Vec3, Vec3, Vec3, Vec3, Vec3];
    const r = sub(s, point);
    const [fu, fv] = [dot(r, su), dot(r, sv)];
    let a = dot(su, su) + dot(r, suu);
    let b = dot(su, sv) + dot(r, suv);
    let c = dot(sv, sv) + dot(r, svv);
    // Downhill needs a positive definite matrix: Gauss-Newton's part always is.
    if (!(a > 0 && a * c - b * b > 1e-12 * Math.abs(a * c))) {
      a = dot(su, su);
      b = dot(su, sv);
      c = dot(sv, sv);
    }
    const det = a * c - b * b;
    let [du, dv] =
      det > 1e-14 * a * c ? [(b * fv - c * fu) / det, (b * fu - a * fv) / det] : [-fu / (a || 1), -fv / (c || 1)];
    // On the border only the part along it counts.
    const nu = keep(u + du, axisU);
    const nv = keep(v + dv, axisV);
    if (nu !== u + du && nv === v + dv) dv = -(fv + b * (nu - u)) / (c || 1);
    else if (nv !== v + dv && nu === u + du) du = -(fu + b * (nv - v)) / (a || 1);
    const nextU = keep(u + du, axisU);
    const nextV = keep(v + dv, axisV);
    const moved = Math.abs(nextU - u) * norm(su) + Math.abs(nextV - v) * norm(sv);
    u = nextU;
    v = nextV;
    if (moved < 1e-12 * (1 + norm(s))) break;
  }
  return onSurface(surface, point, u, v);
}
