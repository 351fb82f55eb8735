import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { at, circle, extrude, polygon, profile } from "../../model/shorthand.js";
import type { Node } from "../../model/types.js";
import { sameBody } from "../../recognise/tool/residual.js";
import { type Dress, dressNode } from "../blends/dress.js";
import { suppressDresses } from "./suppress.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const box = (x: number, y: number, dx: number, dy: number) =>
  profile(polygon([x, y], [x + dx, y], [x + dx, y + dy], [x, y + dy]));
const unite = (base: Node, ...tools: Node[]): Node => ({
  type: "boolean",
  operation: "union",
  base,
  tools,
  explains: [],
});
const cut = (base: Node, ...tools: Node[]): Node => ({
  type: "boolean",
  operation: "subtract",
  base,
  tools,
  explains: [],
});

const plate = extrude(at(0, 0), box(0, 0, 60, 40), 0, 10);
const boss = unite(plate, extrude(at(0, 0), profile(circle([30, 20], 9)), 9, 22));
const stepped = unite(plate, extrude(at(0, 0), box(0, 0, 20, 40), 9, 25));
/** Its seam runs into the notch. */
const drum = cut(extrude(at(0, 0), profile(circle([0, 0], 15)), 0, 20), extrude(at(0, 0), box(12, -4, 5, 8), 6, 12));
const pocketed = cut(plate, extrude(at(0, 0), box(12, 10, 30, 20), 4, 11));

const fillet = (size: number, ...points: (readonly [number, number, number])[]): Dress => ({
  kind: "fillet",
  size,
  picks: points.map((point) => ({ point, tangent: [1, 0, 0] })),
});
const chamfer = (size: number, ...points: (readonly [number, number, number])[]): Dress => ({
  ...fillet(size, ...points),
  kind: "chamfer",
});
const upright = [
  [0, 0, 5],
  [60, 0, 5],
  [60, 40, 5],
  [0, 40, 5],
] as const;
const top = [
  [30, 0, 10],
  [60, 20, 10],
  [30, 40, 10],
  [0, 20, 10],
] as const;

/** A sharp body, and what is put on it in this order: kind, size, number of edges as they are taken off again. */
const cases: readonly (readonly [string, Node, readonly Dress[], readonly string[]])[] = [
  ["one edge", plate, [fillet(3, [30, 0, 10])], ["fillet 3 x 1"]],
  ["a corner of three edges", plate, [fillet(3, [30, 0, 10], [60, 20, 10], [60, 0, 5])], ["fillet 3 x 3"]],
  [
    "rounded corners, and the edge that runs round them",
    plate,
    [fillet(6, ...upright), fillet(2, ...top)],
    ["fillet 6 x 4", "fillet 2 x 8"],
  ],
  [
    "the foot and the rim of a boss",
    boss,
    [fillet(2, [39, 20, 10]), fillet(1, [39, 20, 22])],
    ["fillet 2 x 1", "fillet 1 x 1"],
  ],
  ["the rim of a drum with a notch in its side", drum, [fillet(2, [0, 15, 20])], ["fillet 2 x 1"]],
  ["an inner corner between flat faces", stepped, [fillet(4, [20, 20, 10])], ["fillet 4 x 1"]],
  [
    "the upright corners of a pocket, and its floor",
    pocketed,
    [fillet(4, [12, 10, 7], [42, 10, 7], [42, 30, 7], [12, 30, 7]), fillet(1, [27, 10, 4])],
    ["fillet 4 x 4", "fillet 1 x 8"],
  ],
  ["a chamfer all round", plate, [chamfer(1.5, ...top)], ["chamfer 1.5 x 4"]],
  [
    "a chamfered rim, a rounded foot",
    boss,
    [fillet(2, [39, 20, 10]), chamfer(1, [39, 20, 22])],
    ["fillet 2 x 1", "chamfer 1 x 1"],
  ],
  [
    "chamfers beside fillets",
    stepped,
    [fillet(3, [20, 20, 25]), chamfer(1, [60, 20, 10])],
    ["fillet 3 x 1", "chamfer 1 x 1"],
  ],
];

const told = (dresses: readonly Dress[]): string[] =>
  dresses.map(({ kind, size, picks }) => `${kind} ${Number(size.toFixed(6))} x ${picks.length}`);

it.each(cases)("takes off %s", (_, sharp, dresses, wanted) => {
  kernel.scope(() => {
    const part = buildNode(kernel, dresses.reduce<Node>(dressNode, sharp));
    const graph = solidGraph(kernel, kernel.unify(part).shape);
    const off = suppressDresses(kernel, graph);
    expect([...told(off?.dresses ?? [])].sort()).toEqual([...wanted].sort());
    expect(sameBody(kernel, off!.shape, buildNode(kernel, sharp))).toBe(true);
    let again: Shape = off!.shape;
    expect(kernel.isValid(again)).toBe(true);
    const node = off!.dresses.reduce<Node>(dressNode, sharp);
    again = buildNode(kernel, node);
    expect(sameBody(kernel, again, part)).toBe(true);
  });
});

it("leaves the sides of a hexagon and an octagon alone", () => {
  for (const sides of [6, 8]) {
    const corners = Array.from({ length: sides }, (_, i): [number, number] => {
      const angle = (2 * Math.PI * i) / sides;
      return [10 * Math.cos(angle), 10 * Math.sin(angle)];
    });
    kernel.scope(() => {
      const bar = buildNode(kernel, extrude(at(0, 0), profile(polygon(...corners)), 0, 30));
      expect(suppressDresses(kernel, solidGraph(kernel, bar))).toBeUndefined();
    });
  }
});
