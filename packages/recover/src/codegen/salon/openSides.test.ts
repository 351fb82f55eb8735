import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { expect, it } from "vitest";
import { boolean, extrude, onePart, rectangle, world } from "../shapes.fixture.js";
import { evenAllowances } from "./plan/tree/allowances.js";
import { printSalon } from "./printSalon.js";

/** A block of 40 x 30 x 10 with a pocket that is open at its right side (and at its top), where the cutter runs over by 1 mm. */
const stock = extrude(world, rectangle(0, 0, 40, 30), 0, 10);
const pocket = extrude(world, rectangle(25, 8, 41, 20), 6, 10, { overrun: [0, 0.5] });

it("pulls the open side of a cutter in to the allowance of all", () => {
  const body = evenAllowances(onePart("block", boolean("subtract", stock, pocket))).parts[0]?.body;
  const cutter = body?.type === "boolean" ? body.tools[0] : undefined;
  const outer = cutter?.type === "extrude" ? cutter.profile.outer : undefined;
  const right = outer?.kind === "path" ? Math.max(...outer.segments.map(({ start }) => start[0])) : Number.NaN;
  expect(right).toBeCloseTo(40.5, 9);
});

it("says where an open side is by the stock, so that the pocket stays open when the stock is made wider", async () => {
  const [tools, kernel] = [await createKclTools(), await createKernel()];
  const { text, fallback } = await printSalon(onePart("block", boolean("subtract", stock, pocket)), { tools });
  expect(fallback).toBe(false);
  expect(text).toContain("== cutterOverrun + pocketWidth");
  expect(text).toContain("pocketWidth = 15mm");
  const wider = text.replace("plateWidth = 40mm", "plateWidth = 60mm");
  const { bodies } = await tools.execute(wider, { kernel });
  // 60 x 30 x 10 less 15 x 12 x 4 at its right side.
  expect(bodies.map(({ shape }) => kernel.massProperties(shape).volume)).toEqual([expect.closeTo(18_000 - 720, 6)]);
}, 30_000);
