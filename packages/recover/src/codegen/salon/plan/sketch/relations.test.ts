import { describe, expect, it } from "vitest";
import type { ProfileLoop } from "../../../../model/types.js";
import { circle, rectangle, slot } from "../../../shapes.fixture.js";
import { outlineOf } from "./outline.js";
import { relate } from "./relations.js";
import { flatWords } from "./segmentNames.js";

const related = (outer: ProfileLoop, holes: readonly ProfileLoop[] = []) => {
  const outline = outlineOf(outer, holes, flatWords);
  if (!outline) throw new Error("cannot be drawn");
  return relate(outline, { tangents: true });
};
const measured = (outer: ProfileLoop, holes: readonly ProfileLoop[] = []) =>
  related(outer, holes).measures.map((m) => (m.kind === "radius" ? m.radius : m.value));

describe("the relations of an outline", () => {
  it("leave a rectangle at the origin two numbers", () => {
    const { complete, aids } = related(rectangle(0, 0, 30, 10));
    expect(complete).toBe(true);
    expect(aids).toEqual([]);
    expect(measured(rectangle(0, 0, 30, 10))).toEqual([30, 10]);
  });
  it("leave concentric circles their radii", () => {
    expect(measured(circle([0, 0], 8), [circle([0, 0], 3)])).toEqual([8, 3]);
  });
  it("size equal corners once", () => {
    const sizes = measured(rectangle(-15, -5, 15, 5, 2));
    expect(sizes.filter((size) => size === 2)).toHaveLength(1);
    expect(related(rectangle(-15, -5, 15, 5, 2)).complete).toBe(true);
  });
  it("place a slot by the centres of its ends", () => {
    const { complete, measures } = related(slot([-8, 4], [8, 4], 3));
    expect(complete).toBe(true);
    expect(measures.map((m) => m.segment.name)).toEqual(["rightEnd", "rightEnd", "rightEnd", "leftEnd"]);
  });
});
