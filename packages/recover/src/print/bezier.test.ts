import type { BSplineCurve } from "@unbake/kernel";
import { describe, expect, it } from "vitest";
import { evaluateBSpline2 } from "../profile/bspline.js";
import { type Cubic, cubicPieces } from "./bezier.js";

const cubicAt = ([a, b, c, d]: Cubic, t: number): [number, number] => {
  const s = 1 - t;
  const at = (i: 0 | 1): number => s * s * s * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t * t * t * d[i];
  return [at(0), at(1)];
};

const curve = (
  degree: number,
  poles: number,
  knots: readonly number[],
  multiplicities: readonly number[],
): BSplineCurve => ({
  kind: "bspline",
  degree,
  poles: Array.from({ length: poles }, (_, i) => [i * 2 + Math.sin(3 * i), Math.cos(2 * i) * 4, 0] as const),
  knots,
  multiplicities,
  periodic: false,
});

describe("cubicPieces", () => {
  const cases: readonly BSplineCurve[] = [
    curve(3, 5, [0, 0.4, 1], [4, 1, 4]),
    curve(3, 8, [0, 1, 2.5, 4], [4, 1, 3, 4]),
    curve(2, 5, [0, 0.3, 0.7, 1], [3, 1, 1, 3]),
    curve(1, 4, [0, 1, 2, 3], [2, 1, 1, 2]),
  ];
  for (const spline of cases) {
    it(`is the same curve (degree ${spline.degree}, ${spline.knots.length - 1} spans)`, () => {
      const pieces = cubicPieces(spline);
      expect(pieces.length).toBe(spline.knots.length - 1);
      pieces.forEach((piece, i) => {
        const [low, high] = [spline.knots[i] ?? 0, spline.knots[i + 1] ?? 1];
        for (const t of [0.05, 0.3, 0.5, 0.8, 0.95]) {
          const expected = evaluateBSpline2(spline, low + t * (high - low));
          const got = cubicAt(piece, t);
          expect(Math.hypot(got[0] - expected[0], got[1] - expected[1])).toBeLessThan(1e-12);
        }
      });
    });
  }
  it("refuses what has no exact form", () => {
    expect(() => cubicPieces({ ...curve(2, 3, [0, 1], [3, 3]), weights: [1, 0.7, 1] })).toThrow("no exact form");
    expect(() => cubicPieces(curve(4, 5, [0, 1], [5, 5]))).toThrow("degree 4");
  });
});
