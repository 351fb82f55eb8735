import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { at, drilledCube, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const volumes = (solids: readonly Shape[]): number[] => solids.map((s) => kernel.massProperties(s).volume);

describe("differences", () => {
  it("are what two cuts give", () => {
    kernel.scope(() => {
      const a = drilledCube(kernel);
      const b = kernel.box(at(5, -2, 2), [9, 20, 3]);
      const [lacking, excess] = kernel.differences(a, b);
      const cut = (p: Shape, q: Shape): number[] => volumes(kernel.solids(kernel.cut([p], [q]).shape));
      for (const [mine, theirs] of [
        [lacking, cut(a, b)],
        [excess, cut(b, a)],
      ] as const) {
        expect(mine.length).toBe(theirs.length);
        const [p, q] = [volumes(mine).sort(), [...theirs].sort()];
        for (const [i, v] of p.entries()) expect(v).toBeCloseTo(q[i] ?? 0, 6);
        for (const solid of mine) expect(kernel.isValid(solid)).toBe(true);
      }
    });
  });

  it("of a body and itself are none, of strangers the bodies, of a hole its cylinder", () => {
    kernel.scope(() => {
      const cube = kernel.box(world, [10, 10, 10]);
      expect(kernel.differences(cube, kernel.box(world, [10, 10, 10]))).toEqual([[], []]);
      const [far, other] = kernel.differences(cube, kernel.box(at(50, 0, 0), [1, 1, 1]));
      expect([...volumes(far), ...volumes(other)].map((v) => Math.round(v))).toEqual([1000, 1]);
      const [none, hole] = kernel.differences(drilledCube(kernel), cube);
      expect(none).toEqual([]);
      expect(hole.map((s) => kernel.topology(s).faces.length)).toEqual([3]);
      expect(volumes(hole)[0]).toBeCloseTo(10 * Math.PI, 6);
    });
  });
});
