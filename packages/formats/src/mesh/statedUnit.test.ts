import { describe, expect, test } from "vitest";
import { statedUnits } from "./statedUnit.js";

function lengthOf(...comments: readonly string[]): number {
  const units = statedUnits();
  comments.forEach((comment, i) => {
    units.see(comment, i + 1);
  });
  return units.result("OBJ").mm;
}

describe("comments that state a unit", () => {
  test.each([
    ["This file uses centimeters as units for non-parametric coordinates.", 10],
    ["File units = meters", 1000],
    ["units: mm", 1],
    ["Unit : inch", 25.4],
    ["units feet", 304.8],
    ["1 unit = 1 m", 1000],
    ["Dimensions are given in inches", 25.4],
    ["units=yards", 914.4],
  ])("%s", (comment, mm) => {
    expect(lengthOf(comment)).toBe(mm);
  });
});

describe("comments that state none", () => {
  test.each([
    [""],
    ["42 units sold"],
    ["units: none"],
    ["angle unit: degrees"],
    ["cut in half"],
    ["vertices in order"],
  ])("%s", (comment) => {
    expect(lengthOf(comment)).toBe(1);
  });
});

test("the warning names unit and line", () => {
  const units = statedUnits();
  units.see("units: cm", 7);
  expect(units.result("PLY").warning).toMatch(/line 7.*cm/);
  expect(statedUnits().result("PLY").warning).toMatch(/millimetres are assumed/);
});

test.each([[["units: cubits"]], [["units: mm", "units: inch"]]])("%j is refused", (comments) => {
  expect(() => lengthOf(...comments)).toThrow(/not supported/);
});
