import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { drilledCube, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** The faces of a shape that have an inner loop. */
const withLoops = (shape: Shape): number[] =>
  kernel
    .topology(shape)
    .faces.filter((f) => f.loops.length > 1)
    .map((f) => f.id);

const volume = (shape: Shape): number => kernel.massProperties(shape).volume;

describe("reshell", () => {
  it("takes a through hole off a block, and gives the hole as a cylinder", () => {
    kernel.scope(() => {
      const block = drilledCube(kernel);
      const rings = withLoops(block);
      const bore = kernel.topology(block).faces.find((f) => f.surface.kind === "cylinder")?.id ?? -1;
      const others = kernel.topology(block).faces.filter((f) => f.id !== bore);
      const [whole, hole] = kernel.reshell(block, [
        { faces: others.map((f) => ({ face: f.id, without: rings.includes(f.id) ? [1] : [] })), caps: [] },
        { faces: [{ face: bore, without: [] }], caps: rings.map((face) => ({ face, loop: 1 })) },
      ]);
      expect(whole?.inverted).toBe(false);
      expect(hole?.inverted).toBe(true);
      expect(whole && volume(whole.shape)).toBeCloseTo(1000, 9);
      expect(hole && volume(hole.shape)).toBeCloseTo(10 * Math.PI, 9);
      for (const made of [whole, hole]) expect(made && kernel.isValid(made.shape)).toBe(true);
      expect(whole && kernel.topology(whole.shape).faces.map((f) => f.loops.length)).toEqual([1, 1, 1, 1, 1, 1]);
    });
  });

  it("closes a hole in the wall of a tube with a piece of the cylinder", () => {
    kernel.scope(() => {
      const rod = kernel.cylinder(world, 10, 40);
      const drill = kernel.cylinder({ origin: [0, 5, 20], x: [0, 0, 1], y: [1, 0, 0], z: [0, 1, 0] }, 2, 20);
      const part = kernel.cut([rod], [drill]).shape;
      const [wall = -1] = withLoops(part);
      const { faces } = kernel.topology(part);
      const own = faces.filter((f) => f.surface.kind === "cylinder" && f.id !== wall);
      const floor = faces.filter((f) => f.surface.kind === "plane" && Math.abs(f.surface.frame.z[1]) > 0.9);
      const feature = [...own, ...floor].map((f) => f.id);
      const [base, hole] = kernel.reshell(part, [
        {
          faces: faces
            .filter((f) => !feature.includes(f.id))
            .map(({ id }) => ({ face: id, without: id === wall ? [1] : [] })),
          caps: [],
        },
        { faces: feature.map((face) => ({ face, without: [] })), caps: [{ face: wall, loop: 1 }] },
      ]);
      expect(base && volume(base.shape)).toBeCloseTo(volume(rod), 6);
      expect(hole?.inverted).toBe(true);
      expect(hole && volume(hole.shape)).toBeCloseTo(volume(rod) - volume(part), 5);
      expect(hole && kernel.isValid(hole.shape)).toBe(true);
      // Good enough for booleans: what was taken off can be put back.
      const again = base && hole && kernel.cut([base.shape], [hole.shape]).shape;
      expect(again && volume(again)).toBeCloseTo(volume(part), 5);
    });
  });

  it("does not take off an outer loop", () => {
    kernel.scope(() => {
      const block = kernel.box(world, [1, 2, 3]);
      expect(() => kernel.reshell(block, [{ faces: [{ face: 0, without: [0] }], caps: [] }])).toThrow(/loop 0/);
    });
  });
});
