import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { expect, it } from "vitest";
import { circle, extrude, modelOf, profile, rectangle, topFrame } from "../../model/shorthand.js";
import { printSalon } from "./printSalon.js";

it("says the many round holes of a plate as a table", async () => {
  const tools = await createKclTools();
  const kernel = await createKernel();
  const holes = Array.from({ length: 70 }, (_, i) =>
    circle([5 + (i % 10) * 10, 5 + Math.floor(i / 10) * 10], 1 + i / 50),
  );
  const body = extrude(topFrame, profile(rectangle(100, 70), ...holes), 0, 5);
  const { text, fallback } = await printSalon(modelOf(body), { tools });
  expect(fallback).toBe(false);
  expect(text).toContain("tool = map(");
  expect(tools.format(text)).toBe(text);
  const { bodies } = await tools.execute(text, { kernel });
  expect(bodies.map(({ shape }) => kernel.topology(shape).faces.length)).toEqual([76]);
}, 30_000);
