import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { buildNode } from "../model/build.js";
import { at, circle, extrude, hole, polygon, profile } from "../model/shorthand.js";
import type { Node, ProfileLoop } from "../model/types.js";
import { fold } from "../model/visit.js";
import { recoverPart } from "./recoverPart.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** An arm seen from above: straight, drawn in by an arc on either side. */
const waist: ProfileLoop = {
  kind: "path",
  segments: [
    { kind: "line", start: [-30, -10], end: [-12, -10] },
    { kind: "arc", start: [-12, -10], end: [12, -10], center: [0, -19], ccw: false },
    { kind: "line", start: [12, -10], end: [30, -10] },
    { kind: "line", start: [30, -10], end: [30, 10] },
    { kind: "line", start: [30, 10], end: [12, 10] },
    { kind: "arc", start: [12, 10], end: [-12, 10], center: [0, 19], ccw: false },
    { kind: "line", start: [-12, 10], end: [-30, 10] },
    { kind: "line", start: [-30, 10], end: [-30, -10] },
  ],
};
/** From the side: a wedge with a rounded back. */
const side: ProfileLoop = {
  kind: "path",
  segments: [
    { kind: "line", start: [-30, 0], end: [30, 0] },
    { kind: "line", start: [30, 0], end: [30, 6] },
    { kind: "line", start: [30, 6], end: [-20, 16] },
    { kind: "arc", start: [-20, 16], end: [-30, 6], center: [-20, 6], ccw: true },
    { kind: "line", start: [-30, 6], end: [-30, 0] },
  ],
};
const sideFrame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] } as const;

const arm: Node = {
  type: "boolean",
  operation: "intersect",
  base: extrude(at(0, 0), profile(waist), 0, 20),
  tools: [extrude(sideFrame, profile(side), -15, 15)],
  explains: [],
};

const operations = (node: Node): string[] =>
  fold<string[]>(node, (one, inside) => [...(one.type === "boolean" ? [one.operation] : [one.type]), ...inside.flat()]);

function found(shape: Shape): string[] {
  const answer = recoverPart(kernel, shape, Number.POSITIVE_INFINITY, {});
  if (answer.kind !== "found") throw new Error(answer.reason);
  const [was, is] = [kernel.massProperties(shape), kernel.massProperties(buildNode(kernel, answer.value))];
  expect(Math.abs(is.volume / was.volume - 1)).toBeLessThan(1e-6);
  expect(Math.abs(is.area / was.area - 1)).toBeLessThan(1e-6);
  return operations(answer.value).sort();
}

it("needs no more than three extrusions for a body that two have in common", () => {
  const kinds = found(buildNode(kernel, arm));
  expect(kinds).not.toContain("union");
  expect(kinds.filter((kind) => kind === "extrude").length).toBeLessThan(4);
});

it("finds them behind the pocket and the holes that were cut afterwards", () => {
  const pocket = extrude(at(20, 0), profile(polygon([-5, -4], [5, -4], [5, 4], [-5, 4])), 3, 20);
  const node: Node = {
    type: "boolean",
    operation: "subtract",
    base: arm,
    tools: [
      pocket,
      hole({ ...at(-20, 0, 0), z: [0, 0, 1] }, 5, 20),
      extrude(at(0, 0), profile(circle([0, 0], 3)), -1, 30),
    ],
    explains: [],
  };
  const kinds = found(buildNode(kernel, node));
  expect(kinds.filter((kind) => kind === "intersect")).toHaveLength(1);
  expect(kinds).not.toContain("union");
});
