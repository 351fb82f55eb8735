import { expect, it } from "vitest";
import { unitOfProgram } from "./unitOfProgram.js";

it.each([
  ["@settings(defaultLengthUnit = in, kclVersion = 2.0)\n", "in"],
  ["// A plate.\n@settings(kclVersion = 2.0,\n  defaultLengthUnit = m)\n", "m"],
  ["// @settings(defaultLengthUnit = in)\nwidth = 3", "mm"],
  ["width = 3", "mm"],
])("reads the unit of %j", (kcl, unit) => {
  expect(unitOfProgram(kcl)).toBe(unit);
});
