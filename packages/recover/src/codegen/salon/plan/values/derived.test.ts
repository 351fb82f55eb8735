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
    expect(derived("mm", { nutRadius: 15, nutReach: 12.990381057 })).toEqual({ nutReach: "nutRadius * sin(60deg)" });
    expect(derived("mm", { fall: 0.353553391, rest: 2.846446609 })).toEqual({
      fall: "0.5mm * sin(45deg)",
      rest: "3.2mm - fall",
    });
    expect(derived("in", { plateSheet: 0.35132402626, bendInner: 0.375, bendOuter: 0.72632402626 })).toEqual({
      bendOuter: "bendInner + plateSheet",
    });
    const pipe = { pipeShankDiameter: 1.625, pipeShankZ: 1.5, pipeTaperZ: 1, pipeDiameter: 2.20235026919 };
    expect(derived("in", pipe)).toEqual({
      pipeDiameter: "pipeShankDiameter + 2 * (pipeShankZ - pipeTaperZ) * tan(30deg)",
    });
  });

  it("finds halves of diameters, circumferences and what is left of a round length", () => {
    expect(derived("mm", { pitch: Math.PI / 2, filletRadius: 0.2125 })).toEqual({
      pitch: "0.5mm * PI",
      filletRadius: "0.425mm / 2",
    });
    expect(derived("mm", { spotX: 10.999801038, spotZ: 19.000198961 })).toEqual({ spotZ: "30mm - spotX" });
  });

  it("takes products off in parentheses, as the formatter does", () => {
    expect(derived("mm", { slotTop: 9.1234567, slotFillet: 2, slotBottom: 5.1234567 })).toEqual({
      slotBottom: "slotTop - (2 * slotFillet)",
    });
  });

  it("makes no diameter of a depth or a place", () => {
    const bore = { boreDepth: 12.3456789, boreX: 4, boreDiameter: 10.3456789, boreRimRadius: 6.17283945 };
    expect(derived("mm", bore)).toEqual({});
  });

  it("does not explain a size by what it equals by accident", () => {
    expect(derived("mm", { boxHeight: 15, boxReach: 12.990381057 })).toEqual({ boxReach: "15mm * sin(60deg)" });
    expect(derived("mm", { lidRadius: 15, boxReach: 12.990381057 })).toEqual({ boxReach: "15mm * sin(60deg)" });
  });

  it("leaves sizes that people type, and what follows from nothing", () => {
    expect(derived("mm", { width: 10, half: 5, odd: 7.123456789 })).toEqual({});
    expect(derived("in", { a: 0.328125, b: 0.65625 })).toEqual({});
  });
});
