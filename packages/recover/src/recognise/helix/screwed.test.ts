import { type Pose, rotationPose, type Vec2 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { leadOf } from "../../model/screw.js";
import { circle, coiled, extrude, polygon, profile, rectangle, topFrame, unite } from "../../model/shorthand.js";
import type { Node, ScrewNode } from "../../model/types.js";
import { facesMatch } from "../../verify/index.js";
import { asScrew } from "./screwed.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const somewhere: Pose = rotationPose([3, -200, 70], [1, 2, -0.5], 1.9);

/** The screw that is read off a node's solid as a file has it, moved; and whether it is that solid. */
function read(node: Node): { screw: ScrewNode | undefined; same: boolean } {
  return kernel.scope(() => {
    const placed = kernel.transform(buildNode(kernel, node), somewhere).shape;
    const original = kernel.unify(kernel.readStep(kernel.writeStep(placed)).shape).shape;
    const screw = asScrew(kernel, solidGraph(kernel, original));
    return { screw, same: screw !== undefined && facesMatch(kernel, original, buildNode(kernel, screw)) };
  });
}

const twisted = (node: ScrewNode, section = node.profile): ScrewNode => ({
  ...node,
  frame: topFrame,
  profile: section,
});
/** A gear of eight straight teeth with a bore. */
const gear = profile(
  polygon(
    ...Array.from({ length: 8 }, (_, k) =>
      [
        [9, k],
        [9, k + 0.35],
        [11, k + 0.45],
        [11, k + 0.75],
      ].map(([r = 0, share = 0]): Vec2 => {
        const angle = (share * Math.PI) / 4;
        return [r * Math.cos(angle), r * Math.sin(angle)];
      }),
    ).flat(),
  ),
  circle([0, 0], 3),
);

describe("asScrew", () => {
  it.each<[string, ScrewNode, number]>([
    ["a spring", coiled(circle([10, 0], 1), 5, 6), 5],
    ["a left-handed spring of flat wire", coiled(polygon([9, 0], [11, 0], [11, 1], [9, 1]), -4, 7), -4],
    ["a twisted bar", twisted(coiled(rectangle(10, 6), 80, 20)), 80],
    ["a helical gear with a bore", twisted(coiled(circle([0, 0], 1), 150, 12), gear), 150],
  ])("reads %s", (_, node, lead) => {
    const { screw, same } = read(node);
    // Upwards may be the other way along the axis; the hand is the same.
    expect(screw && leadOf(screw)).toBeCloseTo(lead, 9);
    expect(screw?.riseMm).toBeCloseTo(node.riseMm, 7);
    expect(same).toBe(true);
  });

  it("knows what is no screw", () => {
    const block = extrude(topFrame, profile(rectangle(10, 6)), 0, 10);
    const standing = unite(block, {
      ...twisted(coiled(rectangle(10, 6), 80, 20)),
      frame: { ...topFrame, origin: [0, 0, 9] },
    });
    for (const node of [block, standing]) expect(read(node).screw).toBeUndefined();
  });
});
