import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import { hasDoubleWall } from "./shadowTools.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world = (x: number): Parameters<Kernel["box"]>[0] => ({
  origin: [x, 0, 0],
  x: [1, 0, 0],
  y: [0, 1, 0],
  z: [0, 0, 1],
});

/** Two blocks upon each other, the upper one set back. */
const stepped = (kernel: Kernel, backMm: number) => {
  const upper = { ...world(backMm), origin: [backMm, 0, 10] as const };
  return kernel.fuse([kernel.box(world(0), [20, 20, 10])], [kernel.box(upper, [20, 20, 10])]).shape;
};

it.each([
  ["a step of 5 um", 0.005, true],
  ["a step of 1 mm", 1, false],
])("%s is a wall that a file has twice: %s mm, %s", (_, backMm, isDouble) => {
  kernel.scope(() => {
    const graph = solidGraph(kernel, stepped(kernel, backMm));
    expect(hasDoubleWall(graph, new Set(graph.faces.map(({ id }) => id)))).toBe(isDouble);
    expect(hasDoubleWall(graph, new Set())).toBe(false);
  });
});
