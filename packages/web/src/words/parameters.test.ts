import { expect, it } from "vitest";
import { nameInWords, parametersOf, rangeOf, withParameter } from "./parameters";

const program = `@settings(defaultLengthUnit = mm)

discDiameter = 200mm
holeCount = 8
x = line(start = [0, 0])
  inner = 3mm
`;

it("reads the numbers that have names, and writes one of them anew", () => {
  const [disc, holes, ...others] = parametersOf(program);
  expect(others).toEqual([]);
  expect(disc).toEqual({ name: "discDiameter", value: 200, unit: "mm", line: 3 });
  expect(holes && rangeOf(holes)).toEqual({ min: 1, max: 16, step: 1 });
  expect(disc && withParameter(program, disc, 0.1 + 0.2)).toBe(program.replace("200mm", "0.3mm"));
  expect(nameInWords("discSeatDiameter")).toBe("disc seat diameter");
});
