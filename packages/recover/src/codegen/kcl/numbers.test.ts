import { describe, expect, it } from "vitest";
import { numberTexts, shortest } from "./numbers.js";

describe("shortest", () => {
  it("drops digits that do not matter, and the sign of zero", () => {
    expect(shortest(9.999999999999998, 1e-9)).toBe("10");
    expect(shortest(-1e-12, 1e-9)).toBe("0");
    expect(shortest(0.1 + 0.2, 1e-9)).toBe("0.3");
    expect(shortest(1 / 3, 1e-9)).toBe("0.333333333");
    expect(shortest(-123456.7, 1e-9)).toBe("-123456.7");
  });
  it("never uses an exponent", () => {
    expect(shortest(1.5e-9, 1e-12)).toBe("0.0000000015");
    expect(shortest(12345678901234, 1e-9)).toBe("12345678901234");
  });
  it("refuses what is no number", () => {
    expect(() => shortest(Number.NaN, 1e-9)).toThrow(RangeError);
  });
});

describe("numberTexts", () => {
  it("prints inches of an inch model, good to 1e-9 mm", () => {
    const inch = numberTexts("in");
    expect(inch.length(9.525)).toBe("0.375");
    expect(Math.abs(Number(inch.length(10)) * 25.4 - 10)).toBeLessThanOrEqual(1e-9);
  });
  it("prints angles with the digits that their arm needs", () => {
    const mm = numberTexts("mm");
    expect(mm.angle(Math.PI / 2, 1000)).toBe("90deg");
    expect(mm.angle(1, 1).length).toBeLessThan(mm.angle(1, 1e6).length);
  });
});
