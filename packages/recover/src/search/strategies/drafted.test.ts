import { rotationPose, type Vec2 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { buildNode } from "../../model/build.js";
import { at, extrude, hole, polygon, profile, rectangle, subtract } from "../../model/shorthand.js";
import type { Node, ProfileLoop } from "../../model/types.js";
import { fold } from "../../model/visit.js";
import { recoverPart } from "../recoverPart.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const block = (halfX: number, halfY: number): ProfileLoop =>
  polygon([-halfX, -halfY], [halfX, -halfY], [halfX, halfY], [-halfX, halfY]);
/** Corners of radius about fixed centres: what is between two of these is a cone there. */
const rounded = (radius: number): ProfileLoop => {
  const [x, y] = [12, 8];
  const [a, b]: [number, number] = [x + radius, y + radius];
  const line = (start: Vec2, end: Vec2) => ({ kind: "line", start, end }) as const;
  const arc = (start: Vec2, end: Vec2, center: Vec2) => ({ kind: "arc", start, end, center, ccw: true }) as const;
  return {
    kind: "path",
    segments: [
      line([-x, -b], [x, -b]),
      arc([x, -b], [a, -y], [x, -y]),
      line([a, -y], [a, y]),
      arc([a, y], [x, b], [x, y]),
      line([x, b], [-x, b]),
      arc([-x, b], [-a, y], [-x, y]),
      line([-a, y], [-a, -y]),
      arc([-a, -y], [-x, -b], [-x, -y]),
    ],
  };
};
const loft = (low: ProfileLoop, from: number, high: ProfileLoop, to: number): Node => ({
  type: "loft",
  explains: [],
  sections: [
    { frame: at(0, 0, from), profile: profile(low) },
    { frame: at(0, 0, to), profile: profile(high) },
  ],
  ruled: true,
});
const frustum = loft(block(20, 15), 0, block(17, 12), 20);
const roundedBlock = loft(rounded(6), 0, rounded(4), 15);
const plate = extrude(at(-30, -25), profile(rectangle(60, 50)), 0, 16);

const operations = (node: Node): string[] =>
  fold<string[]>(node, (one, inside) => [...(one.type === "boolean" ? [one.operation] : [one.type]), ...inside.flat()]);

const cases: readonly [string, Node, readonly string[]][] = [
  ["a block", frustum, ["loft"]],
  ["a block with a bore", subtract(frustum, hole(at(3, 2), 4, 20)), ["hole", "loft", "subtract"]],
  [
    "a block with a pocket, both",
    subtract(frustum, loft(block(11, 6), 5, block(13.4, 8.4), 21)),
    ["loft", "loft", "subtract"],
  ],
  ["a plate's pocket", subtract(plate, loft(block(10, 8), 4, block(12.6, 10.6), 17)), ["extrude", "loft", "subtract"]],
  ["a block with round corners", roundedBlock, ["loft"]],
  [
    "a plate's pocket with round corners",
    subtract(plate, loft(rounded(2), 4, rounded(4.6), 17)),
    ["extrude", "loft", "subtract"],
  ],
];

it.each(cases.flatMap(([name, node, wanted]) => [0, 1.1].map((turn) => [name, turn, node, wanted] as const)))(
  "%s, turned by %f, has draft",
  (_, turn, node, wanted) => {
    kernel.scope(() => {
      const built = buildNode(kernel, node);
      const shape = turn === 0 ? built : kernel.transform(built, rotationPose([3, 1, 2], [0.6, 0, 0.8], turn)).shape;
      const answer = recoverPart(kernel, shape, Number.POSITIVE_INFINITY, {});
      if (answer.kind !== "found") throw new Error(answer.reason);
      const [was, is] = [kernel.massProperties(shape), kernel.massProperties(buildNode(kernel, answer.value))];
      expect(Math.abs(is.volume / was.volume - 1)).toBeLessThan(1e-6);
      expect(Math.abs(is.area / was.area - 1)).toBeLessThan(1e-6);
      expect(operations(answer.value).sort()).toEqual(wanted);
    });
  },
);
