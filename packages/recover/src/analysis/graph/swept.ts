/**
 * Freeform surfaces that a line or a turn sweeps: splines that an exporter wrote for an extrusion or a revolution of some
 * curve. In: a spline surface. Out: the same as `extrusion` or `revolution`, whose walls a search can explain.
 *
 * Read from normals alone, so that it does not matter how the surface is parameterised: of an extrusion they are all at right
 * angles to its direction; of a revolution they all meet its axis (a linear complex of lines: Pottmann & Wallner,
 * Computational Line Geometry, 3.2).
 */

import {
  addScaled,
  type BSplineCurve,
  type BSplineSurface,
  cross,
  curveTangent,
  dot,
  evaluateCurve,
  mul,
  norm,
  type Surface,
  sub,
  surfaceDerivatives,
  type Vec3,
} from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { leastAxisShare, sweptNormalShare } from "../../tolerances.js";
import { knotRange } from "../profile/bspline.js";
import { asVec3, outerSum, symmetricEigen } from "./eigen.js";

export type SweptSurface = Extract<Surface, { kind: "extrusion" | "revolution" }>;

/** Samples each way, at most: more than the poles that shape a patch in one span. */
const samplesPerPole = 2;
const mostSamples = 40;

export interface Sample {
  readonly point: Vec3;
  readonly normal: Vec3;
}

const known = new WeakMap<BSplineSurface, { readonly tolerance: number; readonly result: SweptSurface | undefined }>();

/** The extrusion or revolution that the spline is, within `tolerance` (mm), its natural normal the same; undefined when it is none. */
export function sweptSurface(surface: BSplineSurface, tolerance: number): SweptSurface | undefined {
  const before = known.get(surface);
  if (before?.tolerance === tolerance) return before.result;
  const samples = surfaceSamples(surface);
  const result = asExtruded(surface, samples, tolerance) ?? asTurned(surface, samples, tolerance);
  known.set(surface, { tolerance, result });
  return result;
}

/** Points all over the surface with unit normals; none where it has no normal. */
export function surfaceSamples(surface: BSplineSurface): Sample[] {
  const us = parameters(surface.knotsU, surface.countU);
  const vs = parameters(surface.knotsV, surface.countV);
  return us.flatMap((u) =>
    vs.flatMap((v): Sample[] => {
      const [point, du, dv] = surfaceDerivatives(surface, u, v, 1);
      if (!point || !du || !dv) return [];
      const n = cross(du, dv);
      const size = norm(n);
      return size > sweptNormalShare * Math.max(dot(du, du), dot(dv, dv)) ? [{ point, normal: mul(n, 1 / size) }] : [];
    }),
  );
}

function parameters(knots: readonly number[], poles: number): number[] {
  const [first, last] = knotRange(knots);
  const count = Math.min(mostSamples, samplesPerPole * poles + 1);
  return Array.from({ length: count }, (_, i) => first + ((last - first) * (i + 0.5)) / count);
}

function asExtruded(surface: BSplineSurface, samples: readonly Sample[], tolerance: number): SweptSurface | undefined {
  const { vectors } = symmetricEigen(
    outerSum(
      samples.map((s) => s.normal),
      3,
    ),
  );
  const direction = asVec3(at(vectors, 0));
  const heights = samples.map((s) => dot(s.point, direction));
  const length = Math.max(...heights) - Math.min(...heights);
  // Along its direction the surface runs off by the slope that is left.
  if (!samples.every((s) => Math.abs(dot(s.normal, direction)) * length <= tolerance)) return undefined;
  const flat = (curve: BSplineCurve): BSplineCurve => ({
    ...curve,
    poles: curve.poles.map((p) =>
      addScaled(p, direction, heights[0] === undefined ? 0 : heights[0] - dot(p, direction)),
    ),
  });
  const generatrix = isoCurve(surface, (tangent) => norm(cross(tangent, direction)));
  const curve = generatrix && flat(generatrix.curve);
  if (!curve || !generatrix) return undefined;
  const own = cross(curveTangent(curve, generatrix.parameter), direction);
  return { kind: "extrusion", curve, direction: dot(own, generatrix.normal) < 0 ? mul(direction, -1) : direction };
}

