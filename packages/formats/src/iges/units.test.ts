import { UnbakeError } from "@unbake/ground";
import { expect, it } from "vitest";
import type { IgesGlobal } from "./types.js";
import { unitOf } from "./units.js";

function read(unitFlag: number | undefined, unitName: string): { readonly mm: number; readonly warnings: string[] } {
  const warnings: string[] = [];
  const mm = unitOf({ unitFlag, unitName } as IgesGlobal, (message) => warnings.push(message));
  return { mm, warnings };
}

it.each([
  [1, "IN", 25.4],
  [1, "", 25.4],
  [2, "MILLIMETERS", 1],
  [3, "Inches", 25.4],
  [3, "FOOT", 304.8],
  [3, "METRE", 1000],
  [3, "mètres", 1000],
  [3, "µm", 0.001],
  [3, "UIN", 0.0000254],
  [3, "Fuß", 304.8],
  [3, "mm.", 1],
  [undefined, "MM", 1],
] as const)("flag %s with the name %j is %d mm, without a word", (flag, name, mm) => {
  expect(read(flag, name)).toEqual({ mm, warnings: [] });
});

it.each([
  [undefined, "", 25.4, "states no unit"],
  [2, "units", 1, "taken from the flag"],
] as const)("flag %s with the name %j is %d mm, with a warning", (flag, name, mm, says) => {
  const { mm: found, warnings } = read(flag, name);
  expect(found).toBe(mm);
  expect(warnings).toEqual([expect.stringContaining(says)]);
});

it.each([
  [3, "", "flag 3"],
  [3, "furlong", "furlong"],
  [undefined, "NM", "NM"],
  [0, "MM", "flag 0"],
  [12, "MM", "flag 12"],
  [2, "INCH", '2, name "INCH"'],
] as const)("flag %s with the name %j is refused", (flag, name, says) => {
  expect(() => read(flag, name)).toThrow(UnbakeError);
  expect(() => read(flag, name)).toThrow(says);
});
