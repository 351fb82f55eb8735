import { identityPose, translationPose } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import type { Model, Node } from "../../../../model/types.js";
import { at, boolean, circle, extrude, hole, onePart, rectangle, world } from "../../../shapes.fixture.js";
import { arrange } from "./arrange.js";

const block = extrude(world, rectangle(0, 0, 40, 20), 0, 10);
const kinds = (model: Model) => arrange(model).parts.map((part) => part.features.map((feature) => feature.kind));

describe("arrange", () => {
  it("lists the base, then its tools, then what comes out", () => {
    const pocket = extrude(world, rectangle(5, 5, 10, 10), 5, 10, { overrun: [0, 1] });
    const model = onePart("p", boolean("subtract", block, pocket));
    const [part] = arrange(model).parts;
    expect(kinds(model)).toEqual([["shape", "shape", "boolean"]]);
    expect(part?.features.map((f) => ("last" in f ? f.last : undefined))).toEqual([false, false, true]);
  });
  it("puts round cuts of one kind together, and says whose lines they share", () => {
    const cuts = [5, 15, 25].map((x) => hole(at([x, 5, 10], [0, 0, -1]), 3, 10));
    const model = onePart("p", boolean("subtract", block, ...cuts));
    expect(kinds(model)).toEqual([["shape", "roundCuts", "boolean"]]);
    expect(arrange(model).shares).toEqual([{ owner: cuts[0], others: cuts.slice(1) }]);
  });
  it("makes a body that is used twice once, and clones it for the first use", () => {
    const peg = extrude(world, circle([5, 5], 2), 10, 15);
    const moved: Node = { type: "place", body: peg, pose: translationPose([10, 0, 0]), explains: [] };
    const model = onePart("p", boolean("union", block, peg, moved));
    expect(kinds(model)).toEqual([["shape", "shape", "placed", "boolean"]]);
    const last = arrange(model).parts[0]?.features.at(-1);
    expect(last?.kind === "boolean" && last.tools.map((tool) => tool.kind)).toEqual(["clone", "made"]);
  });
  it("leaves out parts that stand nowhere", () => {
    const model: Model = { ...onePart("p", block), instances: [] };
    expect(arrange(model).parts).toEqual([]);
    const placed: Model = { ...model, instances: [{ part: 0, pose: identityPose, solid: 0 }] };
    expect(arrange(placed).parts).toHaveLength(1);
  });
});