function asTurned(surface: BSplineSurface, samples: readonly Sample[], tolerance: number): SweptSurface | undefined {
  const center = mul(
    samples.reduce<Vec3>((sum, { point: p }) => [sum[0] + p[0], sum[1] + p[1], sum[2] + p[2]], [0, 0, 0]),
    1 / Math.max(samples.length, 1),
  );
  const size = Math.max(...samples.map((s) => norm(sub(s.point, center))));
  if (!(size > 0)) return undefined;
  // Lines (n, p x n), centred and scaled to size 1, so that both halves weigh alike.
  const lines = samples.map(({ point, normal }) => [...cross(mul(sub(point, center), 1 / size), normal), ...normal]);
  const axisLine = at(symmetricEigen(outerSum(lines, 6)).vectors, 0);
  const c = asVec3(axisLine);
  const moment = asVec3(axisLine.slice(3));
  const weight = norm(c);
  if (weight < leastAxisShare) return undefined;
  const direction = mul(c, 1 / weight);
  const origin = addScaled(center, cross(direction, mul(moment, 1 / weight)), size);
  const off = (s: Sample): number => {
    const around = cross(direction, sub(s.point, origin));
    // A full turn at this distance from the axis, run off by the slope that is left.
    return 2 * Math.PI * Math.abs(dot(s.normal, around));
  };
  if (!samples.every((s) => off(s) <= tolerance)) return undefined;
  const generatrix = isoCurve(surface, (tangent, point) => {
    const around = cross(direction, sub(point, origin));
    const radius = norm(around);
    return radius > 0 ? norm(cross(tangent, mul(around, 1 / radius))) : 0;
  });
  if (!generatrix) return undefined;
  const { curve, point, normal, parameter } = generatrix;
  const own = cross(cross(direction, sub(point, origin)), curveTangent(curve, parameter));
  return { kind: "revolution", curve, origin, direction: dot(own, normal) < 0 ? mul(direction, -1) : direction };
}

interface IsoCurve extends Sample {
  readonly curve: BSplineCurve;
  readonly parameter: number;
}

/** The middle line of the surface, one way or the other, that runs most across the way it is swept. */
function isoCurve(surface: BSplineSurface, across: (tangent: Vec3, point: Vec3) => number): IsoCurve | undefined {
  const middle = (knots: readonly number[]): number => (at(knots, 0) + last(knots)) * 0.5;
  const [u, v] = [middle(surface.knotsU), middle(surface.knotsV)];
  const [point, du, dv] = surfaceDerivatives(surface, u, v, 1);
  if (!point || !du || !dv) return undefined;
  const normal = cross(du, dv);
  if (!(norm(normal) > 0)) return undefined;
  const alongU = across(mul(du, 1 / (norm(du) || 1)), point) >= across(mul(dv, 1 / (norm(dv) || 1)), point);
  return {
    curve: alongU ? lineAt(surface, v, true) : lineAt(surface, u, false),
    parameter: alongU ? u : v,
    point,
    normal,
  };
}

/** S(., v) or S(u, .) as a curve: its poles are those of the surface, evaluated the other way. */
function lineAt(surface: BSplineSurface, parameter: number, alongU: boolean): BSplineCurve {
  const { countU, countV, poles, weights } = surface;
  const [count, other] = alongU ? [countU, countV] : [countV, countU];
  const homogeneous = (i: number): [Vec3, Vec3] => {
    const row = Array.from({ length: other }, (_, j) => (alongU ? i * countV + j : j * countV + i));
    const form: BSplineCurve = {
      kind: "bspline",
      degree: alongU ? surface.degreeV : surface.degreeU,
      knots: alongU ? surface.knotsV : surface.knotsU,
      multiplicities: alongU ? surface.multiplicitiesV : surface.multiplicitiesU,
      periodic: alongU ? surface.periodicV : surface.periodicU,
      poles: [],
    };
    const w = (k: number): number => (weights ? at(weights, k) : 1);
    const weighted: BSplineCurve = {
      ...form,
      poles: row.map((k) => mul(at(poles, k), w(k))),
    };
    const scalars: BSplineCurve = { ...form, poles: row.map((k): Vec3 => [w(k), 0, 0]) };
    return [evaluateCurve(weighted, parameter), evaluateCurve(scalars, parameter)];
  };
  const rows = Array.from({ length: count }, (_, i) => homogeneous(i));
  return {
    kind: "bspline",
    degree: alongU ? surface.degreeU : surface.degreeV,
    knots: alongU ? surface.knotsU : surface.knotsV,
    multiplicities: alongU ? surface.multiplicitiesU : surface.multiplicitiesV,
    periodic: alongU ? surface.periodicU : surface.periodicV,
    poles: rows.map(([p, [w]]) => mul(p, 1 / w)),
    ...(weights ? { weights: rows.map(([, [w]]) => w) } : {}),
  };
}
