import type { BSplineSurface, Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { type GraphFace, type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { circle, coiled, extrude, polygon, profile, rectangle, subtract } from "../../model/shorthand.js";
import { reasonUnmakeable } from "./freeform.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** Rows of poles, one for each x, as a cubic patch. */
const patch = (rows: readonly (readonly Vec3[])[]): BSplineSurface => ({
  kind: "bspline",
  degreeU: 3,
  degreeV: 3,
  countU: 4,
  countV: 4,
  poles: rows.flat(),
  knotsU: [0, 1],
  multiplicitiesU: [4, 4],
  knotsV: [0, 1],
  multiplicitiesV: [4, 4],
  periodicU: false,
  periodicV: false,
});

/** The graph with another surface on one of its faces. */
const withSurface = (graph: SolidGraph, id: number, surface: BSplineSurface): SolidGraph => ({
  ...graph,
  faces: graph.faces.map((face): GraphFace => (face.id === id ? { ...face, surface } : face)),
});

test("a block has nothing that cannot be made; one with a hilly top has, and it is named", () => {
  kernel.scope(() => {
    const graph = solidGraph(kernel, kernel.box(world, [30, 30, 10]));
    expect(reasonUnmakeable(graph)).toBeUndefined();
    const top = graph.faces.findIndex(({ surface }) => surface.kind === "plane" && surface.frame.origin[2] === 10);
    const hill = patch(
      [0, 10, 20, 30].map((x, i) => [0, 10, 20, 30].map((y, j): Vec3 => [x, y, i % 3 && j % 3 ? 10 + 3 * i + j : 10])),
    );
    expect(reasonUnmakeable(withSurface(graph, top, hill))).toBe(
      `1 of 6 faces is a freeform surface that no feature of ours makes: face ${top}`,
    );
  });
});

test("a strip that runs smoothly into both its neighbours may be a fillet", () => {
  kernel.scope(() => {
    const block = kernel.box(world, [30, 30, 10]);
    const edge = kernel
      .topology(block)
      .edges.findIndex(
        ({ curve }) =>
          curve?.kind === "line" && curve.origin[0] === 30 && curve.origin[2] === 10 && curve.direction[1] !== 0,
      );
    const graph = solidGraph(kernel, kernel.fillet(block, [{ edge, radius: 3 }]).shape);
    const strip = graph.faces.findIndex(({ surface }) => surface.kind === "cylinder");
    // Tangent to both walls like the fillet, of a section that swells: nothing but a blend looks so.
    const k = 0.5523 * 3;
    const swelling = patch(
      [0, 10, 20, 30].map((y, i): Vec3[] => [
        [27, y, 10],
        [27 + k + i * 0.1, y, 10],
        [30, y, 7 + k + i * 0.1],
        [30, y, 7],
      ]),
    );
    expect(reasonUnmakeable(withSurface(graph, strip, swelling))).toBeUndefined();
  });
});

test("walls of a twisted bar can be made; a thread is told by its hand and how far it rises in a turn", () => {
  kernel.scope(() => {
    const bar = { ...coiled(rectangle(8, 6), 60, 20), frame: world };
    expect(reasonUnmakeable(solidGraph(kernel, buildNode(kernel, bar)))).toBeUndefined();
    const groove = coiled(polygon([3.25, -0.08], [4.1, -0.43], [4.1, 0.43], [3.25, 0.08]), -1.25, 2.5);
    const threaded = buildNode(kernel, subtract(extrude(world, profile(circle([0, 0], 4)), -4, 8), groove));
    expect(reasonUnmakeable(solidGraph(kernel, threaded))).toMatch(
      /2 of them belong to a left-handed thread of 1.25 mm a turn$/,
    );
  });
});
