import { type BSplineCurve, type CurveSegment, distance3, evaluateCurve, sub, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { createKernel } from "../index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const line = (from: Vec3, to: Vec3): CurveSegment => ({
  curve: { kind: "line", origin: from, direction: unit(sub(to, from)) },
  range: [0, distance3(from, to)],
});

/** A wave of five cubic spans, x from 0 to 8. */
const wave: BSplineCurve = {
  kind: "bspline",
  degree: 3,
  poles: [0, 2, -3, 1, 4, 2, 4, -1].map((y, i): Vec3 => [[0, 1, 4, 5, 6, 7, 8, 9][i] ?? 0, y, 0]),
  knots: [0, 1, 2, 3, 4, 5],
  multiplicities: [4, 1, 1, 1, 1, 4],
  periodic: false,
};
const heightMm = 0.75;

/** The band between y = -8 and the wave. */
function band(): Shape {
  const [start, end] = [at(wave.poles, 0), at(wave.poles, 7)];
  const [low, high]: [Vec3, Vec3] = [
    [start[0], -8, 0],
    [end[0], -8, 0],
  ];
  const wire = kernel.wire([{ curve: wave, range: [0, 5] }, line(end, high), line(high, low), line(low, start)]);
  return kernel.planarFace({ origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, wire);
}

function lengthOf(curve: BSplineCurve): number {
  const points = Array.from({ length: 100_001 }, (_, i) => evaluateCurve(curve, i / 20_000));
  return points.slice(1).reduce((sum, p, i) => sum + distance3(at(points, i), p), 0);
}

describe("a wall swept from a spline of many spans", () => {
  it("is measured span by span, and so is its body", () => {
    kernel.scope(() => {
      const face = band();
      const body = kernel.extrude(face, [0, 0, heightMm]).shape;
      const [cap] = kernel.faceProperties(face);
      expect(kernel.massProperties(body).volume / ((cap?.area ?? 0) * heightMm)).toBeCloseTo(1, 9);
      const wall = kernel.topology(body).faces.findIndex(({ surface }) => surface.kind === "extrusion");
      const [measure] = kernel.faceProperties(body, [wall]);
      expect((measure?.area ?? 0) / (lengthOf(wave) * heightMm)).toBeCloseTo(1, 4);
    });
  });

  it("is the same turned about an axis", () => {
    kernel.scope(() => {
      const turned = kernel.revolve(band(), [0, -20, 0], [1, 0, 0], 2 * Math.PI).shape;
      const [cap] = kernel.faceProperties(band());
      // Pappus: the centroid's way times the area.
      const way = 2 * Math.PI * ((cap?.centroid[1] ?? 0) + 20);
      expect(kernel.massProperties(turned).volume / (way * (cap?.area ?? 0))).toBeCloseTo(1, 5);
    });
  });

  it("is measured where it ends in a tip: a quarter of degree five, once round", () => {
    // The rounded end of a pin as a board's library draws it.
    const quarter: BSplineCurve = {
      kind: "bspline",
      degree: 5,
      poles: [
        [0.785, 0, 0],
        [0.785, 0, -0.112096],
        [0.763, 0, -0.224197],
        [0.718952, 0, -0.330526],
        [0.655246, 0, -0.425352],
        [0.496716, 0, -0.583882],
        [0.401889, 0, -0.647588],
        [0.295561, 0, -0.691631],
        [0.183461, 0, -0.713636],
        [0.071364, 0, -0.713636],
      ],
      knots: [0, Math.PI / 4, Math.PI / 2],
      multiplicities: [6, 4, 6],
      periodic: false,
    };
    kernel.scope(() => {
      const [rim, tip]: [Vec3, Vec3] = [at(quarter.poles, 0), at(quarter.poles, 9)];
      const [top, foot]: [Vec3, Vec3] = [
        [0, 0, 0],
        [0, 0, tip[2]],
      ];
      const wire = kernel.wire([
        { curve: quarter, range: [0, Math.PI / 2] },
        line(tip, foot),
        line(foot, top),
        line(top, rim),
      ]);
      const face = kernel.planarFace({ origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] }, wire);
      const pin = kernel.revolve(face, top, [0, 0, 1], 2 * Math.PI).shape;
      const [cap] = kernel.faceProperties(face);
      const way = 2 * Math.PI * (cap?.centroid[0] ?? 0);
      expect(kernel.massProperties(pin).volume / (way * (cap?.area ?? 0))).toBeCloseTo(1, 3);
    });
  });
});
