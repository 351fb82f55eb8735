import type { Frame, Vec2 } from "@unbake/geometry";
import { describe, expect, test } from "vitest";
import { holeOutline, outlinePath } from "../../model/hole.js";
import type { HoleNode, RevolveNode } from "../../model/types.js";
import { holeFromExtrusion, holeFromRevolution } from "./drilled.js";

const frame: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
/** y of the half-profile is the axis, mouth at y = 20, material below. */
function turned(hole: Omit<HoleNode, "frame" | "type" | "explains">): RevolveNode {
  const points = holeOutline({ ...hole, type: "hole", frame, explains: [], overrunStart: 0, overrunEnd: 0 }).map(
    (p): Vec2 => [p[0], 20 - p[1]],
  );
  return {
    type: "revolve",
    frame,
    profile: { outer: { kind: "path", segments: outlinePath(points) }, holes: [] },
    angleRad: 2 * Math.PI,
    explains: [3],
  };
}

const base = { diameter: 5, depth: 12, through: false, overrunStart: 0, overrunEnd: 0 } as const;

describe("holeFromRevolution", () => {
  test.each([
    ["counterbored", { ...base, entry: { kind: "counterbore", diameter: 9, depth: 4 }, bottom: { kind: "flat" } }],
    [
      "countersunk",
      { ...base, entry: { kind: "countersink", diameter: 10, angleRad: Math.PI / 2 }, bottom: { kind: "flat" } },
    ],
    [
      "blind with a tip",
      { ...base, entry: { kind: "simple" }, bottom: { kind: "drill", angleRad: (118 * Math.PI) / 180 } },
    ],
  ] as const)("%s", (_, hole) => {
    const read = holeFromRevolution(turned(hole), { start: 0, end: 2 }, 1e-3);
    expect(read?.entry.kind).toBe(hole.entry.kind);
    expect(read?.diameter).toBeCloseTo(5, 12);
    expect(read?.depth).toBeCloseTo(12, 12);
    expect(read?.bottom.kind).toBe(hole.bottom.kind);
    if (read?.bottom.kind === "drill") expect(read.bottom.angleRad).toBeCloseTo((118 * Math.PI) / 180, 12);
    if (read?.entry.kind === "countersink") expect(read.entry.angleRad).toBeCloseTo(Math.PI / 2, 12);
    expect(read?.through).toBe(false);
    expect(read?.frame.origin).toEqual([0, 20, 0]);
    expect(read?.frame.z).toEqual([-0, -1, -0]);
    expect(read?.overrunStart).toBe(2);
  });

  test("closed at both ends it is no hole", () => {
    const hole = turned({ ...base, entry: { kind: "simple" }, bottom: { kind: "flat" } });
    expect(holeFromRevolution(hole, { start: 0, end: 0 }, 1e-3)).toBeUndefined();
  });
});

describe("holeFromExtrusion", () => {
  test("through, from the top", () => {
    const hole = holeFromExtrusion({
      type: "extrude",
      frame,
      profile: { outer: { kind: "circle", center: [3, 4], radius: 2 }, holes: [] },
      from: 0,
      to: 10,
      overrunStart: 1,
      overrunEnd: 1,
      explains: [],
    });
    expect(hole?.through).toBe(true);
    expect(hole?.frame.origin).toEqual([3, 4, 10]);
    expect(hole?.depth).toBe(10);
  });
});
