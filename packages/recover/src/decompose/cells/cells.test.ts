import type { Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { concaveEdges } from "./concave.js";
import { cellOf, grownCell, splitAtConcave } from "./index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });
const leaning = (x: number, y: number, z: number): Frame => ({
  origin: [x, y, z],
  x: [0.8, 0, -0.6],
  y: [0, 1, 0],
  z: [0.6, 0, 0.8],
});
const block = (corner: Vec3, size: Vec3): Shape => kernel.box(at(...corner), size);
const unified = { unify: true } as const;
const fuse = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.fuse([a], tools, unified).shape;
const cut = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.cut([a], tools, unified).shape;
const common = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.common([a], tools, unified).shape;

const angle = (): Shape => fuse(block([0, 0, 0], [30, 10, 4]), block([0, 0, 0], [5, 10, 20]));
const boss = (): Shape => fuse(block([0, 0, -9], [30, 30, 14]), kernel.cylinder(leaning(12, 15, 0), 5, 20));
const solids: readonly {
  readonly name: string;
  readonly make: () => Shape;
  readonly concave: number;
  /** Concave edges left when it is cut, and in how many pieces; absent where no cut helps. */
  readonly split?: { readonly left: number; readonly pieces: number };
  readonly cell: boolean;
}[] = [
  { name: "block", make: () => block([0, 0, 0], [3, 4, 5]), concave: 0, cell: true },
  {
    name: "block with a hole",
    make: () => cut(block([0, 0, 0], [20, 20, 5]), kernel.cylinder(at(9, 8, -1), 3, 9)),
    concave: 0,
    cell: true,
  },
  {
    name: "block with a pocket",
    make: () => cut(block([0, 0, 0], [20, 20, 9]), block([4, 4, 3], [9, 8, 9])),
    concave: 8,
    split: { left: 4, pieces: 2 },
    cell: false,
  },
  { name: "angle", make: angle, concave: 1, split: { left: 0, pieces: 2 }, cell: false },
  { name: "block with a leaning boss", make: boss, concave: 1, split: { left: 0, pieces: 2 }, cell: false },
  {
    name: "ball in a block, drilled askew",
    make: () =>
      cut(
        common(kernel.sphere([0, 0, 0], 10), block([-7, -8, -20], [20, 30, 40])),
        kernel.cylinder(leaning(-9, 1, -12), 2, 40),
      ),
    concave: 0,
    cell: true,
  },
  {
    name: "two cylinders in common",
    make: () => common(kernel.cylinder(at(0, 0, -20), 8, 40), kernel.cylinder(leaning(-12, 2, -16), 9, 40)),
    concave: 0,
    cell: true,
  },
];

describe("a solid in cells", () => {
  it.each(solids)(
    "$name: concave edges, the best cut, and whether its surfaces bound it",
    ({ make, concave, split, cell }) => {
      kernel.scope(() => {
        const graph = solidGraph(kernel, make());
        expect(concaveEdges(graph)).toHaveLength(concave);
        const counted: number[] = [];
        const found = splitAtConcave(kernel, graph, (faces) => counted.push(faces));
        expect(found && { left: found.concave, pieces: found.pieces.length }).toEqual(split);
        expect(counted.length > 0).toBe(concave > 0);
        const node = cellOf(kernel, graph);
        expect(node !== undefined).toBe(cell);
        if (!node) return;
        const [was, is] = [graph.shape, buildNode(kernel, node)].map((shape) => kernel.massProperties(shape));
        expect((is?.volume ?? 0) / (was?.volume ?? 1)).toBeCloseTo(1, 6);
        expect((is?.area ?? 0) / (was?.area ?? 1)).toBeCloseTo(1, 6);
      });
    },
  );

  it("leaves no volume out", () => {
    kernel.scope(() => {
      const shape = boss();
      const pieces = splitAtConcave(kernel, solidGraph(kernel, shape), () => {})?.pieces ?? [];
      const volumes = pieces.map((piece) => kernel.massProperties(piece).volume);
      expect(volumes.reduce((a, b) => a + b, 0) / kernel.massProperties(shape).volume).toBeCloseTo(1, 6);
    });
  });

  it("runs a cell on past the surface that it was cut off by, there alone", () => {
    kernel.scope(() => {
      const wedge = solidGraph(
        kernel,
        cut(block([0, 0, 0], [20, 10, 6]), kernel.box(leaning(10, -1, 0), [30, 12, 30])),
      );
      const foot = wedge.faces.find(
        ({ surface: s }) => s.kind === "plane" && Math.abs(s.frame.z[2]) > 0.99 && Math.abs(s.frame.origin[2]) < 1e-9,
      );
      if (foot?.surface.kind !== "plane") throw new Error("no foot");
      const grown = grownCell(kernel, wedge, foot.surface);
      if (!grown) throw new Error("no cell");
      const [was, is] = [wedge.shape, buildNode(kernel, grown)].map((shape) => kernel.boundingBox(shape));
      expect(is?.min[2]).toBeLessThan(-0.1);
      expect(is?.max[2]).toBeCloseTo(was?.max[2] ?? 0, 9);
      expect(is?.min[1]).toBeCloseTo(0, 9);
    });
  });
});
