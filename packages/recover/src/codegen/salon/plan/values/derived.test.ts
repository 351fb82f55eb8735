import { describe, expect, it } from "vitest";
import type { LengthUnit } from "../../../../model/types.js";
import { mmPer, numberTexts } from "../../../kcl/numbers.js";
import { derivedSizes } from "./derived.js";

const derived = (unit: LengthUnit, sizes: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    derivedSizes(
      Object.entries(sizes).map(([name, value]) => ({ name, text: `${value}${unit}`, valueMm: value * mmPer(unit) })),
      numberTexts(unit),
    ),
  );

describe("derivedSizes", () => {
  it("finds sines, tapers and sums with a long size", () => {
    expect(derived("mm", { radius: 15, height: 12.990381057 })).toEqual({ height: "radius * sin(60deg)" });
    expect(derived("mm", { fall: 0.353553391, rest: 2.846446609 })).toEqual({
      fall: "0.5mm * sin(45deg)",
      rest: "3.2mm - fall",
    });
    expect(derived("in", { sheet: 0.35132402626, inner: 0.375, outer: 0.72632402626 })).toEqual({
      outer: "inner + sheet",
    });
    const pipe = { shankDiameter: 1.625, shankZ: 1.5, taperZ: 1, headDiameter: 2.20235026919 };
    expect(derived("in", pipe)).toEqual({ headDiameter: "shankDiameter + 2 * (shankZ - taperZ) * tan(30deg)" });
  });

  it("leaves sizes that people type, and what follows from nothing", () => {
    expect(derived("mm", { width: 10, half: 5, odd: 7.123456789 })).toEqual({});
    expect(derived("in", { a: 0.328125, b: 0.65625 })).toEqual({});
  });
});
