import type { Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { topFrame } from "../../model/shorthand.js";
import { sliceAlong, sliceSurfaces } from "./index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const block = (origin: Vec3, size: Vec3): Shape => kernel.box({ ...topFrame, origin }, size);
const fuse = (a: Shape, b: Shape): Shape => kernel.fuse([a], [b], { unify: true }).shape;
const cut = (a: Shape, b: Shape): Shape => kernel.cut([a], [b], { unify: true }).shape;

/** Solids, and the faces of the pieces that the first cut leaves; absent where nothing is to be cut. */
const solids: readonly { readonly name: string; readonly make: () => Shape; readonly pieces?: readonly number[] }[] = [
  { name: "block", make: () => block([0, 0, 0], [3, 4, 5]) },
  {
    name: "block with two posts, along the plane in which both stand",
    make: () => fuse(fuse(block([0, 0, 0], [30, 20, 5]), block([0, 0, 0], [4, 4, 20])), block([20, 0, 0], [4, 4, 20])),
    pieces: [6, 6, 6],
  },
  {
    name: "block with a round edge, across the face where the rounding ends",
    make: () => {
      const solid = block([0, 0, 0], [20, 20, 10]);
      const edge = kernel
        .topology(solid)
        .edges.find(({ curve }) => curve?.kind === "line" && Math.abs(curve.direction[0]) > 0.9);
      if (!edge) throw new Error("a block without edges");
      return kernel.fillet(solid, [{ edge: edge.id, radius: 3 }]).shape;
    },
    pieces: [6, 6],
  },
  {
    name: "ball on a block, along the block's top",
    make: () => fuse(block([0, 0, 0], [20, 20, 6]), kernel.sphere([10, 10, 8], 5)),
    pieces: [2, 6],
  },
  {
    name: "block with a notch",
    make: () => cut(block([0, 0, 0], [20, 9, 9]), block([8, -1, 4], [5, 20, 9])),
    pieces: [6, 6, 6],
  },
];

describe("slices", () => {
  it.each(solids)("$name", ({ make, pieces }) => {
    kernel.scope(() => {
      const graph = solidGraph(kernel, make());
      const [best] = sliceSurfaces(graph, 1);
      const made = best && sliceAlong(kernel, graph, best);
      expect(made?.map((piece) => kernel.topology(piece).faces.length).sort((a, b) => a - b)).toEqual(pieces);
      if (!made) return;
      const volumes = made.map((piece) => kernel.massProperties(piece).volume);
      expect(volumes.reduce((a, b) => a + b, 0) / kernel.massProperties(graph.shape).volume).toBeCloseTo(1, 9);
    });
  });

  it("makes no cut that leaves the solid in one piece", () => {
    kernel.scope(() => {
      const graph = solidGraph(kernel, block([0, 0, 0], [3, 4, 5]));
      const beside = { ...topFrame, origin: [0, 0, 9] } as const;
      expect(sliceAlong(kernel, graph, { kind: "plane", frame: beside })).toBeUndefined();
    });
  });
});
