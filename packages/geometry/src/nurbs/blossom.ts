/** Polar forms of B-splines: the poles of any piece of a spline over any finer knots. */
import { at, last } from "@unbake/ground";
import { findSpan, type KnotAxis, wrapParameter } from "../bspline.js";
import { knotSlackShare } from "../tolerances.js";
import type { Vec3 } from "../types.js";

/** A pole with any number of coordinates; rational splines carry weighted coordinates and the weight. */
export type Pole = readonly number[];

/** The weight of a pole; 1 when it carries none. */
export const poleWeight = (pole: Pole): number => (pole.length === 4 ? at(pole, 3) : 1);

/** The place of a pole, its weight divided out. */
export function polePoint(pole: Pole): Vec3 {
  const w = poleWeight(pole);
  return [at(pole, 0) / w, at(pole, 1) / w, at(pole, 2) / w];
}

/**
 * The poles of the same spline over other knots (written out, clamped at both ends): a piece of it, or the whole with
 * knots inserted. Between neighbouring new knots there must be no knot of the old spline.
 * Method: a pole is the blossom of any polynomial piece that it acts on, at the knots between its ends
 * (Goldman, "Blossoming and knot insertion algorithms for B-spline curves", 1990).
 */
export function polesOver(axis: KnotAxis, poles: readonly Pole[], flat: readonly number[]): Pole[] {
  const { degree } = axis;
  const result: Pole[] = [];
  for (let i = 0; i + degree + 1 < flat.length; i++) {
    const piece = pieceInside(flat, i, degree);
    const middle = (at(flat, piece) + at(flat, piece + 1)) / 2;
    const wrapped = wrapParameter(axis, middle);
    const shift = wrapped - middle;
    const arguments_ = flat.slice(i + 1, i + degree + 1).map((knot) => knot + shift);
    result.push(blossom(axis, poles, findSpan(axis, wrapped), arguments_));
  }
  return result;
}

/** A non-empty interval of the new knots among those that pole `i` acts on, as central as there is. */
function pieceInside(flat: readonly number[], i: number, degree: number): number {
  let best: number | undefined;
  for (let j = i; j <= i + degree; j++) {
    if (at(flat, j + 1) <= at(flat, j)) continue;
    if (best === undefined || Math.abs(j - i - degree / 2) < Math.abs(best - i - degree / 2)) best = j;
  }
  if (best === undefined) throw new RangeError("a knot is repeated more often than the degree allows");
  return best;
}

/** The blossom of the polynomial on one span, by de Boor's scheme with an argument of its own at each step. */
function blossom(axis: KnotAxis, poles: readonly Pole[], span: number, arguments_: readonly number[]): Pole {
  const { degree, flat, poleCount } = axis;
  let row = Array.from({ length: degree + 1 }, (_, j) => at(poles, (span - degree + j) % poleCount));
  for (let step = 1; step <= degree; step++) {
    const x = at(arguments_, step - 1);
    row = Array.from({ length: degree + 1 - step }, (_, j) => {
      const low = at(flat, span - degree + step + j);
      const high = at(flat, span + 1 + j);
      const part = (x - low) / (high - low);
      return mix(at(row, j), at(row, j + 1), part);
    });
  }
  return at(row, 0);
}

const mix = (a: Pole, b: Pole, part: number): Pole => a.map((value, i) => (1 - part) * value + part * at(b, i));

/** Knots as they are written out over [from, to], clamped at both ends, with those of the axis in between. */
export function flatKnotsBetween(axis: KnotAxis, from: number, to: number): number[] {
  const { degree, flat, period } = axis;
  const slack = knotSlackShare * Math.max(1, Math.abs(from), Math.abs(to), to - from);
  const inner: number[] = [];
  const own = period === undefined ? flat : flat.filter((knot) => knot >= axis.first && knot < axis.last);
  const turns =
    period === undefined ? [0] : range(Math.floor((from - axis.first) / period), Math.ceil((to - axis.first) / period));
  for (const turn of turns) {
    for (const knot of own) {
      const moved = period === undefined ? knot : knot + turn * period;
      if (moved > from + slack && moved < to - slack) inner.push(moved);
    }
  }
  const ends = (knot: number): number[] => new Array<number>(degree + 1).fill(knot);
  return [...ends(from), ...inner, ...ends(to)];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Knots written out as distinct ones with multiplicities. */
export function countKnots(flat: readonly number[]): { readonly knots: number[]; readonly multiplicities: number[] } {
  const knots: number[] = [];
  const multiplicities: number[] = [];
  for (const knot of flat) {
    if (knots.length > 0 && knot === knots.at(-1)) multiplicities[multiplicities.length - 1] = last(multiplicities) + 1;
    else {
      knots.push(knot);
      multiplicities.push(1);
    }
  }
  return { knots, multiplicities };
}
