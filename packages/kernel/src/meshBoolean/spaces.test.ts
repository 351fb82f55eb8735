import type { Vec2 } from "@unbake/geometry";
import { beforeAll, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** A block of 20 by 10 by 10 with a step of 5 by 10 by 4 off its upper end, and a hole of diameter 4 through the rest. */
const stepped = () => {
  const block = kernel.box(world, [20, 10, 10]);
  const step = kernel.box({ ...world, origin: [15, -1, 6] }, [6, 12, 5]);
  const hole = kernel.cylinder({ ...world, origin: [5, 5, -1] }, 2, 12);
  return kernel.mesh(kernel.cut([block], [step, hole]).shape, { linear: 0.01, angularRad: 0.1 });
};
const options = { levels: [0, 6, 10], leastWidth: 0.1, skin: 1e-4 };
const corners: readonly [Vec2, Vec2] = [
  [0, 0],
  [20, 10],
];
const areas = (inside: boolean) =>
  kernel.scope(() =>
    kernel
      .meshSpaces(stepped(), world, { ...options, window: corners, inside })!
      .map(({ from, to, regions }) => [from, to, ...regions.map(({ area }) => Math.round(area)).sort((a, b) => a - b)]),
  );

it("is the hole below, and hole and step above; over the whole height the hole", () => {
  expect(areas(false)).toEqual([
    [0, 6, 13],
    [0, 10, 13],
    [6, 10, 13, 50],
  ]);
});

it("is the body's own section, inside", () => {
  expect(areas(true)).toEqual([
    [0, 6, 187],
    [0, 10, 137],
    [6, 10, 137],
  ]);
});

it("goes round what stands in it, clockwise", () => {
  const [, whole] = kernel.scope(() =>
    kernel.meshSpaces(stepped(), world, { ...options, window: corners, inside: true }),
  )!;
  const [region] = whole!.regions;
  expect(region!.holes).toHaveLength(1);
  expect(whole!.solid.length).toBeGreaterThan(0);
});

it("is nothing of a mesh without a body", () => {
  const empty = { positions: new Float32Array(), triangles: new Uint32Array(), faceIds: new Uint32Array() };
  expect(kernel.meshSpaces(empty, world, options)).toBeUndefined();
});
