import { describe, expect, it } from "vitest";
import { layoutExpression } from "../../../kcl/layout.js";
import { quantityExpression } from "../../emit/quantity.js";
import { literal, minus, named, plus, times, zero } from "./quantity.js";

const width = named("width", 40);
const inset = named("inset", 5);
const text = (q: ReturnType<typeof plus>) => layoutExpression(quantityExpression(q, (mm) => `${mm}mm`));

describe("a quantity", () => {
  it("prints as a sum with the positive terms first", () => {
    expect(text(minus(width, inset))).toBe("width - inset");
    expect(text(minus(zero, plus(width, inset)))).toBe("-width - inset");
    expect(text(plus(times(inset, 2), times(width, -1)))).toBe("2 * inset - width");
    expect(text(minus(times(width, 0.5), literal(3)))).toBe("width / 2 - 3mm");
    expect(text(times(width, -0.5))).toBe("-width / 2");
    expect(text(times(width, 1.5))).toBe("1.5 * width");
  });
  it("forgets what cancels", () => {
    expect(text(plus(minus(width, inset), inset))).toBe("width");
    expect(text(minus(inset, inset))).toBe("0mm");
  });
  it("knows its value", () => {
    expect(minus(times(width, 0.5), inset).value).toBe(15);
  });
});
