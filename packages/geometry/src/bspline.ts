/**
 * B-spline evaluation: knot spans, basis functions and their derivatives (algorithms A2.1 to A2.3, A4.2 and A4.4 of
 * Piegl and Tiller, The NURBS Book), for clamped, unclamped and periodic splines, rational or not.
 */
import { at, last } from "@unbake/ground";
import type { BSplineCurve, BSplineSurface, Vec3 } from "./types.js";

/** One parameter direction of a spline: its knots written out, and how its poles are counted. */
export interface KnotAxis {
  readonly degree: number;
  readonly flat: readonly number[];
  readonly poleCount: number;
  /** Span indices go from `degree` to `lastSpan`. */
  readonly lastSpan: number;
  readonly first: number;
  readonly last: number;
  readonly period: number | undefined;
}

/** Writes the knots out. A periodic spline is continued by its period on both sides, as OpenCASCADE counts it. */
export function knotAxis(
  degree: number,
  knots: readonly number[],
  multiplicities: readonly number[],
  periodic: boolean,
  poleCount: number,
): KnotAxis {
  const first = at(knots, 0);
  const end = last(knots);
  const flat: number[] = [];
  if (!periodic) {
    knots.forEach((knot, i) => {
      for (let m = at(multiplicities, i); m > 0; m--) flat.push(knot);
    });
    // Unclamped ends are legal: the domain is where degree + 1 functions live.
    return {
      degree,
      flat,
      poleCount,
      lastSpan: flat.length - degree - 2,
      first: flat[degree] ?? first,
      last: flat[flat.length - degree - 1] ?? end,
      period: undefined,
    };
  }
  const period = end - first;
  const base: number[] = [];
  for (let i = 0; i + 1 < knots.length; i++) {
    for (let m = at(multiplicities, i); m > 0; m--) base.push(at(knots, i));
  }
  const count = base.length;
  const shift = degree + 1 - at(multiplicities, 0);
  for (let k = 0; k < count + 2 * degree + 1; k++) {
    const turns = Math.floor((k - shift) / count);
    flat.push(at(base, k - shift - turns * count) + turns * period);
  }
  return { degree, flat, poleCount, lastSpan: degree + count - 1, first, last: end, period };
}

/** The parameter moved into the domain of a periodic axis; others stay as they are. */
export function wrapParameter(axis: KnotAxis, t: number): number {
  if (axis.period === undefined || (t >= axis.first && t <= axis.last)) return t;
  return t - Math.floor((t - axis.first) / axis.period) * axis.period;
}

/** The span whose polynomial is used at `t`; outside the domain that of the nearest end. */
export function findSpan(axis: KnotAxis, t: number): number {
  const { flat, degree } = axis;
  let low = degree;
  let high = axis.lastSpan + 1;
  if (t >= knotAt(flat, high)) {
    // The last span that is not empty.
    let span = axis.lastSpan;
    while (span > degree && knotAt(flat, span) >= knotAt(flat, span + 1)) span--;
    return span;
  }
  if (t <= knotAt(flat, low)) {
    let span = degree;
    while (span < axis.lastSpan && knotAt(flat, span) >= knotAt(flat, span + 1)) span++;
    return span;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (t < knotAt(flat, middle)) high = middle;
    else low = middle;
  }
  return low;
}

/**
 * Readers of this file alone, one for each kind of list: `at`, which sees lists of every kind, made splines half as fast.
 */
function knotAt(flat: readonly number[], index: number): number {
  const knot = flat[index];
  return knot === undefined ? at(flat, index) : knot;
}

function basisAt(row: readonly number[], index: number): number {
  const value = row[index];
  return value === undefined ? at(row, index) : value;
}

function scratchAt(room: Float64Array, index: number): number {
  const value = room[index];
  return value === undefined ? at(room, index) : value;
}

/** Room for one evaluation at a time: splines are evaluated by the million, and most of the time went into making arrays. */
const scratch = { triangle: new Float64Array(0), left: new Float64Array(0), right: new Float64Array(0) };

