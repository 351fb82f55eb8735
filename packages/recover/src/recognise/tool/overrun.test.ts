import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { createKernel } from "@unbake/kernel";
import { expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { rectangle } from "../../analysis/profile/rectangle.js";
import type { ExtrudeNode } from "../../model/types.js";
import { overrunEnds } from "./overrun.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const alongX: Frame = { origin: [0, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] };

const line = (from: Vec3, to: Vec3): CurveSegment => {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const direction: Vec3 = [(to[0] - from[0]) / length, (to[1] - from[1]) / length, 0];
  return { curve: { kind: "line", origin: from, direction }, range: [0, length] };
};

/** A quarter of a circle about (20, 10), from below it to its right, or back. */
const quarter = (radius: number, back: boolean): CurveSegment => {
  const frame: Frame = back
    ? { origin: [20, 10, 0], x: [1, 0, 0], y: [0, -1, 0], z: [0, 0, -1] }
    : { origin: [20, 10, 0], x: [0, -1, 0], y: [1, 0, 0], z: [0, 0, 1] };
  return { curve: { kind: "circle", frame, radius }, range: [0, Math.PI / 2] };
};

it("an added bar does not run over into the bend that goes on from it, and does into the block behind it", async () => {
  const kernel = await createKernel();
  const outline = [
    line([0, 0, 0], [20, 0, 0]),
    quarter(10, false),
    line([30, 10, 0], [28, 10, 0]),
    quarter(8, true),
    line([20, 2, 0], [0, 2, 0]),
    line([0, 2, 0], [0, 0, 0]),
  ];
  const hook = kernel.extrude(kernel.planarFace(world, kernel.wire(outline)), [0, 0, 3]).shape;
  const part = kernel.fuse([hook], [kernel.box({ ...world, origin: [-10, -5, -5] }, [10, 15, 15])]).shape;
  const graph = solidGraph(kernel, part);
  const bar: ExtrudeNode = {
    type: "extrude",
    frame: alongX,
    profile: { outer: rectangle([0, 0], [2, 3]), holes: [] },
    from: 0,
    to: 20,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  };
  const target = { part, graph, operation: "add", diagonalMm: graph.diagonalMm } as const;
  expect(overrunEnds(kernel, target, bar)).toMatchObject({ overrunStart: 0.5, overrunEnd: 0 });
});
