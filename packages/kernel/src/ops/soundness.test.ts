import { beforeAll, expect, test } from "vitest";
import type { Kernel } from "../api.js";
import { at, circle, rectangle, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

test("solids are sound when they are closed and oriented, and with nothing beside them", () => {
  kernel.scope(() => {
    const box = kernel.box(world, [1, 2, 3]);
    const face = kernel.planarFace(world, circle(kernel, 0, 0, 2));
    expect(kernel.isSound(box)).toBe(true);
    expect(kernel.isSound(kernel.compound([box, kernel.cylinder(at(5, 0, 0), 1, 2)]))).toBe(true);
    const loose = kernel.compound([box, face]);
    expect([kernel.isValid(loose), kernel.isSound(loose)]).toEqual([true, false]);
  });
});

test("a surface is sound as it is, a wall without its caps too", () => {
  kernel.scope(() => {
    expect(kernel.isSound(kernel.planarFace(world, circle(kernel, 0, 0, 2)))).toBe(true);
    expect(kernel.isSound(kernel.extrude(rectangle(kernel, 0, 0, 2, 3), [0, 0, 4]).shape)).toBe(true);
  });
});
