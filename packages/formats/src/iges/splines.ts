/** Knots and poles of types 126, 128, 112 and 114 as the kernel's splines. */

import type { BSplineCurve, BSplineSurface, Vec3 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { sameKnotShare, sameWeightShare } from "../tolerances.js";
import type { Fields } from "./access.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";

const maxDegree = 25;

interface Knots {
  readonly knots: readonly number[];
  readonly multiplicities: readonly number[];
}

/** Written-out knots as distinct ones with multiplicities. Throws bad_geometry when they run backwards or repeat too often. */
function distinctKnots(fields: Fields, flat: readonly number[], degree: number): Knots {
  const range = last(flat) - at(flat, 0);
  const knots: number[] = [];
  const multiplicities: number[] = [];
  for (const knot of flat) {
    const before = knots.at(-1);
    if (before !== undefined && knot < before - sameKnotShare * range) {
      throw entityError("bad_geometry", fields.entity, `its knots run backwards at ${knot}`);
    }
    if (before !== undefined && knot - before <= sameKnotShare * range) {
      multiplicities[multiplicities.length - 1] = last(multiplicities) + 1;
    } else {
      knots.push(knot);
      multiplicities.push(1);
    }
  }
  if (!(range > 0)) throw entityError("bad_geometry", fields.entity, "its knots are all the same");
  multiplicities.forEach((count, i) => {
    const most = i === 0 || i === knots.length - 1 ? degree + 1 : degree;
    if (count > most) {
      throw entityError(
        "bad_geometry",
        fields.entity,
        `the knot ${knots[i]} stands ${count} times in a spline of degree ${degree}`,
      );
    }
  });
  return { knots, multiplicities };
}

const numbers = (fields: Fields, from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => fields.number(from + i));

function weightsOf(fields: Fields, from: number, count: number): readonly number[] | undefined {
  const weights = Array.from({ length: count }, (_, i) => fields.number(from + i, 1));
  if (weights.some((weight) => !(weight > 0)))
    throw entityError("bad_geometry", fields.entity, "a weight is not positive");
  const first = at(weights, 0);
  return weights.every((weight) => Math.abs(weight - first) <= sameWeightShare * first) ? undefined : weights;
}

export interface CurveOverRange {
  readonly curve: BSplineCurve;
  readonly range: readonly [number, number];
}

/** Type 126. */
export function rationalCurve(fields: Fields): CurveOverRange {
  const upper = fields.count(0, maxPoles);
  const degree = fields.count(1, maxDegree);
  const count = upper + 1;
  const knotCount = count + degree + 1;
  const knotsAt = 6;
  const flat = numbers(fields, knotsAt, knotCount);
  const weights = weightsOf(fields, knotsAt + knotCount, count);
  const polesAt = knotsAt + knotCount + count;
  const poles = Array.from({ length: count }, (_, i) => fields.vector(polesAt + 3 * i));
  const rangeAt = polesAt + 3 * count;
  const curve: BSplineCurve = {
    kind: "bspline",
    degree,
    poles,
    ...(weights && { weights }),
    ...distinctKnots(fields, flat, degree),
    periodic: false,
  };
  const low = at(flat, degree);
  const high = at(flat, count);
  const range = cutRange(fields.number(rangeAt, low), fields.number(rangeAt + 1, high), low, high);
  return { curve, range };
}

/** The stated range within the knots; all of it when what is stated makes no sense. */
function cutRange(from: number, to: number, low: number, high: number): readonly [number, number] {
  const a = Math.max(low, Math.min(from, to));
  const b = Math.min(high, Math.max(from, to));
  return b > a ? [a, b] : [low, high];
}

export interface SurfaceOverRange {
  readonly surface: BSplineSurface;
  readonly u: readonly [number, number];
  readonly v: readonly [number, number];
}

/** Type 128. The first index of poles and weights runs fastest in the file. */
export function rationalSurface(fields: Fields): SurfaceOverRange {
  const countU = fields.count(0, maxPoles) + 1;
  const countV = fields.count(1, maxPoles) + 1;
  const degreeU = fields.count(2, maxDegree);
  const degreeV = fields.count(3, maxDegree);
  const count = countU * countV;
  if (count > maxPoles) throw entityError("too_large", fields.entity, `${count} poles, the limit is ${maxPoles}`);
  const knotsUAt = 9;
  const knotsVAt = knotsUAt + countU + degreeU + 1;
  const weightsAt = knotsVAt + countV + degreeV + 1;
  const polesAt = weightsAt + count;
  const rangeAt = polesAt + 3 * count;
  const flatU = numbers(fields, knotsUAt, countU + degreeU + 1);
  const flatV = numbers(fields, knotsVAt, countV + degreeV + 1);
  const inFile = weightsOf(fields, weightsAt, count);
  const place = (i: number): number => (i % countV) * countU + Math.floor(i / countV);
  const poles = Array.from({ length: count }, (_, i): Vec3 => fields.vector(polesAt + 3 * place(i)));
  const weights = inFile && Array.from({ length: count }, (_, i) => at(inFile, place(i)));
  const ku = distinctKnots(fields, flatU, degreeU);
  const kv = distinctKnots(fields, flatV, degreeV);
  const surface: BSplineSurface = {
    kind: "bspline",
    degreeU,
    degreeV,
    countU,
    countV,
    poles,
    ...(weights && { weights }),
    knotsU: ku.knots,
    multiplicitiesU: ku.multiplicities,
    knotsV: kv.knots,
    multiplicitiesV: kv.multiplicities,
    periodicU: false,
    periodicV: false,
  };
  const [lowU, highU] = [at(flatU, degreeU), at(flatU, countU)];
  const [lowV, highV] = [at(flatV, degreeV), at(flatV, countV)];
  return {
    surface,
    u: cutRange(fields.number(rangeAt, lowU), fields.number(rangeAt + 1, highU), lowU, highU),
    v: cutRange(fields.number(rangeAt + 2, lowV), fields.number(rangeAt + 3, highV), lowV, highV),
  };
}

/** Bezier coefficients of a cubic given by its powers over [0, h]. */
function bezierOfPowers([a = 0, b = 0, c = 0, d = 0]: readonly number[], h: number): readonly number[] {
  const [p, q, r] = [b * h, c * h * h, d * h * h * h];
  return [a, a + p / 3, a + (2 * p) / 3 + q / 3, a + p + q + r];
}

const cubicKnots = (breaks: readonly number[]): Knots => ({
  knots: breaks,
  multiplicities: breaks.map((_, i) => (i === 0 || i === breaks.length - 1 ? 4 : 3)),
});

/** Type 112: cubic pieces by their powers, as one spline with triple knots. */
export function parametricCurve(fields: Fields): CurveOverRange {
  const count = fields.count(3, maxPoles);
  const breaks = numbers(fields, 4, count + 1);
  checkBreaks(fields, breaks);
  const poles: Vec3[] = [];
  for (let i = 0; i < count; i++) {
    const from = 5 + count + 12 * i;
    const h = at(breaks, i + 1) - at(breaks, i);
    const along = (k: number): readonly number[] => bezierOfPowers(numbers(fields, from + k, 4), h);
    const [x, y, z] = [along(0), along(4), along(8)];
    for (let k = i === 0 ? 0 : 1; k < 4; k++) poles.push([at(x, k), at(y, k), at(z, k)]);
  }
  const curve: BSplineCurve = { kind: "bspline", degree: 3, poles, ...cubicKnots(breaks), periodic: false };
  return { curve, range: [at(breaks, 0), last(breaks)] };
}

/** Type 114: bicubic patches by their powers. The file has one more patch in each direction, whose numbers mean nothing. */
export function parametricSurface(fields: Fields): SurfaceOverRange {
  const m = fields.count(2, maxPoles);
  const n = fields.count(3, maxPoles);
  if (9 * m * n > maxPoles) throw entityError("too_large", fields.entity, `${m} times ${n} patches`);
  const u = numbers(fields, 4, m + 1);
  const v = numbers(fields, 5 + m, n + 1);
  checkBreaks(fields, u);
  checkBreaks(fields, v);
  const first = 6 + m + n;
  const countU = 3 * m + 1;
  const countV = 3 * n + 1;
  const poles: Vec3[] = new Array<Vec3>(countU * countV).fill([0, 0, 0]);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const from = first + 48 * (i * (n + 1) + j);
      const [hu, hv] = [at(u, i + 1) - at(u, i), at(v, j + 1) - at(v, j)];
      const along = (k: number): readonly (readonly number[])[] => bezierPatch(numbers(fields, from + k, 16), hu, hv);
      const [x, y, z] = [along(0), along(16), along(32)];
      for (let a = 0; a < 4; a++) {
        for (let b = 0; b < 4; b++) {
          poles[(3 * i + a) * countV + 3 * j + b] = [at(at(x, a), b), at(at(y, a), b), at(at(z, a), b)];
        }
      }
    }
  }
  const [ku, kv] = [cubicKnots(u), cubicKnots(v)];
  return {
    surface: {
      kind: "bspline",
      degreeU: 3,
      degreeV: 3,
      countU,
      countV,
      poles,
      knotsU: ku.knots,
      multiplicitiesU: ku.multiplicities,
      knotsV: kv.knots,
      multiplicitiesV: kv.multiplicities,
      periodicU: false,
      periodicV: false,
    },
    u: [at(u, 0), last(u)],
    v: [at(v, 0), last(v)],
  };
}

/** Powers s^a t^b at 4 b + a, to Bezier coefficients by [a][b]. */
function bezierPatch(powers: readonly number[], hu: number, hv: number): readonly (readonly number[])[] {
  const inU = [0, 1, 2, 3].map((b) => bezierOfPowers(powers.slice(4 * b, 4 * b + 4), hu));
  return [0, 1, 2, 3].map((a) =>
    bezierOfPowers(
      inU.map((row) => at(row, a)),
      hv,
    ),
  );
}

function checkBreaks(fields: Fields, breaks: readonly number[]): void {
  if (breaks.length < 2 || breaks.some((value, i) => i > 0 && !(value > at(breaks, i - 1)))) {
    throw entityError("bad_geometry", fields.entity, "its break points do not increase");
  }
}
