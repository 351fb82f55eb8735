import { type Frame, identityPose, translationPose, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { describe, expect, it } from "vitest";
import { signatureOf } from "../analysis/congruence/signature.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import { rectangle } from "../analysis/profile/rectangle.js";
import type { ExtrudeNode } from "../model/types.js";
import { openAtOneEnd } from "./oneEnd.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const alongY: Frame = { origin: [0, 0, 0], x: [0, 0, 1], y: [1, 0, 0], z: [0, 1, 0] };

/** A notch in the near side of a block 20 mm deep, which runs over there. */
const notch: ExtrudeNode = {
  type: "extrude",
  frame: alongY,
  profile: { outer: rectangle([0, 10], [10, 20]), holes: [] },
  from: 0,
  to: 5,
  overrunStart: 1,
  overrunEnd: 0,
  explains: [],
};

describe("copies of a tool that is open at one end", () => {
  it("run over where each of them is open: notches in the near and in the far side of a block", async () => {
    const kernel = await createKernel();
    const places: Vec3[] = [
      [0, 0, 0],
      [15, 0, 0],
      [0, 15, 0],
      [15, 15, 0],
    ];
    const notches = places.map(([x, y, z]) => kernel.box({ ...world, origin: [10 + x, y, z] }, [10, 5, 10]));
    const part = kernel.cut([kernel.box(world, [45, 20, 10])], notches).shape;
    const graph = solidGraph(kernel, part);
    const target = { part, graph, operation: "subtract", diagonalMm: graph.diagonalMm } as const;
    const placed = places.map((by, i) => {
      const shape = at(notches, i);
      const pose = i === 0 ? identityPose : translationPose(by);
      return { pose, signature: signatureOf(kernel, shape, kernel.topology(shape)) };
    });
    const [near, far, ...more] = openAtOneEnd(kernel, target, notch, placed);
    expect(more).toEqual([]);
    expect(near?.body).toBe(notch);
    expect(near?.copies.map(({ pose }) => [pose[3], pose[7]])).toEqual([
      [0, 0],
      [15, 0],
    ]);
    expect(far?.body).toMatchObject({ overrunStart: 0, overrunEnd: 1, frame: { origin: [0, 15, 0] } });
    expect(far?.copies.map(({ pose }) => [pose[3], pose[7]])).toEqual([
      [0, 0],
      [15, 0],
    ]);
  });
});
