import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { evaluateCurve } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { at, line } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";
import { arcSpline } from "./spindleArcs.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const circle = (origin: Vec3, radius: number) =>
  ({ kind: "circle", frame: { origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, radius }) as const;

describe("arcSpline", () => {
  it("lies on its circle over the same range, up to a whole turn", () => {
    for (const [from, to] of [
      [0, 1],
      [-2, 0.5],
      [0.3, 0.3 + 2 * Math.PI],
    ] as const) {
      const spline = arcSpline(circle([1, 2, 3], 5), from, to);
      for (let i = 0; i <= 40; i++) {
        const [x, y, z] = evaluateCurve(spline, from + ((to - from) * i) / 40);
        expect(Math.hypot(x - 1, y - 2)).toBeCloseTo(5, 12);
        expect(z).toBeCloseTo(3, 12);
      }
    }
  });
});

describe("revolve of an arc that reaches over the axis", () => {
  it("makes a lens that legs on either side unite with", () => {
    kernel.scope(() => {
      const [major, minor] = [3.85, 3.9];
      const arc = (y: number, from: number, to: number): CurveSegment => ({
        curve: circle([major, y, 0], minor),
        range: [from, to],
      });
      const wire = kernel.wire([
        line([0, -6.2, 0], [major, -6.2, 0]),
        arc(-6.2 + minor, -Math.PI / 2, 0),
        line([major + minor, -6.2 + minor, 0], [major + minor, 1.8 - minor, 0]),
        arc(1.8 - minor, 0, Math.PI / 2),
        line([major, 1.8, 0], [0, 1.8, 0]),
        line([0, 1.8, 0], [0, -6.2, 0]),
      ]);
      const frame: Frame = at(0, 0, 0);
      const lens = kernel.revolve(kernel.planarFace(frame, wire), [0, 0, 0], [0, 1, 0], 2 * Math.PI);
      const own = kernel.massProperties(lens.shape).volume;
      const grown = [at(-3.75, 0, -10.8), at(3.75, -4.4, -10.8)].map((foot) => {
        const { shape } = kernel.fuse([lens.shape], [kernel.cylinder(foot, 0.36, 5.6)]);
        expect(kernel.solids(shape).length).toBe(1);
        return kernel.massProperties(shape).volume - own;
      });
      // Either leg sticks out as far as the other: the lens is its own mirror image.
      expect(grown[0]).toBeCloseTo(grown[1] ?? 0, 4);
    });
  });
});
