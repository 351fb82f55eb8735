import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { expect, it } from "vitest";
import type { Node } from "../../model/types.js";
import { boolean, extrude, onePart, rectangle, world } from "../shapes.fixture.js";
import { printSalon } from "./printSalon.js";

/** A block of 40 x 20 x 10 with a notch in the middle of its front edge: that edge is two pieces between the same two faces. */
const notched = boolean(
  "subtract",
  extrude(world, rectangle(0, 0, 40, 20), 0, 10),
  extrude(world, rectangle(15, -1, 25, 5), 0, 10, { overrun: [1, 1] }),
);
const rounded: Node = {
  type: "fillet",
  base: notched,
  radius: 2,
  edges: [7.5, 32.5].map((x) => ({ point: [x, 0, 10], tangent: [1, 0, 0] })),
  explains: [],
};

it("names both pieces of an edge that a cut has divided", async () => {
  const [tools, kernel] = [await createKclTools(), await createKernel()];
  const { text, fallback } = await printSalon(onePart("block", rounded), { tools });
  expect(fallback).toBe(false);
  const { bodies } = await tools.execute(text, { kernel });
  // 40 x 20 x 10 less the notch of 10 x 5 x 10 and, over 30 mm, the corner outside of a quarter circle of 2 mm.
  const volume = 8000 - 500 - 30 * (4 - Math.PI);
  expect(bodies.map(({ shape }) => kernel.massProperties(shape).volume)).toEqual([expect.closeTo(volume, 6)]);
}, 30_000);
