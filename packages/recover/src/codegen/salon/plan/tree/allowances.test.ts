import { describe, expect, it } from "vitest";
import type { LengthUnit } from "../../../../model/types.js";
import { boolean, extrude, onePart, rectangle, world } from "../../../shapes.fixture.js";
import { evenAllowances } from "./allowances.js";

describe("evenAllowances", () => {
  const cutters = (unit: LengthUnit, ...overruns: readonly [number, number][]): readonly (number[] | undefined)[] => {
    const tools = overruns.map((overrun) => extrude(world, rectangle(1, 1, 2, 2), 0, 5, { overrun }));
    const body = boolean("subtract", extrude(world, rectangle(0, 0, 9, 9), 0, 5), ...tools);
    const after = evenAllowances(onePart("plate", body, unit)).parts[0]?.body;
    if (after?.type !== "boolean") return [];
    return after.tools.map((tool) =>
      tool.type === "extrude" ? [tool.overrunStart, tool.overrunEnd].map((mm) => Number(mm.toFixed(9))) : undefined,
    );
  };

  it("takes the shortest for all, and leaves closed ends closed", () => {
    expect(cutters("mm", [1, 1], [0, 0.25])).toEqual([
      [0.2, 0.2],
      [0, 0.2],
    ]);
  });

  it("is round in the author's unit, and never longer than it was", () => {
    expect(cutters("mm", [1, 1])).toEqual([[1, 1]]);
    expect(cutters("in", [1, 0])).toEqual([[0.508, 0]]);
  });
});
