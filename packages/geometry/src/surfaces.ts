/** Exact evaluation of surfaces: point, derivatives, natural normal. */

import { at } from "@unbake/ground";
import { bsplineSurfaceDerivatives, surfaceAxesOf } from "./bspline.js";
import { curveDerivatives, curvePeriod } from "./curves.js";
import { collapsedShare, normalSteps } from "./tolerances.js";
import type { Frame, Surface, Vec3 } from "./types.js";
import { add, addScaled, cross, dot, mul, norm, sub, unit } from "./vec3.js";

/** The point S(u, v). */
export function evaluateSurface(surface: Surface, u: number, v: number): Vec3 {
  return at(surfaceDerivatives(surface, u, v, 0), 0);
}

/** The unit natural normal, along dS/du x dS/dv (for elementary surfaces also where that vanishes: apex, poles). */
export function surfaceNormal(surface: Surface, u: number, v: number): Vec3 {
  switch (surface.kind) {
    case "plane":
      return surface.frame.z;
    case "cylinder":
      return radial(surface.frame, u);
    case "cone": {
      const { frame, semiAngle: a } = surface;
      const side = surface.radius + v * Math.sin(a) < 0 ? -1 : 1;
      return mul(add(mul(radial(frame, u), Math.cos(a)), mul(frame.z, -Math.sin(a))), side);
    }
    case "sphere":
      return add(mul(radial(surface.frame, u), Math.cos(v)), mul(surface.frame.z, Math.sin(v)));
    case "torus": {
      const side = surface.majorRadius + surface.minorRadius * Math.cos(v) < 0 ? -1 : 1;
      return mul(add(mul(radial(surface.frame, u), Math.cos(v)), mul(surface.frame.z, Math.sin(v))), side);
    }
    case "offset":
      return surfaceNormal(surface.base, u, v);
    default:
      return numericNormal(surface, u, v);
  }
}

/** S for order 0; S, Su, Sv for order 1; S, Su, Sv, Suu, Suv, Svv for order 2 (not for offsets). */
export function surfaceDerivatives(surface: Surface, u: number, v: number, order: 0 | 1 | 2): Vec3[] {
  const zero: Vec3 = [0, 0, 0];
  const wanted = order === 0 ? 1 : order === 1 ? 3 : 6;
  switch (surface.kind) {
    case "plane": {
      const { frame } = surface;
      const point = addScaled(addScaled(frame.origin, frame.x, u), frame.y, v);
      return [point, frame.x, frame.y, zero, zero, zero].slice(0, wanted);
    }
    case "cylinder": {
      const { frame, radius: r } = surface;
      const [e, t] = [radial(frame, u), tangential(frame, u)];
      const point = addScaled(addScaled(frame.origin, e, r), frame.z, v);
      return [point, mul(t, r), frame.z, mul(e, -r), zero, zero].slice(0, wanted);
    }
    case "cone": {
      const { frame, semiAngle } = surface;
      const [s, c] = [Math.sin(semiAngle), Math.cos(semiAngle)];
      const [e, t] = [radial(frame, u), tangential(frame, u)];
      const r = surface.radius + v * s;
      const point = addScaled(addScaled(frame.origin, e, r), frame.z, v * c);
      const sv = add(mul(e, s), mul(frame.z, c));
      return [point, mul(t, r), sv, mul(e, -r), mul(t, s), zero].slice(0, wanted);
    }
    case "sphere":
      return torusDerivatives(surface.frame, 0, surface.radius, u, v).slice(0, wanted);
    case "torus":
      return torusDerivatives(surface.frame, surface.majorRadius, surface.minorRadius, u, v).slice(0, wanted);
    case "bspline":
      return bsplineSurfaceDerivatives(surface, u, v, order);
    case "extrusion": {
      const [c, c1, c2] = curveDerivatives(surface.curve, u, order);
      const point = addScaled(c ?? zero, surface.direction, v);
      return [point, c1 ?? zero, surface.direction, c2 ?? zero, zero, zero].slice(0, wanted);
    }
    case "revolution":
      return revolutionDerivatives(surface, u, v, order).slice(0, wanted);
    case "offset":
      return offsetDerivatives(surface, u, v, order);
  }
}

