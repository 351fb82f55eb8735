import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { disassemble } from "./detach.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });

/** [operation, numbers of faces] of each step, and the base's number of faces. */
function takenApart(shape: Shape): { base: number; steps: readonly (readonly [string, ...number[]])[] } | undefined {
  const parts = disassemble(kernel, solidGraph(kernel, kernel.unify(shape).shape));
  const faces = (s: Shape): number => kernel.topology(s).faces.length;
  return (
    parts && {
      base: faces(parts.base),
      steps: parts.steps.map((s) => [s.operation, ...s.shapes.map(faces).sort((a, b) => a - b)]),
    }
  );
}

describe("disassemble", () => {
  it("takes a boss with its hole, and a pocket with its own, off a plate", () => {
    kernel.scope(() => {
      const plate = kernel.box(world, [60, 40, 10]);
      const raised = kernel.fuse([plate], [kernel.cylinder(at(15, 20, 5), 8, 15)]).shape;
      const part = kernel.cut(
        [raised],
        [
          kernel.cylinder(at(15, 20, -1), 3, 30),
          kernel.box(at(35, 10, 6), [20, 20, 10]),
          kernel.cylinder(at(45, 20, -1), 2, 30),
        ],
      ).shape;
      expect(takenApart(part)).toEqual({
        base: 6,
        steps: [
          ["add", 3],
          ["subtract", 3, 3, 6],
        ],
      });
    });
  });

  it("leaves the shoulders and bores of a turned part in it, and takes its cross hole off", () => {
    kernel.scope(() => {
      const stepped = kernel.fuse([kernel.cylinder(world, 20, 10)], [kernel.cylinder(world, 10, 40)]).shape;
      const bored = kernel.cut([stepped], [kernel.cylinder(at(0, 0, -1), 4, 50)]).shape;
      const across: Frame = { origin: [0, -30, 25], x: [0, 0, 1], y: [1, 0, 0], z: [0, 1, 0] };
      const part = kernel.cut([bored], [kernel.cylinder(across, 2, 28)]).shape;
      expect(takenApart(bored)).toBeUndefined();
      expect(takenApart(part)?.base).toBe(kernel.topology(kernel.unify(bored).shape).faces.length);
    });
  });

  it("keeps a counterbore and its hole in one", () => {
    kernel.scope(() => {
      const part = kernel.cut(
        [kernel.box(world, [30, 30, 12])],
        [kernel.cylinder(at(15, 15, -1), 3, 20), kernel.cylinder(at(15, 15, 8), 6, 10)],
      ).shape;
      expect(takenApart(part)).toEqual({ base: 6, steps: [["subtract", 5]] });
    });
  });

  it("takes a void for a cut", () => {
    kernel.scope(() => {
      const part = kernel.cut([kernel.box(world, [30, 30, 30])], [kernel.sphere([15, 15, 15], 5)]).shape;
      expect(takenApart(part)).toEqual({ base: 6, steps: [["subtract", 1]] });
    });
  });

  it("finds nothing to take off a block with a slot through its side", () => {
    kernel.scope(() => {
      const part = kernel.cut([kernel.box(world, [30, 30, 30])], [kernel.box(at(10, -1, 20), [5, 40, 20])]).shape;
      expect(takenApart(part)).toBeUndefined();
    });
  });
});
