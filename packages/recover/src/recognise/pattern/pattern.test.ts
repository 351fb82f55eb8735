import { rotationPose, translationPose, type Vec3 } from "@unbake/geometry";
import { describe, expect, test } from "vitest";
import type { Node } from "../../model/types.js";
import { applied, peg } from "./pattern.fixture.js";
import { repeated } from "./pattern.js";

const node: Node = {
  type: "extrude",
  frame: { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] },
  profile: { outer: { kind: "circle", center: [10, 0], radius: 1 }, holes: [] },
  from: 0,
  to: 5,
  overrunStart: 0,
  overrunEnd: 0,
  explains: [],
};
const at = (t: Vec3) => ({ pose: translationPose(t), signature: applied(translationPose(t), peg) });

describe("repeated", () => {
  test("a row is a linear pattern from its end", () => {
    const [made] = repeated(
      node,
      [0, 2.54, -2.54, 5.08].map((x) => at([x, 0, 0])),
      1e-3,
    );
    expect(made?.type === "pattern" && made.pattern).toEqual({
      kind: "linear",
      direction: [1, 0, 0],
      spacing: 2.54,
      count: 4,
    });
    expect(made?.type === "pattern" && made.body.type === "place" && made.body.pose[3]).toBeCloseTo(-2.54, 12);
  });

  test("two rows are a grid", () => {
    const [made] = repeated(
      node,
      [0, 1, 2].flatMap((i) => [0, 1].map((j) => at([i * 3, j * 4, 0]))),
      1e-3,
    );
    expect(
      made?.type === "pattern" && made.pattern.kind === "grid" && made.pattern.count * made.pattern.secondCount,
    ).toBe(6);
  });

  test("a bolt circle is a circular pattern", () => {
    const placed = [0, 1, 2, 3, 4, 5].map((k) => {
      const pose = rotationPose([0, 0, 0], [0, 0, 1], (k * Math.PI) / 3);
      return { pose, signature: applied(pose, peg) };
    });
    const [made] = repeated(node, placed, 1e-3);
    expect(made?.type === "pattern" && made.pattern.kind === "circular" && made.pattern.count).toBe(6);
    expect(made?.type === "pattern" && made.pattern.kind === "circular" && made.pattern.stepRad).toBeCloseTo(
      Math.PI / 3,
      12,
    );
  });

  test("what is not regular is placed one by one", () => {
    const made = repeated(node, [at([0, 0, 0]), at([1, 0, 0]), at([2.5, 0, 0])], 1e-3);
    expect(made.length).toBe(3);
  });
});
