/** Splines through given points, and several splines over the same knots. */
import { at, last } from "@unbake/ground";
import { basisFunctions, findSpan } from "../bspline.js";
import { leastPivot, sameKnotShare } from "../tolerances.js";
import { countKnots, type Pole } from "./blossom.js";
import { axisOf } from "./curveToSpline.js";
import type { Spline } from "./spline.js";

/**
 * The spline of this degree over knots written out that has `values[i]` at `parameters[i]`; as many as there are poles
 * (The NURBS Book, 9.2.1). Throws RangeError when the parameters do not fit the knots.
 */
export function interpolateOver(
  degree: number,
  flat: readonly number[],
  parameters: readonly number[],
  values: readonly Pole[],
): Spline {
  const count = flat.length - degree - 1;
  if (parameters.length !== count || values.length !== count)
    throw new RangeError("as many points as poles are needed");
  const axis = axisOf({ degree, flat, poles: values });
  const rows = parameters.map((t, i) => {
    const span = findSpan(axis, t);
    const row = new Array<number>(count).fill(0);
    at(basisFunctions(axis, span, t, 0), 0).forEach((value, j) => {
      row[span - degree + j] = value;
    });
    return [...row, ...at(values, i)];
  });
  return { degree, flat, poles: solve(rows, count) };
}

/** Gauss elimination with pivots; each row holds the coefficients and then the right-hand sides. Rows are overwritten. */
function solve(rows: number[][], count: number): Pole[] {
  const entry = (i: number, j: number): number => at(at(rows, i), j);
  for (let k = 0; k < count; k++) {
    let pivot = k;
    for (let i = k + 1; i < count; i++) if (Math.abs(entry(i, k)) > Math.abs(entry(pivot, k))) pivot = i;
    if (!(Math.abs(entry(pivot, k)) > leastPivot)) throw new RangeError("the parameters do not fit the knots");
    const [top, other] = [at(rows, pivot), at(rows, k)];
    rows[k] = top;
    rows[pivot] = other;
    for (const [i, row] of rows.entries()) {
      const factor = at(row, k) / at(top, k);
      if (i === k || factor === 0) continue;
      for (let j = k; j < row.length; j++) row[j] = at(row, j) - factor * at(top, j);
    }
  }
  return rows.map((row, i) => row.slice(count).map((value) => value / at(row, i)));
}

/** The means of the inner knots of each pole: where interpolation over these knots always succeeds (Schoenberg, Whitney). */
function grevilleOf(degree: number, flat: readonly number[]): number[] {
  return Array.from({ length: flat.length - degree - 1 }, (_, i) => {
    const inner = flat.slice(i + 1, i + 1 + degree);
    return inner.reduce((a, b) => a + b, 0) / degree;
  });
}

/** The same curves, each over 0 to 1, all with one degree and the same knots. Not for rational splines. */
export function overCommonKnots(splines: readonly Spline[]): Spline[] {
  const degree = Math.max(...splines.map((spline) => spline.degree));
  const normed = splines.map(toUnitRange);
  const counts: { knot: number; count: number }[] = [];
  for (const spline of normed) {
    const { knots, multiplicities } = countKnots(spline.flat);
    knots.slice(1, -1).forEach((knot, i) => {
      // Raising the degree keeps how smoothly the pieces join: the knot is repeated more often.
      const count = at(multiplicities, i + 1) + degree - spline.degree;
      const known = counts.find((other) => Math.abs(other.knot - knot) <= sameKnotShare);
      if (known) known.count = Math.max(known.count, count);
      else counts.push({ knot, count });
    });
  }
  counts.sort((a, b) => a.knot - b.knot);
  const ends = (knot: number): number[] => new Array<number>(degree + 1).fill(knot);
  const flat = [...ends(0), ...counts.flatMap(({ knot, count }) => new Array<number>(count).fill(knot)), ...ends(1)];
  const parameters = grevilleOf(degree, flat);
  return normed.map((spline) =>
    interpolateOver(
      degree,
      flat,
      parameters,
      parameters.map((t) => evaluateSpline(spline, t)),
    ),
  );
}

function toUnitRange({ degree, flat, poles }: Spline): Spline {
  const first = at(flat, 0);
  const width = last(flat) - first;
  return { degree, flat: flat.map((knot) => (knot - first) / width), poles };
}

/** The point of a spline, with as many coordinates as its poles have. */
export function evaluateSpline(spline: Spline, t: number): Pole {
  const axis = axisOf(spline);
  const span = findSpan(axis, t);
  const basis = at(basisFunctions(axis, span, t, 0), 0);
  const size = at(spline.poles, 0).length;
  return Array.from({ length: size }, (_, k) =>
    basis.reduce((sum, value, j) => sum + value * at(at(spline.poles, span - spline.degree + j), k), 0),
  );
}

/** Knots for interpolation at these parameters by averaging (The NURBS Book, eq. 9.8). */
export function averagedKnots(degree: number, parameters: readonly number[]): number[] {
  const ends = (knot: number): number[] => new Array<number>(degree + 1).fill(knot);
  const inner = Array.from({ length: parameters.length - degree - 1 }, (_, j) => {
    const near = parameters.slice(j + 1, j + 1 + degree);
    return near.reduce((a, b) => a + b, 0) / degree;
  });
  return [...ends(at(parameters, 0)), ...inner, ...ends(last(parameters))];
}
