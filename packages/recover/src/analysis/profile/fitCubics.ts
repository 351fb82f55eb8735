/**
 * Cubic Bezier pieces through a plane curve, as long as the tolerance allows. Each has the curve's points and tangents at its
 * ends; how far its inner poles reach along the tangents is fitted by least squares with parameters made better in turns
 * (Schneider, "An algorithm for automatically fitting digitized curves", Graphics Gems, 1990), where only distances across
 * the curve count: that converges in a few turns (Wang, Pottmann, Liu, "Fitting B-spline curves by squared distance
 * minimization", 2006).
 */

import type { Vec2 } from "@unbake/geometry";
import { at, last, must } from "@unbake/ground";
import {
  independentTangentsShare,
  leastReachShare,
  pullShare,
  settledPieceShare,
  shortestPieceShare,
  stoppedShare,
} from "../../tolerances.js";

export type Cubic = readonly [Vec2, Vec2, Vec2, Vec2];

/** Point and derivative at a parameter. */
export type PlaneCurve = (t: number) => { readonly point: Vec2; readonly derivative: Vec2 };

const awayShare = 0.02;
/** Inner poles that reach farther than this many chords make loops. */
const farthestReach = 1.5;
const samples = 24;
const rounds = 6;
/** Bisections for the end of a piece: its length is found to a part in 256. */
const bisections = 8;

/** Pieces of the curve over [from, to], smooth in between, each within `toleranceMm`. */
export function fitCubics(curve: PlaneCurve, from: number, to: number, toleranceMm: number): Cubic[] {
  const ends = longestEnds(curve, from, to, toleranceMm);
  // A short last piece says little about its curve: the same number of like ones is better, where that does.
  const even = ends.map((_, i) => from + ((to - from) * (i + 1)) / ends.length);
  return piecesTo(curve, from, even, toleranceMm) ?? piecesTo(curve, from, ends, Number.POSITIVE_INFINITY) ?? [];
}

function longestEnds(curve: PlaneCurve, from: number, to: number, toleranceMm: number): number[] {
  const ends: number[] = [];
  for (let start = from; start < to; ) {
    let end = to;
    if (!(fit(curve, start, to).error <= toleranceMm)) {
      const least = Math.min(to, start + (to - from) * shortestPieceShare);
      let [low, high] = [least, to];
      for (let i = 0; i < bisections || fit(curve, start, low).error > toleranceMm; i++) {
        const middle = (low + high) / 2;
        if (fit(curve, start, middle).error <= toleranceMm) low = middle;
        else high = middle;
        if (high - least < settledPieceShare * (to - from)) break;
      }
      end = low;
    }
    ends.push(end);
    start = end;
  }
  return ends;
}

function piecesTo(curve: PlaneCurve, from: number, ends: readonly number[], toleranceMm: number): Cubic[] | undefined {
  const pieces: Cubic[] = [];
  for (const [i, end] of ends.entries()) {
    const { cubic, error } = fit(curve, i === 0 ? from : at(ends, i - 1), end);
    if (error > toleranceMm) return undefined;
    pieces.push(cubic);
  }
  return pieces;
}

interface Fit {
  readonly cubic: Cubic;
  readonly error: number;
}

function fit(curve: PlaneCurve, from: number, to: number): Fit {
  const at = Array.from({ length: samples + 1 }, (_, i) => curve(from + ((to - from) * i) / samples));
  const points = at.map((s) => s.point);
  const [a, b] = [at[0], at[samples]];
  if (!a || !b) throw new RangeError("a piece has two ends");
  const [t0, t1] = [
    tangent(a.derivative, points, to - from),
    tangent(mul(b.derivative, -1), [...points].reverse(), to - from),
  ];
  const normals = at.map(({ derivative: [x, y] }) => mul([-y, x], 1 / (Math.hypot(x, y) || 1)));
  const step = (to - from) / 3;
  const hermite: Cubic = [a.point, add(a.point, a.derivative, step), add(b.point, b.derivative, -step), b.point];
  let us = alongChords(points);
  const evenly = at.map((_, i) => i / samples);
  let best: Fit = { cubic: hermite, error: distance(hermite, points, evenly).error };
  for (let round = 0; round < rounds; round++) {
    const cubic = leastSquares(points, normals, us, t0, t1);
    if (!cubic) break;
    const { error, feet } = distance(cubic, points, us);
    us = feet;
    if (error < best.error) best = { cubic, error };
  }
  return best;
}