/**
 * The triangle of A2.2 at `t`: above the diagonal the basis functions of rising degree, [i * (degree + 1) + j] function i of degree j;
 * below it the knot differences that the derivatives divide by. Valid until the next call.
 */
function basisTriangle({ degree, flat }: KnotAxis, span: number, t: number): Float64Array {
  const stride = degree + 1;
  if (scratch.left.length < stride) {
    scratch.triangle = new Float64Array(stride * stride);
    scratch.left = new Float64Array(stride);
    scratch.right = new Float64Array(stride);
  }
  const { triangle, left, right } = scratch;
  triangle[0] = 1;
  for (let j = 1; j <= degree; j++) {
    left[j] = t - knotAt(flat, span + 1 - j);
    right[j] = knotAt(flat, span + j) - t;
    let saved = 0;
    for (let r = 0; r < j; r++) {
      const width = scratchAt(right, r + 1) + scratchAt(left, j - r);
      triangle[j * stride + r] = width;
      const value = scratchAt(triangle, r * stride + j - 1) / width;
      triangle[r * stride + j] = saved + scratchAt(right, r + 1) * value;
      saved = scratchAt(left, j - r) * value;
    }
    triangle[j * stride + j] = saved;
  }
  return triangle;
}

/**
 * Basis functions of a span and their derivatives up to `order` (at most 2): result[k][j] is the k-th derivative of function j.
 * The k-th derivative of a function is a difference of (k-1)-th derivatives of functions of one degree less (eq. 2.9).
 */
export function basisFunctions(axis: KnotAxis, span: number, t: number, order: number): number[][] {
  const { degree } = axis;
  const stride = degree + 1;
  const triangle = basisTriangle(axis, span, t);
  const result: number[][] = [];
  for (let k = 0; k <= order; k++) {
    const row: number[] = [];
    for (let j = 0; j <= degree; j++) row.push(derivative(triangle, stride, j, degree, k));
    result.push(row);
  }
  return result;
}

/** The k-th derivative of function `j` of the given degree; functions outside the span are nothing. */
function derivative(triangle: Float64Array, stride: number, j: number, degree: number, k: number): number {
  if (k === 0) return scratchAt(triangle, j * stride + degree);
  if (degree === 0) return 0;
  const width = degree * stride;
  const before =
    j > 0 ? derivative(triangle, stride, j - 1, degree - 1, k - 1) / scratchAt(triangle, width + j - 1) : 0;
  const after = j < degree ? derivative(triangle, stride, j, degree - 1, k - 1) / scratchAt(triangle, width + j) : 0;
  return degree * (before - after);
}

const curveAxes = new WeakMap<BSplineCurve, KnotAxis>();

export function curveAxis(curve: BSplineCurve): KnotAxis {
  let axis = curveAxes.get(curve);
  if (!axis) {
    axis = knotAxis(curve.degree, curve.knots, curve.multiplicities, curve.periodic, curve.poles.length);
    curveAxes.set(curve, axis);
  }
  return axis;
}

const surfaceAxes = new WeakMap<BSplineSurface, readonly [KnotAxis, KnotAxis]>();

export function surfaceAxesOf(surface: BSplineSurface): readonly [KnotAxis, KnotAxis] {
  let axes = surfaceAxes.get(surface);
  if (!axes) {
    axes = [
      knotAxis(surface.degreeU, surface.knotsU, surface.multiplicitiesU, surface.periodicU, surface.countU),
      knotAxis(surface.degreeV, surface.knotsV, surface.multiplicitiesV, surface.periodicV, surface.countV),
    ];
    surfaceAxes.set(surface, axes);
  }
  return axes;
}

