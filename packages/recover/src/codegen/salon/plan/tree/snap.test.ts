import { describe, expect, it } from "vitest";
import type { ExtrudeNode } from "../../../../model/types.js";
import { circle, extrude, onePart, rectangle, world } from "../../../shapes.fixture.js";
import { snapModel } from "./snap.js";

const plate = (x: number, to: number, unit: "mm" | "in" = "mm") =>
  onePart("plate", extrude(world, rectangle(0, 0, x, 20), 0, to), unit);
const base = (model: ReturnType<typeof plate>) => model.parts[0]?.body as ExtrudeNode;

describe("snapModel", () => {
  it("moves values to their grid within the budget and lists what moved", () => {
    const { model, snaps } = snapModel(plate(40.00004, 4.99999999), 1e-4);
    expect(base(model).to).toBe(5);
    expect(snaps.map((s) => [s.before, s.after])).toContainEqual([40.00004, 40]);
  });
  it("leaves what is further off", () => {
    const { model, snaps } = snapModel(plate(40.0123, 5.0005), 1e-4);
    expect(base(model).to).toBe(5.0005);
    expect(snaps).toEqual([]);
  });
  it("knows sixty-fourths of an inch", () => {
    const { model } = snapModel(plate(25.4, (25.4 * 3) / 64 + 5e-5, "in"), 1e-4);
    expect(base(model).to).toBeCloseTo((25.4 * 3) / 64, 12);
  });
  it("only rounds to what is printed without a budget", () => {
    const { model, snaps } = snapModel(plate(40.00004, 1.23456789012345), 0);
    expect(base(model).to).toBe(1.23456789);
    expect(snaps).toEqual([]);
  });
  it("keeps the identity of shared nodes", () => {
    const pin = extrude(world, circle([0, 0], 1), 0, 3);
    const pose = [1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0] as const;
    const two = {
      type: "boolean",
      operation: "union",
      base: pin,
      tools: [{ type: "place", body: pin, pose, explains: [] }],
      explains: [],
    } as const;
    const { model } = snapModel(onePart("two", two), 1e-4);
    const body = model.parts[0]?.body;
    if (body?.type !== "boolean" || body.tools[0]?.type !== "place") throw new Error("the tree changed");
    expect(body.tools[0].body).toBe(body.base);
  });
});
