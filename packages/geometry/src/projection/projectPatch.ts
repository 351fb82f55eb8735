/** Closest points on B-spline surfaces: the nearest points of a grid over the patch, sharpened by Newton's method. */

import { at, last } from "@unbake/ground";
import { surfaceAxesOf } from "../bspline.js";
import { evaluateSurface, surfaceDerivatives } from "../surfaces.js";
import { definiteShare, settledOnPatchShare, singularShare } from "../tolerances.js";
import type { BSplineSurface, Vec3 } from "../types.js";
import { distance3, dot, norm, sub } from "../vec3.js";
import { onSurface, type SurfaceProjection } from "./surfaceProjection.js";

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

function gridParameters(knots: readonly number[], first: number, end: number, degree: number): number[] {
  const inner = knots.filter((k) => k >= first && k <= end);
  const perSpan = Math.max(2, Math.min(2 * degree, Math.ceil(40 / inner.length)));
  const result: number[] = [first];
  for (let i = 0; i + 1 < inner.length; i++) {
    const [a, b] = [at(inner, i), at(inner, i + 1)];
    for (let j = 1; j <= perSpan; j++) result.push(a + ((b - a) * j) / perSpan);
  }
  return result;
}

/** The nearest grid points, each sharpened by Newton steps kept inside the patch; the best wins. */
export function projectToBSpline(
  surface: BSplineSurface,
  point: Vec3,
  near?: readonly [number, number],
): SurfaceProjection {
  let best: SurfaceProjection | undefined;
  for (const [u, v] of near ? [near] : nearestOfGrid(surface, point)) {
    const found = sharpenOnPatch(surface, point, u, v);
    if (!best || found.distance < best.distance) best = found;
  }
  if (!best) throw new RangeError("a surface has no closest point");
  return best;
}

/** The parameters of the few grid points that are nearest, the nearest first. */
function nearestOfGrid(surface: BSplineSurface, point: Vec3): (readonly [number, number])[] {
  const starts: { u: number; v: number; d: number }[] = [];
  for (const { u, v, p } of gridOf(surface)) {
    const d = distance3(p, point);
    if (starts.length < 4 || d < last(starts).d) {
      starts.push({ u, v, d });
      starts.sort((a, b) => a.d - b.d);
      if (starts.length > 4) starts.pop();
    }
  }
  return starts.map(({ u, v }) => [u, v]);
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
    if (!(a > 0 && a * c - b * b > definiteShare * Math.abs(a * c))) {
      a = dot(su, su);
      b = dot(su, sv);
      c = dot(sv, sv);
    }
    const det = a * c - b * b;
    let [du, dv] =
      det > singularShare * a * c
        ? [(b * fv - c * fu) / det, (b * fu - a * fv) / det]
        : [-fu / (a || 1), -fv / (c || 1)];
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
    if (moved < settledOnPatchShare * (1 + norm(s))) break;
  }
  return onSurface(surface, point, u, v);
}
