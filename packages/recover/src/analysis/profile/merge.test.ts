import type { Vec2 } from "@unbake/geometry";
import { describe, expect, test } from "vitest";
import type { Segment2 } from "../../model/types.js";
import { loopArea } from "./measure.js";
import { mergeSegments } from "./merge.js";

const line = (start: Vec2, end: Vec2): Segment2 => ({ kind: "line", start, end });

describe("mergeSegments", () => {
  test("puts a split side together", () => {
    const loop = mergeSegments(
      [
        line([0, 0], [4, 0]),
        line([4, 0], [10, 0]),
        line([10, 0], [10, 5]),
        line([10, 5], [0, 5]),
        line([0, 5], [0, 0]),
      ],
      1e-3,
    );
    expect(loop?.kind).toBe("path");
    expect(loop?.kind === "path" && loop.segments.length).toBe(4);
    expect(loop && loopArea(loop)).toBeCloseTo(50, 12);
  });

  test("two half circles are a circle", () => {
    const loop = mergeSegments(
      [
        { kind: "arc", start: [3, 1], end: [-1, 1], center: [1, 1], ccw: true },
        { kind: "arc", start: [-1, 1], end: [3, 1], center: [1, 1], ccw: true },
      ],
      1e-3,
    );
    expect(loop).toEqual({ kind: "circle", center: [1, 1], radius: 2 });
  });

  test("keeps a shallow corner", () => {
    const loop = mergeSegments(
      [line([0, 0], [5, -0.01]), line([5, -0.01], [10, 0]), line([10, 0], [5, 5]), line([5, 5], [0, 0])],
      1e-3,
    );
    expect(loop?.kind === "path" && loop.segments.length).toBe(4);
  });

  test("a loop without area is nothing", () => {
    expect(mergeSegments([line([0, 0], [5, 0]), line([5, 0], [0, 0])], 1e-3)?.kind === "circle").toBe(false);
  });
});