/** Periods in u and v, undefined where the surface does not close. */
export function surfacePeriods(surface: Surface): readonly [number | undefined, number | undefined] {
  const turn = 2 * Math.PI;
  switch (surface.kind) {
    case "cylinder":
    case "cone":
    case "sphere":
      return [turn, undefined];
    case "torus":
      return [turn, turn];
    case "bspline": {
      const [u, v] = surfaceAxesOf(surface);
      return [u.period, v.period];
    }
    case "extrusion":
      return [curvePeriod(surface.curve), undefined];
    case "revolution":
      return [turn, curvePeriod(surface.curve)];
    case "offset":
      return surfacePeriods(surface.base);
    default:
      return [undefined, undefined];
  }
}

const radial = (f: Frame, u: number): Vec3 => add(mul(f.x, Math.cos(u)), mul(f.y, Math.sin(u)));
const tangential = (f: Frame, u: number): Vec3 => add(mul(f.x, -Math.sin(u)), mul(f.y, Math.cos(u)));

function torusDerivatives(frame: Frame, major: number, minor: number, u: number, v: number): Vec3[] {
  const [e, t] = [radial(frame, u), tangential(frame, u)];
  const [c, s] = [Math.cos(v), Math.sin(v)];
  const r = major + minor * c;
  return [
    addScaled(addScaled(frame.origin, e, r), frame.z, minor * s),
    mul(t, r),
    add(mul(e, -minor * s), mul(frame.z, minor * c)),
    mul(e, -r),
    mul(t, -minor * s),
    add(mul(e, -minor * c), mul(frame.z, -minor * s)),
  ];
}

function revolutionDerivatives(
  surface: Extract<Surface, { kind: "revolution" }>,
  u: number,
  v: number,
  order: 0 | 1 | 2,
): Vec3[] {
  const { origin, direction: k } = surface;
  const [c, s] = [Math.cos(u), Math.sin(u)];
  /** Rodrigues: the vector turned by u about k. */
  const turn = (w: Vec3): Vec3 => add(add(mul(w, c), mul(cross(k, w), s)), mul(k, dot(k, w) * (1 - c)));
  const [p, p1, p2] = curveDerivatives(surface.curve, v, order).map((d, i) => turn(i === 0 ? sub(d, origin) : d));
  const zero: Vec3 = [0, 0, 0];
  const q = p ?? zero;
  const su = cross(k, q);
  return [add(origin, q), su, p1 ?? zero, cross(k, su), cross(k, p1 ?? zero), p2 ?? zero];
}

/** S + d n. Derivatives by the Weingarten map of the base: dn = -(shape operator) applied to dS. */
function offsetDerivatives(
  surface: Extract<Surface, { kind: "offset" }>,
  u: number,
  v: number,
  order: 0 | 1 | 2,
): Vec3[] {
  const n = surfaceNormal(surface.base, u, v);
  if (order === 0) return [addScaled(evaluateSurface(surface.base, u, v), n, surface.distance)];
  if (order === 2) throw new RangeError("second derivatives of offset surfaces are not available");
  const [s, su, sv, suu, suv, svv] = surfaceDerivatives(surface.base, u, v, 2) as [Vec3, Vec3, Vec3, Vec3, Vec3, Vec3];
  const [E, F, G] = [dot(su, su), dot(su, sv), dot(sv, sv)];
  const [L, M, N] = [dot(suu, n), dot(suv, n), dot(svv, n)];
  const det = E * G - F * F;
  const nu = add(mul(su, (F * M - G * L) / det), mul(sv, (F * L - E * M) / det));
  const nv = add(mul(su, (F * N - G * M) / det), mul(sv, (F * M - E * N) / det));
  const d = surface.distance;
  return [addScaled(s, n, d), addScaled(su, nu, d), addScaled(sv, nv, d)];
}

/** Where a derivative vanishes (a collapsed side of a patch) the normal is taken a little inside. */
function numericNormal(surface: Surface, u: number, v: number): Vec3 {
  const normalAt = (pu: number, pv: number): Vec3 | undefined => {
    const [, su, sv] = surfaceDerivatives(surface, pu, pv, 1) as [Vec3, Vec3, Vec3];
    const n = cross(su, sv);
    const length = norm(n);
    return length > collapsedShare * norm(su) * norm(sv) && length > 0 ? unit(n) : undefined;
  };
  const here = normalAt(u, v);
  if (here) return here;
  for (const step of normalSteps) {
    for (const [du, dv] of [
      [step, step],
      [-step, -step],
      [step, -step],
      [-step, step],
    ] as const) {
      const near = normalAt(u + du, v + dv);
      if (near) return near;
    }
  }
  throw new RangeError("the surface has no normal here");
}