/** Parameters from 0 to 1 by how far along the points lie. */
function alongChords(points: readonly Vec2[]): number[] {
  let sum = 0;
  const reached = points.map((p, i) => {
    const q = points[i - 1] ?? p;
    sum += Math.hypot(p[0] - q[0], p[1] - q[1]);
    return sum;
  });
  return reached.map((s, i) => (sum > 0 ? s / sum : i / (points.length - 1)));
}

/** The unit derivative, or, where that is next to nothing, the way to the first sample that is a bit away. */
function tangent(derivative: Vec2, points: readonly Vec2[], step: number): Vec2 {
  const [p, end] = [at(points, 0), last(points)];
  const away = (q: Vec2): Vec2 => [q[0] - p[0], q[1] - p[1]];
  const chord = Math.hypot(...away(end));
  const length = Math.hypot(derivative[0], derivative[1]);
  if (length * step > stoppedShare * chord) return mul(derivative, 1 / length);
  const d = away(points.find((q) => Math.hypot(...away(q)) > awayShare * chord) ?? end);
  return mul(d, 1 / (Math.hypot(d[0], d[1]) || 1));
}

function leastSquares(
  points: readonly Vec2[],
  normals: readonly Vec2[],
  us: readonly number[],
  t0: Vec2,
  t1: Vec2,
): Cubic | undefined {
  const [p0, p3] = [points[0], points[points.length - 1]];
  if (!p0 || !p3) return undefined;
  let [c00, c01, c11, x0, x1] = [0, 0, 0, 0, 0];
  points.forEach((p, i) => {
    const u = must(us[i], "parameter of a sample");
    const s = 1 - u;
    const [b0, b1, b2, b3] = [s * s * s, 3 * s * s * u, 3 * s * u * u, u * u * u];
    const n = must(normals[i], "normal of a sample");
    const [f, g] = [b1 * dot(t0, n), b2 * dot(t1, n)];
    const rest = dot(p, n) - dot(p0, n) * (b0 + b1) - dot(p3, n) * (b2 + b3);
    c00 += f * f;
    c01 += f * g;
    c11 += g * g;
    x0 += f * rest;
    x1 += g * rest;
  });
  const chord = Math.hypot(p3[0] - p0[0], p3[1] - p0[1]);
  c00 += pullShare;
  c11 += pullShare;
  x0 += (pullShare * chord) / 3;
  x1 += (pullShare * chord) / 3;
  const det = c00 * c11 - c01 * c01;
  if (!(Math.abs(det) > independentTangentsShare * c00 * c11)) return undefined;
  const alpha = (x0 * c11 - x1 * c01) / det;
  const beta = (c00 * x1 - c01 * x0) / det;
  const fits = (reach: number): boolean => reach > leastReachShare * chord && reach < farthestReach * chord;
  if (!fits(alpha) || !fits(beta)) return undefined;
  return [p0, add(p0, t0, alpha), add(p3, t1, beta), p3];
}

/** The largest distance of the points from the cubic, and where their feet are on it. */
function distance(cubic: Cubic, points: readonly Vec2[], us: readonly number[]): { error: number; feet: number[] } {
  let error = 0;
  const feet = points.map((p, i) => {
    if (i === 0 || i === points.length - 1) return must(us[i], "parameter of a sample");
    let u = must(us[i], "parameter of a sample");
    for (let k = 0; k < 3; k++) {
      const [q, d1, d2] = evaluate(cubic, u);
      const off: Vec2 = [q[0] - p[0], q[1] - p[1]];
      const slope = dot(d1, d1) + dot(off, d2);
      if (!(slope > 0)) break;
      u = Math.min(1, Math.max(0, u - dot(off, d1) / slope));
    }
    const [q] = evaluate(cubic, u);
    error = Math.max(error, Math.hypot(q[0] - p[0], q[1] - p[1]));
    return u;
  });
  return { error, feet };
}

function evaluate([a, b, c, d]: Cubic, u: number): [Vec2, Vec2, Vec2] {
  const s = 1 - u;
  const mix = (f: (i: 0 | 1) => number): Vec2 => [f(0), f(1)];
  return [
    mix((i) => s * s * s * a[i] + 3 * s * s * u * b[i] + 3 * s * u * u * c[i] + u * u * u * d[i]),
    mix((i) => 3 * (s * s * (b[i] - a[i]) + 2 * s * u * (c[i] - b[i]) + u * u * (d[i] - c[i]))),
    mix((i) => 6 * (s * (c[i] - 2 * b[i] + a[i]) + u * (d[i] - 2 * c[i] + b[i]))),
  ];
}

const mul = (v: Vec2, s: number): Vec2 => [v[0] * s, v[1] * s];
const add = (p: Vec2, v: Vec2, s: number): Vec2 => [p[0] + v[0] * s, p[1] + v[1] * s];
const dot = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
