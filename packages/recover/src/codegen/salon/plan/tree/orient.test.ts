import { applyPose, composePoses, type Pose, rotationPose, toGlobal, translationPose } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import type { ExtrudeNode, Model } from "../../../../model/types.js";
import { carried } from "../../../kcl/poses.js";
import { at, boolean, extrude, hole, onePart, rectangle, world } from "../../../shapes.fixture.js";
import { orientModel } from "./orient.js";

const block = (): Model =>
  onePart(
    "block",
    boolean("subtract", extrude(world, rectangle(0, 0, 40, 20), 0, 10), hole(at([10, 10, 10], [0, 0, -1]), 5, 10)),
  );

const base = (model: Model): ExtrudeNode => {
  const body = model.parts[0]?.body;
  if (body?.type !== "boolean" || body.base.type !== "extrude") throw new Error("the tree changed");
  return body.base;
};

describe("orientModel", () => {
  it("leaves what has its datum at the origin", () => {
    const model = block();
    expect(orientModel(model).parts[0]?.body).toBe(model.parts[0]?.body);
  });
  for (const [name, motion] of [
    ["shifted", translationPose([100, -30, 7])],
    ["turned and shifted", composePoses(translationPose([3, 4, 5]), rotationPose([0, 0, 0], [1, 2, 3], 1.1))],
  ] as const satisfies readonly (readonly [string, Pose])[]) {
    it(`brings a ${name} part back and lets its instance undo that`, () => {
      const model = block();
      const part = model.parts[0];
      if (!part) throw new Error("no part");
      const moved: Model = { ...model, parts: [{ ...part, body: carried(part.body, motion) }] };
      const oriented = orientModel(moved);
      const own = base(oriented);
      expect(Math.hypot(...toGlobal(own.frame, [0, 0, own.from]))).toBeLessThan(1e-9);
      expect(own.frame.z[2]).toBeCloseTo(1, 12);
      // A corner of the block stands where the file has it.
      const corner = toGlobal(own.frame, [40, 20, own.to]);
      const pose = oriented.instances[0]?.pose ?? motion;
      const expected = applyPose(motion, [40, 20, 10]);
      const got = applyPose(pose, corner);
      for (const i of [0, 1, 2] as const) expect(got[i]).toBeCloseTo(expected[i], 9);
    });
  }
});
