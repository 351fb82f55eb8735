import type { BSplineCurve } from "@unbake/geometry";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/types.js";
import { evaluateBSpline2 } from "./bspline.js";
import { distanceToBoundary, insideProfile } from "./locate.js";

const bow: BSplineCurve = {
  kind: "bspline",
  degree: 3,
  poles: [
    [0, 0, 0],
    [0, 30, 0],
    [40, 30, 0],
    [40, 0, 0],
  ],
  knots: [0, 1],
  multiplicities: [4, 4],
  periodic: false,
};
const profile: Profile = {
  outer: {
    kind: "path",
    segments: [
      { kind: "bspline", start: [0, 0], end: [40, 0], curve: bow },
      { kind: "line", start: [40, 0], end: [0, 0] },
    ],
  },
  holes: [],
};

describe("a profile with a spline", () => {
  test("has points of the spline on its boundary, to rounding", () => {
    for (let i = 0; i <= 100; i++)
      expect(distanceToBoundary(profile, evaluateBSpline2(bow, i / 100))).toBeLessThan(1e-9);
  });
  test("says how far points are from it", () => {
    expect(distanceToBoundary(profile, [20, 22.5 + 0.01])).toBeCloseTo(0.01, 9);
    expect(distanceToBoundary(profile, [20, 22.5 + 3])).toBeCloseTo(3, 2);
    expect(distanceToBoundary(profile, [20, 4])).toBe(4);
    expect(insideProfile(profile, [20, 4])).toBe(true);
    expect(insideProfile(profile, [20, 24])).toBe(false);
  });
});
