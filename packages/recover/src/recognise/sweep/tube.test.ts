import { type Pose, rotationPose, type Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { circle, extrude, profile, topFrame, unite } from "../../model/shorthand.js";
import type { Node, Profile, Segment3, SweepNode } from "../../model/types.js";
import { facesMatch } from "../../verify/index.js";
import { asTube } from "./tube.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const along = (section: Profile, ...path: readonly Segment3[]): SweepNode => ({
  type: "sweep",
  frame: topFrame,
  profile: section,
  path,
  explains: [],
});
const line = (start: Vec3, end: Vec3): Segment3 => ({ kind: "line", start, end });
const arc = (start: Vec3, mid: Vec3, end: Vec3): Segment3 => ({ kind: "arc", start, mid, end });
const s = Math.SQRT1_2;
const ring = profile(circle([0, 0], 5), circle([0, 0], 3.5));
const rod = profile(circle([0, 0], 2));
const somewhere: Pose = rotationPose([3, -200, 70], [1, 2, -0.5], 1.9);

/** The tube that is read off a node's solid as a file has it, moved; and whether it is that solid. */
function read(node: Node): { tube: SweepNode | undefined; same: boolean } {
  return kernel.scope(() => {
    const placed: Shape = kernel.transform(buildNode(kernel, node), somewhere).shape;
    const original = kernel.unify(kernel.readStep(kernel.writeStep(placed)).shape).shape;
    const tube = asTube(kernel, solidGraph(kernel, original));
    return { tube, same: tube !== undefined && facesMatch(kernel, original, buildNode(kernel, tube)) };
  });
}

describe("asTube", () => {
  it.each<[string, SweepNode, readonly string[]]>([
    [
      "a pipe with one bend, from its longer end",
      along(
        ring,
        line([0, 0, 0], [0, 0, 20]),
        arc([0, 0, 20], [30 - 30 * s, 0, 20 + 30 * s], [30, 0, 50]),
        line([30, 0, 50], [70, 0, 50]),
      ),
      ["line", "arc", "line"],
    ],
    [
      "a rod with bends in two planes, which ends in a bend",
      along(
        rod,
        line([0, 0, 0], [0, 0, 20]),
        arc([0, 0, 20], [10 - 10 * s, 0, 20 + 10 * s], [10, 0, 30]),
        line([10, 0, 30], [25, 0, 30]),
        arc([25, 0, 30], [25 + 8 * s, 8 - 8 * s, 30], [33, 8, 30]),
      ),
      ["line", "arc", "line", "arc"],
    ],
    [
      "a hairpin: half a turn",
      along(
        ring,
        line([0, 0, 0], [0, 0, 25]),
        arc([0, 0, 25], [12, 0, 37], [24, 0, 25]),
        line([24, 0, 25], [24, 0, -5]),
      ),
      ["line", "arc", "line"],
    ],
    [
      "more than half a turn",
      along(rod, line([0, 0, 0], [0, 0, 5]), arc([0, 0, 5], [15 + 15 * s, 0, 5 + 15 * s], [15, 0, -10])),
      ["line", "arc"],
    ],
  ])("reads %s", (_, node, kinds) => {
    const { tube, same } = read(node);
    expect([...(tube?.path ?? [])].map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(tube?.profile.holes.length).toBe(node.profile.holes.length);
    expect(same).toBe(true);
  });

  it("begins a pipe at the same end wherever it stands", () => {
    const bend = arc([0, 0, 20], [30 - 30 * s, 0, 20 + 30 * s], [30, 0, 50]);
    const there = along(ring, line([0, 0, 0], [0, 0, 20]), bend, line([30, 0, 50], [70, 0, 50]));
    const first = read(there).tube?.path[0];
    expect(first && Math.hypot(...first.end.map((c, i) => c - first.start[i]!))).toBeCloseTo(40, 9);
  });

  it("knows what is no tube", () => {
    const stepped = unite(extrude(topFrame, rod, 0, 10), extrude(topFrame, ring, 10, 30));
    for (const node of [extrude(topFrame, ring, 0, 10), stepped]) expect(read(node).tube).toBeUndefined();
  });
});
