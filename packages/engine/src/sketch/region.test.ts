import type { Vec2 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { describe, expect, it } from "vitest";
import { areaOf, type Segment } from "./arrangement.js";
import type { Curve2 } from "./curve2.js";
import { type Region, regionAround, regionBySegments } from "./region.js";

const line = (a: Vec2, b: Vec2): Curve2 => ({ kind: "line", a, b });
const circle = (center: Vec2, radius: number): Curve2 => ({
  kind: "arc",
  center,
  radius,
  start: 0,
  sweep: 2 * Math.PI,
});
const named = (curves: Readonly<Record<string, Curve2>>): Segment[] =>
  Object.entries(curves).map(([id, curve]) => ({ id, curve }));

const rectangle = (x0: number, y0: number, x1: number, y1: number): Record<string, Curve2> => ({
  bottom: line([x0, y0], [x1, y0]),
  right: line([x1, y0], [x1, y1]),
  top: line([x1, y1], [x0, y1]),
  left: line([x0, y1], [x0, y0]),
});

const area = (region: Region): number =>
  areaOf(region.outer) + region.holes.reduce((sum, hole) => sum + areaOf(hole), 0);

const pick = (
  segments: readonly Segment[],
  segment: string,
  intersectionSegment: string,
  clockwise = false,
  index = -1,
) => regionBySegments(segments, { segment, intersectionSegment, intersectionIndex: index, clockwise });

describe("regions by segments", () => {
  it("traces a rectangle and takes circles inside as holes", () => {
    const segments = named({ ...rectangle(0, 0, 40, 20), a: circle([10, 10], 3), b: circle([30, 10], 4) });
    const region = pick(segments, "bottom", "right");
    expect(region.holes).toHaveLength(2);
    expect(area(region)).toBeCloseTo(800 - 25 * Math.PI, 9);
  });

  it("leaves what is inside a hole out", () => {
    const segments = named({ ...rectangle(0, 0, 40, 20), a: circle([20, 10], 8), b: circle([20, 10], 4) });
    const region = pick(segments, "bottom", "right");
    expect(region.holes).toHaveLength(1);
    expect(area(region)).toBeCloseTo(800 - 64 * Math.PI, 9);
    expect(area(pick(segments, "a", "a"))).toBeCloseTo(48 * Math.PI, 9);
  });

  it("finds the same rectangle however its sides were drawn", () => {
    const segments = named({
      left: line([0, 0], [0, 3]),
      top: line([0, 3], [4, 3]),
      right: line([4, 3], [4, 0]),
      bottom: line([4, 0], [0, 0]),
    });
    expect(area(pick(segments, "left", "top", true))).toBeCloseTo(12, 9);
    expect(area(pick(segments, "left", "top"))).toBeCloseTo(12, 9);
  });

  it("turns at crossings: a circle cut by a line has two halves", () => {
    const segments = named({ rim: circle([0, 0], 5), cut: line([-10, 3], [10, 3]) });
    const cap = 25 * Math.acos(3 / 5) - 3 * Math.sqrt(25 - 9);
    expect(area(pick(segments, "cut", "rim"))).toBeCloseTo(cap, 9);
    expect(area(pick(segments, "cut", "rim", true))).toBeCloseTo(25 * Math.PI - cap, 9);
  });

  it("cuts at touching ends in the middle of a side", () => {
    const segments = named({ ...rectangle(0, 0, 10, 10), wall: line([4, 0], [4, 10]) });
    expect(area(pick(segments, "wall", "top"))).toBeCloseTo(40, 9);
    expect(area(pick(segments, "wall", "top", true))).toBeCloseTo(60, 9);
  });

  it("goes on by the drawn segment when the other is not there", () => {
    const segments = named(rectangle(0, 0, 6, 4));
    expect(area(pick(segments, "construction", "bottom"))).toBeCloseTo(24, 9);
  });

  it("refuses segments that do not meet, and open drawings", () => {
    const apart = named({ a: line([0, 0], [1, 0]), b: line([0, 2], [1, 2]) });
    expect(() => pick(apart, "a", "b")).toThrow(UnbakeError);
    const open = named({ a: line([0, 0], [1, 0]), b: line([1, 0], [1, 2]) });
    expect(() => pick(open, "a", "b")).toThrow(/bound no area/);
  });
});

describe("regions around a point", () => {
  it("takes the smallest cell", () => {
    const segments = named({ ...rectangle(0, 0, 40, 20), a: circle([20, 10], 8) });
    expect(area(regionAround(segments, [20, 10]))).toBeCloseTo(64 * Math.PI, 9);
    expect(area(regionAround(segments, [1, 1]))).toBeCloseTo(800 - 64 * Math.PI, 9);
    expect(() => regionAround(segments, [50, 50])).toThrow(/no closed region/);
  });
});
