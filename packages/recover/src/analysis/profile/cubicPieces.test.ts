import { type BSplineCurve, type Curve, type Frame, splineSegment } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { evaluateBSpline2 } from "./bspline.js";
import { type Cubic, cubicPieces } from "./cubicPieces.js";

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
  const distanceTo = (pieces: readonly Cubic[], p: readonly [number, number]): number =>
    Math.min(
      ...pieces.flatMap((piece) =>
        Array.from({ length: 2001 }, (_, i) => {
          const q = cubicAt(piece, i / 2000);
          return Math.hypot(q[0] - p[0], q[1] - p[1]);
        }),
      ),
    );
  const fitted: readonly [string, BSplineCurve][] = [
    ["rational", { ...curve(2, 3, [0, 1], [3, 3]), weights: [1, 0.7, 1] }],
    ["of degree 5", curve(5, 9, [0, 1, 2, 4], [6, 2, 1, 6])],
  ];
  for (const [what, spline] of fitted) {
    it(`fits a curve that is ${what}`, () => {
      const pieces = cubicPieces(spline);
      const [first, last] = [spline.knots[0] ?? 0, spline.knots.at(-1) ?? 1];
      for (let i = 0; i <= 40; i++) {
        const p = evaluateBSpline2(spline, first + ((last - first) * i) / 40);
        expect(distanceTo(pieces, p)).toBeLessThan(2e-3);
      }
      for (const [i, piece] of pieces.slice(1).entries()) expect(piece[0][0]).toBeCloseTo(pieces[i]?.[3][0] ?? 0, 9);
      expect(pieces[0]?.[0][0]).toBeCloseTo(spline.poles[0]?.[0] ?? 0, 9);
      expect(pieces.at(-1)?.[3][1]).toBeCloseTo(spline.poles.at(-1)?.[1] ?? 0, 9);
    });
  }
  it("makes few pieces of a smooth curve, however many spans it has", () => {
    const frame: Frame = { origin: [1, 2, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
    // An offset becomes a spline by pieces that are halved until each is good.
    const ellipse = splineSegment({ kind: "ellipse", frame, majorRadius: 30, minorRadius: 20 }, 0.1, 1.5);
    const offset: Curve = { kind: "offset", base: ellipse, distance: 3, direction: [0, 0, 1] };
    const spline = splineSegment(offset, 0.1, 1.5, 1e-9);
    expect(spline.knots.length).toBeGreaterThan(60);
    const pieces = cubicPieces(spline);
    expect(pieces.length).toBeLessThan(12);
    for (let i = 0; i <= 40; i++) {
      const p = evaluateBSpline2(spline, 0.1 + (1.4 * i) / 40);
      expect(distanceTo(pieces, p)).toBeLessThan(1e-2);
    }
  });

  it("makes no loops of a curve that starts with poles on top of each other", () => {
    const spline: BSplineCurve = {
      ...curve(3, 9, [0, 1, 2, 3, 4, 5, 6], [4, 1, 1, 1, 1, 1, 4]),
      poles: [
        [388.1668, 0, 0],
        [388.1668, 0, 0],
        [388.1668, 0, 0],
        [388.1668, -5e-5, 0],
        [389.2704, -1e-4, 0],
        [391.6165, -0.3145, 0],
        [398.2078, -1.1948, 0],
        [414.1425, -4.6051, 0],
        [437.7756, -18.0653, 0],
      ],
    };
    for (const toleranceMm of [1e-3 / 3, 4e-3]) {
      const pieces = cubicPieces(spline, toleranceMm);
      const xs = pieces.flatMap((piece) => Array.from({ length: 50 }, (_, i) => cubicAt(piece, i / 50)[0]));
      xs.slice(1).forEach((x, i) => {
        expect(x).toBeGreaterThanOrEqual((xs[i] ?? 0) - 1e-6);
      });
    }
  });
});
