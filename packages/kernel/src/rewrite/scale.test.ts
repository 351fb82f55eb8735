import type { Frame, Vec3 } from "@unbake/geometry";
import { rotationPose } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const frameAt = (origin: Vec3): Frame => ({ ...world, origin });
const factors: Vec3 = [2, 0.5, 3];
const product = factors[0] * factors[1] * factors[2];

function expectScaled(shape: Shape): Shape {
  const center: Vec3 = [1, 2, 3];
  const result = kernel.scale(shape, center, factors).shape;
  const [before, after] = [kernel.massProperties(shape), kernel.massProperties(result)];
  expect(kernel.isValid(result)).toBe(true);
  expect(after.volume / (before.volume * product)).toBeCloseTo(1, 6);
  for (const i of [0, 1, 2] as const) {
    expect(after.centroid[i]).toBeCloseTo(center[i] + factors[i] * (before.centroid[i] - center[i]), 4);
  }
  // Numbered as before: every vertex is where its number was mapped to.
  const [old, now] = [kernel.topology(shape), kernel.topology(result)];
  expect(now.faces).toHaveLength(old.faces.length);
  for (const { id, point } of old.vertices) {
    for (const i of [0, 1, 2] as const) {
      expect(now.vertices[id]!.point[i]).toBeCloseTo(center[i] + factors[i] * (point[i] - center[i]), 6);
    }
  }
  return result;
}

describe("scale", () => {
  it("keeps every surface when the factors are equal", () => {
    kernel.scope(() => {
      const bar = kernel.cylinder(world, 2, 5);
      const result = kernel.scale(bar, [0, 0, 0], [2, 2, 2]);
      expect(kernel.massProperties(result.shape).volume).toBeCloseTo(160 * Math.PI, 9);
      const { faces } = kernel.topology(result.shape);
      expect(faces.map(({ surface }) => surface.kind).sort()).toEqual(["cylinder", "plane", "plane"]);
      expect(result.modified({ shape: bar, kind: "face", id: 1 })).toEqual([1]);
    });
  });

  it("keeps planes and lines when they differ, also of a block that was turned", () => {
    kernel.scope(() => {
      const block = kernel.box(frameAt([1, 1, 1]), [10, 20, 30]);
      for (const shape of [block, kernel.transform(block, rotationPose([3, 0, 0], [0.6, 0, 0.8], 0.7)).shape]) {
        const result = kernel.topology(expectScaled(shape));
        expect(result.faces.every(({ surface }) => surface.kind === "plane")).toBe(true);
        expect(result.edges.every(({ curve }) => curve?.kind === "line")).toBe(true);
      }
    });
  });

  it("stretches round solids", () => {
    kernel.scope(() => {
      const bar = kernel.cylinder(frameAt([5, 5, 5]), 2, 5);
      const block = kernel.box(world, [10, 10, 10]);
      const drilled = kernel.cut([block], [kernel.cylinder(frameAt([5, 5, -1]), 2, 12)]).shape;
      const edges = kernel.topology(block).edges.map(({ id }) => ({ edge: id, radius: 1 }));
      for (const shape of [bar, kernel.sphere([1, 1, 1], 4), drilled, kernel.fillet(block, edges).shape])
        expectScaled(shape);
      const stretched = kernel.topology(kernel.scale(bar, [0, 0, 0], [1, 1, 3]).shape);
      // Along the axis the circles stay circles.
      expect(stretched.edges.filter(({ curve }) => curve?.kind === "circle")).toHaveLength(2);
    });
  });

  it("stretches cones, tori and swept surfaces, mirrored ones too", () => {
    kernel.scope(() => {
      const corners: Vec3[] = [
        [3, 0, 0],
        [6, 0, 0],
        [4, 0, 5],
        [3, 0, 5],
      ];
      const lines = corners.map((a, i) => {
        const b = corners[(i + 1) % 4]!;
        const length = Math.hypot(b[0] - a[0], b[2] - a[2]);
        return {
          curve: { kind: "line", origin: a, direction: [(b[0] - a[0]) / length, 0, (b[2] - a[2]) / length] },
          range: [0, length],
        } as const;
      });
      const upright: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
      const cone = kernel.revolve(kernel.planarFace(upright, kernel.wire(lines)), [0, 0, 0], [0, 0, 1], 4).shape;
      const circle = {
        curve: { kind: "circle", frame: { ...upright, origin: [8, 0, 0] }, radius: 2 },
        range: [0, 2 * Math.PI],
      } as const;
      const torus = kernel.revolve(
        kernel.planarFace(upright, kernel.wire([circle])),
        [0, 0, 0],
        [0, 0, 1],
        2 * Math.PI,
      ).shape;
      const mirrored = kernel.transform(cone, [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]).shape;
      for (const shape of [cone, torus, mirrored]) expectScaled(shape);
      expectScaled(kernel.compound([cone, kernel.transform(torus, [1, 0, 0, 30, 0, 1, 0, 0, 0, 0, 1, 0]).shape]));
    });
  });

  it("scales profiles, and refuses factors that are not positive", () => {
    kernel.scope(() => {
      const circle = { curve: { kind: "circle", frame: world, radius: 2 }, range: [0, 2 * Math.PI] } as const;
      const disc = kernel.planarFace(world, kernel.wire([circle]));
      const ellipse = kernel.scale(disc, [0, 0, 0], [3, 1, 1]).shape;
      expect(kernel.massProperties(ellipse).area).toBeCloseTo(12 * Math.PI, 5);
      expect(kernel.massProperties(kernel.extrude(ellipse, [0, 0, 2]).shape).volume).toBeCloseTo(24 * Math.PI, 3);
      expect(() => kernel.scale(disc, [0, 0, 0], [1, 0, 1])).toThrow(/not positive/);
    });
  });
});
