import { createKclTools, type KclTools } from "@unbake/engine";
import { type Pose, rotationPose } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildNode } from "../../model/build.js";
import { circle, coiled, modelOf, polygon, profile, rectangle, topFrame } from "../../model/shorthand.js";
import type { ScrewNode } from "../../model/types.js";
import { facesMatch } from "../../verify/index.js";
import { carried } from "../kcl/poses.js";
import { printRaw } from "./raw.js";

let kernel: Kernel;
let tools: KclTools;
beforeAll(async () => {
  kernel = await createKernel();
  tools = await createKclTools();
});

const mirror: Pose = [-1, 0, 0, 3, 0, 1, 0, 4, 0, 0, 1, 5];
const wire = coiled(polygon([9, 0], [11, 0], [11, 1], [9, 2]), 5, 4);
const twisted: ScrewNode = { ...coiled(rectangle(4, 6), 30, 8), frame: topFrame };

describe("a screw as KCL", () => {
  it.each<[string, ScrewNode, RegExp]>([
    ["a helix about z", wire, /revolutions = 0.8,[^)]*ccw = true/],
    ["a left-handed helix", coiled(circle([10, 0], 1), -5, 4), /ccw = false/],
    [
      "a helix about an axis of its own",
      carried(wire, rotationPose([3, 5, 7], [1, 2, 3], 1)) as ScrewNode,
      /direction = /,
    ],
    ["the mirror image of a helix", carried(wire, mirror) as ScrewNode, /ccw = false/],
    ["a twist about a corner", twisted, /twistAngle = 96deg/],
    ["the mirror image of a twist", carried(twisted, mirror) as ScrewNode, /twistAngle = -96deg/],
    ["a twisted tube", { ...twisted, profile: profile(rectangle(4, 6), circle([2, 2], 1)) }, /subtract2d/],
  ])("is what the engine makes of %s", async (_, node, text) => {
    const program = printRaw(modelOf(node)).text;
    expect(program).toMatch(text);
    await kernel.scope(async () => {
      const { bodies } = await tools.execute(program, { kernel });
      expect(bodies.length).toBe(1);
      for (const { shape } of bodies) expect(facesMatch(kernel, buildNode(kernel, node), shape)).toBe(true);
    });
  });
});