/** Point and derivatives up to `order` (at most 2) of a B-spline curve. */
export function bsplineCurveDerivatives(curve: BSplineCurve, parameter: number, order: 0 | 1 | 2): Vec3[] {
  const axis = curveAxis(curve);
  const t = wrapParameter(axis, parameter);
  const span = findSpan(axis, t);
  const basis = basisFunctions(axis, span, t, order);
  const sums: Homogeneous[] = [];
  for (const row of basis) {
    const sum: Homogeneous = [0, 0, 0, 0];
    for (let j = 0; j <= axis.degree; j++) {
      const index = (span - axis.degree + j) % axis.poleCount;
      accumulate(sum, curve.poles[index], weightAt(curve.weights, index), basisAt(row, j));
    }
    sums.push(sum);
  }
  const [a, a1, a2] = sums;
  if (!a) return [];
  const point = divide(a);
  if (!a1) return [point];
  const d1 = quotient(a1, [[a1[3], point]], a[3]);
  if (!a2) return [point, d1];
  return [
    point,
    d1,
    quotient(
      a2,
      [
        [2 * a1[3], d1],
        [a2[3], point],
      ],
      a[3],
    ),
  ];
}

/** S, Su, Sv and, for order 2, Suu, Suv, Svv of a B-spline surface. */
export function bsplineSurfaceDerivatives(surface: BSplineSurface, u: number, v: number, order: 0 | 1 | 2): Vec3[] {
  const [axisU, axisV] = surfaceAxesOf(surface);
  const pu = wrapParameter(axisU, u);
  const pv = wrapParameter(axisV, v);
  const spanU = findSpan(axisU, pu);
  const spanV = findSpan(axisV, pv);
  const basisU = basisFunctions(axisU, spanU, pu, order);
  const basisV = basisFunctions(axisV, spanV, pv, order);
  const sum = (k: number, l: number): Homogeneous => {
    const total: Homogeneous = [0, 0, 0, 0];
    const [rowU, rowV] = [at(basisU, k), at(basisV, l)];
    for (let i = 0; i <= axisU.degree; i++) {
      const bu = basisAt(rowU, i);
      const row = ((spanU - axisU.degree + i) % axisU.poleCount) * surface.countV;
      for (let j = 0; j <= axisV.degree; j++) {
        const index = row + ((spanV - axisV.degree + j) % axisV.poleCount);
        accumulate(total, surface.poles[index], weightAt(surface.weights, index), bu * basisAt(rowV, j));
      }
    }
    return total;
  };
  const a = sum(0, 0);
  const s = divide(a);
  if (order === 0) return [s];
  const au = sum(1, 0);
  const av = sum(0, 1);
  const su = quotient(au, [[au[3], s]], a[3]);
  const sv = quotient(av, [[av[3], s]], a[3]);
  if (order === 1) return [s, su, sv];
  const auu = sum(2, 0);
  const auv = sum(1, 1);
  const avv = sum(0, 2);
  const second = (top: Homogeneous, terms: readonly (readonly [number, Vec3])[]): Vec3 => quotient(top, terms, a[3]);
  return [
    s,
    su,
    sv,
    second(auu, [
      [2 * au[3], su],
      [auu[3], s],
    ]),
    second(auv, [
      [au[3], sv],
      [av[3], su],
      [auv[3], s],
    ]),
    second(avv, [
      [2 * av[3], sv],
      [avv[3], s],
    ]),
  ];
}

const weightAt = (weights: readonly number[] | undefined, index: number): number =>
  weights ? basisAt(weights, index) : 1;

/** Weighted coordinates and weight. */
type Homogeneous = [number, number, number, number];

function accumulate(sum: Homogeneous, pole: Vec3 | undefined, weight: number, factor: number): void {
  if (!pole) throw new RangeError("a B-spline has fewer poles than its knots ask for");
  const w = weight * factor;
  sum[0] += pole[0] * w;
  sum[1] += pole[1] * w;
  sum[2] += pole[2] * w;
  sum[3] += w;
}

const divide = (a: Homogeneous): Vec3 => [a[0] / a[3], a[1] / a[3], a[2] / a[3]];

/** (top - sum of factor * vector) / weight: the quotient rule in homogeneous coordinates. */
function quotient(top: Homogeneous, terms: readonly (readonly [number, Vec3])[], weight: number): Vec3 {
  let [x, y, z] = top;
  for (const [factor, vector] of terms) {
    x -= factor * vector[0];
    y -= factor * vector[1];
    z -= factor * vector[2];
  }
  return [x / weight, y / weight, z / weight];
}
