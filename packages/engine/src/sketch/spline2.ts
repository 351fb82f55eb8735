/** Planar B-splines, rational or not (Piegl and Tiller, The NURBS Book, chapters 2 to 5). */

import type { Vec2 } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { leastWeight } from "../tolerances.js";

export interface Spline2 {
  readonly degree: number;
  readonly poles: readonly Vec2[];
  readonly weights?: readonly number[];
  /** Distinct and ascending. */
  readonly knots: readonly number[];
  readonly multiplicities: readonly number[];
}

type Homogeneous = readonly [number, number, number];

const flatKnots = (spline: Spline2): number[] =>
  spline.knots.flatMap((knot, i) => Array<number>(at(spline.multiplicities, i)).fill(knot));

/** Knot span [knots[k], knots[k+1]) that holds u. */
function spanOf(knots: readonly number[], degree: number, poles: number, u: number): number {
  let k = degree;
  while (k < poles - 1 && u >= at(knots, k + 1)) k++;
  return k;
}

/** One level of de Boor's algorithm: lerps each control point of the span towards the next. */
function blend(a: Homogeneous, b: Homogeneous, t: number): Homogeneous {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Point and derivative with respect to u (de Boor's algorithm in homogeneous coordinates). */
export function evaluateSpline(spline: Spline2, u: number): { readonly point: Vec2; readonly derivative: Vec2 } {
  const { degree } = spline;
  const knots = flatKnots(spline);
  const k = spanOf(knots, degree, spline.poles.length, u);
  let points: Homogeneous[] = [];
  for (let i = k - degree; i <= k; i++) {
    const w = spline.weights ? at(spline.weights, i) : 1;
    const pole = at(spline.poles, i);
    points.push([pole[0] * w, pole[1] * w, w]);
  }
  let slope: Homogeneous = [0, 0, 0];
  for (let level = 1; level <= degree; level++) {
    if (level === degree) {
      const width = at(knots, k + 1) - at(knots, k);
      const [a, b] = [at(points, 0), at(points, 1)];
      const s = degree / width;
      slope = [(b[0] - a[0]) * s, (b[1] - a[1]) * s, (b[2] - a[2]) * s];
    }
    const next: Homogeneous[] = [];
    for (let i = 0; i + 1 < points.length; i++) {
      const low = at(knots, k - degree + level + i);
      const high = at(knots, k + 1 + i);
      next.push(blend(at(points, i), at(points, i + 1), (u - low) / (high - low)));
    }
    points = next;
  }
  const [x, y, w] = at(points, 0);
  const point: Vec2 = [x / w, y / w];
  return { point, derivative: [(slope[0] - point[0] * slope[2]) / w, (slope[1] - point[1] * slope[2]) / w] };
}

/** The spline run through backwards, and where the range [u0, u1] of the old one begins and ends on the new one. */
export function reverseSpline(
  spline: Spline2,
  range: Vec2,
): { readonly spline: Spline2; readonly from: number; readonly to: number } {
  const first = at(spline.knots, 0);
  const last = at(spline.knots, spline.knots.length - 1);
  const flip = (u: number): number => first + last - u;
  return {
    spline: {
      degree: spline.degree,
      poles: [...spline.poles].reverse(),
      ...(spline.weights ? { weights: [...spline.weights].reverse() } : {}),
      knots: [...spline.knots].reverse().map(flip),
      multiplicities: [...spline.multiplicities].reverse(),
    },
    from: flip(range[1]),
    to: flip(range[0]),
  };
}

/** A Bezier curve as a spline over [0, 1]. */
export function bezierSpline(poles: readonly Vec2[], weights?: readonly number[]): Spline2 {
  const order = poles.length;
  return {
    degree: order - 1,
    poles,
    ...(weights ? { weights } : {}),
    knots: [0, 1],
    multiplicities: [order, order],
  };
}

/** The conic through `start`, `interior` and `end` with the given tangents, as rational quadratic pieces (The NURBS Book, 7.5). */
export function conicSpline(start: Vec2, startTangent: Vec2, interior: Vec2, end: Vec2, endTangent: Vec2): Spline2 {
  const first: Homogeneous = [start[0], start[1], 1];
  const last: Homogeneous = [end[0], end[1], 1];
  // Homogeneous, so that parallel tangents meet too: at infinity.
  const corner = cross3(
    cross3(first, [startTangent[0], startTangent[1], 0]),
    cross3(last, [endTangent[0], endTangent[1], 0]),
  );
  // Weight of the middle pole such that the curve passes through `interior`: with the coordinates (a, b, c) of it in the
  // control triangle, b^2 = 4 w^2 a c; the sign of w chooses between the two arcs of the conic.
  const point: Homogeneous = [interior[0], interior[1], 1];
  const whole3 = determinant(first, corner, last);
  const a = determinant(point, corner, last) / whole3;
  const b = determinant(first, point, last) / whole3;
  const c = determinant(first, corner, point) / whole3;
  if (!(a * c > 0))
    throw new UnbakeError("kcl_execution", "no conic passes through the interior point with these tangents");
  const weight = (b * Math.sign(a)) / (2 * Math.sqrt(a * c));
  const whole: Homogeneous[] = [first, [corner[0] * weight, corner[1] * weight, corner[2] * weight], last];
  const pieces = subdivide(whole, 0);
  const poles = [at(pieces, 0)[0], ...pieces.flatMap((piece) => piece.slice(1))].filter((p) => p !== undefined);
  const knots = Array.from({ length: pieces.length + 1 }, (_, i) => i / pieces.length);
  return {
    degree: 2,
    poles: poles.map((p): Vec2 => [p[0] / p[2], p[1] / p[2]]),
    weights: poles.map((p) => p[2]),
    knots,
    multiplicities: knots.map((_, i) => (i === 0 || i === pieces.length ? 3 : 2)),
  };
}

/** Halves until all weights are positive, which kernels require; four halvings bring a quarter turn to any conic arc. */
function subdivide(poles: readonly Homogeneous[], depth: number): (readonly Homogeneous[])[] {
  if (poles.every((p) => p[2] > leastWeight)) return [poles];
  if (depth > 8) throw new UnbakeError("kcl_execution", "the conic runs through infinity");
  const [p0, p1, p2] = [at(poles, 0), at(poles, 1), at(poles, 2)];
  const [l, r] = [blend(p0, p1, 0.5), blend(p1, p2, 0.5)];
  const middle = blend(l, r, 0.5);
  return [...subdivide([p0, l, middle], depth + 1), ...subdivide([middle, r, p2], depth + 1)];
}

const cross3 = (a: Homogeneous, b: Homogeneous): Homogeneous => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const determinant = (a: Homogeneous, b: Homogeneous, c: Homogeneous): number => {
  const n = cross3(b, c);
  return a[0] * n[0] + a[1] * n[1] + a[2] * n[2];
};
