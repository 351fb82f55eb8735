import type { Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { sameBody } from "../tool/residual.js";
import { asConvex } from "./convex.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const at = (origin: Vec3, x: Vec3 = [1, 0, 0], y: Vec3 = [0, 1, 0], z: Vec3 = [0, 0, 1]): Frame => ({
  origin,
  x,
  y,
  z,
});
const slope = Math.SQRT1_2;

it("is a prism without the corners that slanting faces take off", () => {
  kernel.scope(() => {
    const block = kernel.box(at([0, 0, 0]), [20, 10, 8]);
    const ramp = kernel.box(at([14, -5, 8], [slope, 0, -slope], [0, 1, 0], [slope, 0, slope]), [20, 20, 20]);
    const other = kernel.box(at([-5, 10, 5], [1, 0, 0], [0, slope, -slope], [0, slope, slope]), [40, 20, 20]);
    for (const shape of [kernel.cut([block], [ramp]).shape, kernel.cut([block], [ramp, other]).shape]) {
      const node = asConvex(solidGraph(kernel, kernel.unify(shape).shape));
      expect(node).toBeDefined();
      expect(node && sameBody(kernel, buildNode(kernel, node), shape)).toBe(true);
    }
    const notched = kernel.cut([block], [kernel.box(at([5, 2, 4]), [5, 5, 9])]).shape;
    expect(asConvex(solidGraph(kernel, notched))).toBeUndefined();
  });
});

it("leaves curved bodies alone", () => {
  kernel.scope(() => {
    expect(asConvex(solidGraph(kernel, kernel.cylinder(at([0, 0, 0]), 5, 10)))).toBeUndefined();
  });
});
