import { describe, expect, it } from "vitest";
import { evaluateCurve } from "../curves.js";
import type { BSplineCurve, Curve, Frame, Vec3 } from "../types.js";
import { distance3 } from "../vec3.js";
import { countKnots } from "./blossom.js";
import { curveToSpline } from "./curveToSpline.js";
import type { Spline } from "./spline.js";
import { trigonometricSpline } from "./trigonometric.js";

const frame: Frame = { origin: [1, 2, 3], x: [0.6, 0.8, 0], y: [-0.8, 0.6, 0], z: [0, 0, 1] };

function asCurve({ degree, flat, poles }: Spline): BSplineCurve {
  const rational = poles[0]!.length === 4;
  return {
    kind: "bspline",
    degree,
    ...countKnots(flat),
    periodic: false,
    poles: poles.map((p): Vec3 => {
      const w = rational ? p[3]! : 1;
      return [p[0]! / w, p[1]! / w, p[2]! / w];
    }),
    ...(rational ? { weights: poles.map((p) => p[3]!) } : {}),
  };
}

/** Largest distance between both at the same parameter. */
function deviation(curve: Curve, from: number, to: number): number {
  const spline = asCurve(curveToSpline(curve, from, to));
  const at = Array.from({ length: 101 }, (_, i) => from + ((to - from) * i) / 100);
  return Math.max(...at.map((t) => distance3(evaluateCurve(curve, t), evaluateCurve(spline, t))));
}

describe("trigonometricSpline", () => {
  it.each([
    [0, 2 * Math.PI, 1],
    [-1, 0.3, 1],
    [0, 1, 12],
    [0, 1, -7],
  ])("follows the angle over [%d, %d] at rate %d", (from, to, rate) => {
    const { degree, flat, poles } = trigonometricSpline(from, to, rate);
    expect(flat).toHaveLength(poles.length + degree + 1);
    const curve = asCurve({ degree, flat, poles: poles.map(([c, s]) => [c!, s!, 0]) });
    for (let i = 0; i <= 100; i++) {
      const t = from + ((to - from) * i) / 100;
      const [x, y] = evaluateCurve(curve, t);
      expect(Math.hypot(x - Math.cos(rate * t), y - Math.sin(rate * t))).toBeLessThan(1e-8);
    }
  });
});

describe("curveToSpline", () => {
  it("keeps point and parameter of every kind of curve", () => {
    expect(deviation({ kind: "line", origin: [1, 1, 1], direction: [0.6, 0, 0.8] }, -2, 7)).toBeLessThan(1e-12);
    expect(deviation({ kind: "circle", frame, radius: 10 }, 1, 6)).toBeLessThan(1e-7);
    expect(deviation({ kind: "ellipse", frame, majorRadius: 10, minorRadius: 3 }, 0, 2 * Math.PI)).toBeLessThan(1e-7);
    expect(deviation({ kind: "parabola", frame, focal: 2 }, -3, 3)).toBeLessThan(1e-6);
    expect(deviation({ kind: "hyperbola", frame, majorRadius: 2, minorRadius: 1 }, -1, 1)).toBeLessThan(1e-6);
  });

  it("cuts pieces out of B-splines exactly: rational ones, and periodic ones across their origin", () => {
    const h = Math.SQRT1_2;
    const arc: BSplineCurve = {
      kind: "bspline",
      degree: 2,
      poles: [
        [1, 0, 0],
        [1, 1, 0],
        [0, 1, 0],
        [-1, 1, 0],
        [-1, 0, 0],
      ],
      weights: [1, h, 1, h, 1],
      knots: [0, 1, 2],
      multiplicities: [3, 2, 3],
      periodic: false,
    };
    expect(deviation(arc, 0.25, 1.75)).toBeLessThan(1e-14);
    expect(deviation(arc, 0, 2)).toBeLessThan(1e-14);
    const loop: BSplineCurve = {
      kind: "bspline",
      degree: 3,
      poles: [
        [0, 0, 0],
        [2, 0, 1],
        [3, 2, 0],
        [2, 4, 1],
        [0, 3, 0],
        [-1, 1, 2],
      ],
      knots: [0, 1, 2, 3, 4, 5, 6],
      multiplicities: [1, 1, 1, 1, 1, 1, 1],
      periodic: true,
    };
    expect(deviation(loop, 0.5, 5.25)).toBeLessThan(1e-13);
    expect(deviation(loop, 4.5, 8.5)).toBeLessThan(1e-13);
    expect(deviation(loop, 0, 6)).toBeLessThan(1e-13);
  });
});
