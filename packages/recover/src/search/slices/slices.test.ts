import { type CurveSegment, distance3, type Frame, sub, unit, type Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildNode } from "../../model/build.js";
import { topFrame } from "../../model/shorthand.js";
import { recoverPart } from "../recoverPart.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const leaning = (origin: Vec3): Frame => ({ origin, x: [0.8, 0, -0.6], y: [0, 1, 0], z: [0.6, 0, 0.8] });
const block = (origin: Vec3, size: Vec3): Shape => kernel.box({ ...topFrame, origin }, size);
const unified = { unify: true } as const;
const fuse = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.fuse([a], tools, unified).shape;
const cut = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.cut([a], tools, unified).shape;
const common = (a: Shape, ...tools: readonly Shape[]): Shape => kernel.common([a], tools, unified).shape;

/** A star of 2 n sides, 5 mm high. */
function star(center: Vec3, radius: number, n: number): Shape {
  const corners = Array.from({ length: 2 * n }, (_, i): Vec3 => {
    const r = i % 2 === 0 ? radius : radius * 0.6;
    const angle = (Math.PI * i) / n;
    return [center[0] + r * Math.cos(angle), center[1] + r * Math.sin(angle), center[2]];
  });
  const sides = corners.map((start, i): CurveSegment => {
    const end = corners[(i + 1) % corners.length] ?? start;
    const length = distance3(start, end);
    return { curve: { kind: "line", origin: start, direction: unit(sub(end, start)) }, range: [0, length] };
  });
  const face = kernel.planarFace({ ...topFrame, origin: center }, kernel.wire(sides));
  return kernel.extrude(face, [0, 0, 5]).shape;
}

const solids: readonly { readonly name: string; readonly make: () => Shape }[] = [
  {
    name: "plate with a leaning boss, a post and a notch",
    make: () =>
      cut(
        fuse(
          block([0, 0, 0], [40, 30, 8]),
          kernel.cylinder(leaning([12, 15, 2]), 5, 20),
          block([30, 2, 4], [6, 9, 20]),
        ),
        block([20, -1, 3], [5, 12, 9]),
      ),
  },
  {
    name: "leaning boss on a plate with an engraved star, which stays one feature of many sides",
    make: () =>
      cut(fuse(block([0, 0, 0], [60, 30, 8]), kernel.cylinder(leaning([12, 15, 2]), 5, 20)), star([40, 15, 7], 12, 9)),
  },
  {
    name: "octant of a ball on a plate",
    make: () =>
      fuse(block([0, 0, 0], [30, 30, 5]), common(kernel.sphere([4, 4, 5], 12), block([4, 4, 3], [20, 20, 20]))),
  },
  {
    name: "angle with a slanting end",
    make: () =>
      cut(
        fuse(block([0, 0, 0], [40, 20, 4]), block([0, 0, 0], [40, 4, 20])),
        kernel.box(leaning([34, -1, -9]), [30, 40, 40]),
      ),
  },
];

describe("a solid in slices", () => {
  it.each(solids)("$name", ({ make }) => {
    kernel.scope(() => {
      const solid = make();
      const answer = recoverPart(kernel, solid, Number.POSITIVE_INFINITY, { slices: true });
      if (answer.kind !== "found") throw new Error(answer.reason);
      const [is, was] = [buildNode(kernel, answer.value), solid].map((shape) => kernel.massProperties(shape));
      expect((is?.volume ?? 0) / (was?.volume ?? 1)).toBeCloseTo(1, 6);
      expect((is?.area ?? 0) / (was?.area ?? 1)).toBeCloseTo(1, 6);
    });
  });
});
