import type { BSplineCurve, Vec3 } from "@unbake/geometry";
import { curveExtremes, evaluateCurve } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { randomNumbers } from "../kernel.fixture.js";

const seed = 20261123;

/** A clamped spline with random poles, and inner knots of random multiplicity. */
function randomSpline(random: () => number): BSplineCurve {
  const degree = 1 + Math.floor(random() * 4);
  const inner = Array.from({ length: Math.floor(random() * 5) }, () => 1 + Math.floor(random() * degree));
  const multiplicities = [degree + 1, ...inner, degree + 1];
  const count = multiplicities.reduce((a, b) => a + b, 0) - degree - 1;
  const poles = Array.from({ length: count }, (): Vec3 => [random() * 10, random() * 10, random() * 10]);
  const weights = random() < 0.5 ? { weights: poles.map(() => 0.5 + random()) } : {};
  return {
    kind: "bspline",
    degree,
    poles,
    ...weights,
    knots: multiplicities.map((_, i) => i),
    multiplicities,
    periodic: false,
  };
}

describe("curveExtremes", () => {
  it(`finds what lies furthest on random splines (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    for (let trial = 0; trial < 50; trial++) {
      const curve = randomSpline(random);
      const last = curve.knots.length - 1;
      const range: [number, number] = [random() * 0.4 * last, last * (0.6 + random() * 0.4)];
      const extremes = curveExtremes(curve, range);
      const dense = Array.from({ length: 501 }, (_, i) =>
        evaluateCurve(curve, range[0] + ((range[1] - range[0]) * i) / 500),
      );
      for (const axis of [0, 1, 2] as const)
        for (const sign of [1, -1]) {
          const reach = (points: readonly Vec3[]): number => Math.max(...points.map((p) => sign * p[axis]));
          expect(reach(extremes)).toBeGreaterThanOrEqual(reach(dense) - 1e-9);
        }
    }
  });

  it("finds the top where one span ends climbing and the next one begins falling", () => {
    // Left of the knot the poles climb, right of it they fall: neither span is level inside. So are ellipses that CAD systems write as splines.
    const hill: BSplineCurve = {
      kind: "bspline",
      degree: 3,
      poles: [0, 1, 2, 2, 1, 0].map((y, x): Vec3 => [x, y, 0]),
      knots: [0, 1, 2],
      multiplicities: [4, 2, 4],
      periodic: false,
    };
    expect(Math.max(...curveExtremes(hill, [0, 2]).map((p) => p[1]))).toBeCloseTo(2, 12);
  });

  it("finds the top of a curve that is level exactly at a sample", () => {
    const arch: BSplineCurve = {
      kind: "bspline",
      degree: 2,
      poles: [
        [0, 0, 0],
        [1, 2, 0],
        [2, 0, 0],
      ],
      knots: [0, 1],
      multiplicities: [3, 3],
      periodic: false,
    };
    expect(Math.max(...curveExtremes(arch, [0, 1]).map((p) => p[1]))).toBeCloseTo(1, 12);
    // Two arches and a level stretch between them.
    const flat: BSplineCurve = {
      ...arch,
      poles: [...arch.poles, [3, 0, 0], [4, 0, 0], [5, -2, 0], [6, 0, 0]],
      knots: [0, 1, 2, 3],
      multiplicities: [3, 2, 2, 3],
    };
    const heights = curveExtremes(flat, [0, 3]).map((p) => p[1]);
    expect([Math.min(...heights), Math.max(...heights)]).toEqual([-1, 1]);
  });
});
