/** A point of a planar B-spline curve by de Boor's algorithm (Piegl and Tiller, The NURBS Book, A3.1 and A4.1). */

import type { BSplineCurve, Vec2 } from "@unbake/geometry";
import { at, last, must } from "@unbake/ground";

/** The point at `parameter`, clamped to the knot range; weights respected. Not for periodic curves. */
export function evaluateBSpline2(curve: BSplineCurve, parameter: number): Vec2 {
  const knots = curve.knots.flatMap((k, i) =>
    Array<number>(must(curve.multiplicities[i], "multiplicity of a knot")).fill(k),
  );
  const p = curve.degree;
  const n = curve.poles.length - 1;
  const u = Math.min(Math.max(parameter, knots[p] ?? 0), knots[n + 1] ?? 1); // default: a periodic curve may have fewer knots
  let span = p;
  while (span < n && u >= (knots[span + 1] ?? Number.POSITIVE_INFINITY)) span++; // default: the same
  const d: [number, number, number][] = [];
  for (let j = 0; j <= p; j++) {
    const pole = curve.poles[span - p + j] ?? [0, 0, 0]; // default: a periodic curve may have fewer poles than its degree
    const w = curve.weights?.[span - p + j] ?? 1; // default: the curve is not rational
    d.push([pole[0] * w, pole[1] * w, w]);
  }
  for (let r = 1; r <= p; r++) {
    for (let j = p; j >= r; j--) {
      const left = knots[span - p + j] ?? 0; // default: as above
      const right = knots[span + 1 + j - r] ?? 1; // default: past the end of a periodic curve
      const alpha = right > left ? (u - left) / (right - left) : 0;
      const [a, b] = [must(d[j - 1], "pole of a span"), must(d[j], "pole of a span")];
      d[j] = [(1 - alpha) * a[0] + alpha * b[0], (1 - alpha) * a[1] + alpha * b[1], (1 - alpha) * a[2] + alpha * b[2]];
    }
  }
  const [x, y, w] = must(d[p], "pole of a span");
  return [x / w, y / w];
}

/** The first and the last knot. */
export const knotRange = (knots: readonly number[]): readonly [number, number] => [at(knots, 0), last(knots)];

/** The curve run the other way, over the same parameters. */
export function reversedSpline(curve: BSplineCurve): BSplineCurve {
  const [first, end] = knotRange(curve.knots);
  return {
    ...curve,
    poles: [...curve.poles].reverse(),
    ...(curve.weights ? { weights: [...curve.weights].reverse() } : {}),
    knots: curve.knots.map((k) => first + end - k).reverse(),
    multiplicities: [...curve.multiplicities].reverse(),
  };
}
