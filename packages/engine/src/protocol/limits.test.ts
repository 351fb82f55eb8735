import { describe, expect, it } from "vitest";
import { checkAmount, checkNumbers, mostCopies } from "./limits.js";

const refused: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["a number that is none", { distance: Number.NaN }, "move: distance is not a finite number"],
  ["a number without end", { to: { x: 1, y: Number.NEGATIVE_INFINITY } }, "move: to.y is not a finite number"],
  [
    "a number beyond the kernel",
    { points: [{ x: 0 }, { x: 2e8 }] },
    "move: points[1].x is 200000000, beyond 100000000",
  ],
];

describe("limits of commands", () => {
  it.each(refused)("refuse %s and name it", (_name, fields, detail) => {
    expect(() => checkNumbers({ type: "move", ...fields })).toThrow(
      expect.objectContaining({ code: "kcl_execution", detail }),
    );
  });

  it("let through what is no number, and numbers within", () => {
    checkNumbers({ type: "move", id: "1e99", none: null, on: true, to: { x: -1e8, list: [1, "2"] } });
  });

  it("refuse more than so many", () => {
    checkAmount(mostCopies, mostCopies, "copies of a pattern");
    expect(() => checkAmount(mostCopies + 1, mostCopies, "copies of a pattern")).toThrow(/10001 copies of a pattern/);
  });
});
