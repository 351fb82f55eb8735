import type { Vec2 } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { polygonLoop } from "./polygonLoop.js";

const regular = (corners: number, radius: number, [x, y]: Vec2): Vec2[] =>
  Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });

describe("polygonLoop", () => {
  it("takes many corners on a circle for the circle of their area", () => {
    const loop = polygonLoop(regular(24, 10, [3, 4]));
    if (loop.kind !== "circle") throw new Error("no circle");
    expect(loop.center[0]).toBeCloseTo(3, 9);
    expect(loop.center[1]).toBeCloseTo(4, 9);
    expect(Math.PI * loop.radius ** 2).toBeCloseTo(12 * 100 * Math.sin((2 * Math.PI) / 24), 6);
  });

  it("leaves a hexagon a hexagon, and an ellipse a polygon that closes", () => {
    expect(polygonLoop(regular(6, 10, [0, 0])).kind).toBe("path");
    const loop = polygonLoop(regular(24, 10, [0, 0]).map(([x, y]): Vec2 => [x, y / 2]));
    if (loop.kind !== "path") throw new Error("no path");
    expect(loop.segments).toHaveLength(24);
    expect(loop.segments.at(-1)?.end).toEqual(loop.segments[0]?.start);
  });
});
