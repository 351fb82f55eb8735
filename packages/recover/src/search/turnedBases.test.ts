import { rotationPose, type Vec2 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { buildNode } from "../model/build.js";
import { at, boolean, circle, extrude, hole, polygon, profile, subtract, turned, unite } from "../model/shorthand.js";
import type { Node, ProfileLoop } from "../model/types.js";
import { fold } from "../model/visit.js";
import { recoverPart } from "./recoverPart.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const hexagon = polygon(
  ...[0, 1, 2, 3, 4, 5].map((k): Vec2 => [15 * Math.cos((k * Math.PI) / 3), 15 * Math.sin((k * Math.PI) / 3)]),
);
const square = polygon([-10, -10], [10, -10], [10, 10], [-10, 10]);
const common = (base: Node, tool: Node): Node => boolean("intersect", base, tool);
const bar = (outer: ProfileLoop, from: number, to: number): Node => extrude(at(0, 0), profile(outer), from, to);

/** Conical at both ends. */
const blank = common(bar(hexagon, 0, 10), turned(polygon([0, -1], [13, -1], [18, 4], [18, 6], [13, 11], [0, 11])));
const bored = subtract(blank, hole({ ...at(0, 0), origin: [0, 0, 0] }, 14, 10));
const countersunk = subtract(
  bored,
  turned(polygon([0, -1], [9, -1], [6.5, 1.5], [0, 1.5])),
  turned(polygon([0, 11], [9, 11], [6.5, 8.5], [0, 8.5])),
);
const bolt = unite(
  common(bar(hexagon, 0, 9), turned(polygon([0, -1], [18, -1], [18, 6], [13, 10], [0, 10]))),
  turned(polygon([0, -40], [7, -40], [8, -39], [8, 1], [0, 1])),
);
const nosed = common(
  bar(square, 0, 60),
  turned({
    kind: "path",
    segments: [
      { kind: "line", start: [0, -5], end: [20, -5] },
      { kind: "line", start: [20, -5], end: [20, 40] },
      { kind: "arc", start: [20, 40], end: [0, 60], center: [0, 40], ccw: true },
      { kind: "line", start: [0, 60], end: [0, -5] },
    ],
  }),
);
/** A waist of a torus, and a cross hole. */
const waisted = subtract(
  common(
    bar(square, 0, 50),
    turned({
      kind: "path",
      segments: [
        { kind: "line", start: [0, -5], end: [20, -5] },
        { kind: "line", start: [20, -5], end: [20, 5.527864045000421] },
        { kind: "arc", start: [20, 5.527864045000421], end: [20, 34.47213595499958], center: [28, 20], ccw: false },
        { kind: "line", start: [20, 34.47213595499958], end: [20, 55] },
        { kind: "line", start: [20, 55], end: [0, 55] },
        { kind: "line", start: [0, 55], end: [0, -5] },
      ],
    }),
  ),
  extrude({ origin: [0, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] }, profile(circle([0, 43], 3)), -12, 12),
);

const operations = (node: Node): string[] =>
  fold<string[]>(node, (one, inside) => [...(one.type === "boolean" ? [one.operation] : [one.type]), ...inside.flat()]);

const cases: readonly [string, Node, readonly string[]][] = [
  ["a nut blank", blank, ["extrude", "intersect", "revolve"]],
  ["a nut", bored, ["extrude", "hole", "intersect", "revolve", "subtract"]],
  ["a nut with countersinks", countersunk, ["extrude", "intersect", "revolve", "revolve", "subtract"]],
  ["a bolt", bolt, ["extrude", "intersect", "revolve"]],
  ["a bar with a round nose", nosed, ["extrude", "intersect", "revolve"]],
  ["a bar with a waist and a cross hole", waisted, ["extrude", "hole", "intersect", "revolve", "subtract"]],
];

it.each(cases.flatMap(([name, node, wanted]) => [0, 1.1].map((turn) => [name, turn, node, wanted] as const)))(
  "%s, turned by %f, is a bar that was turned",
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
