import { describe, expect, it } from "vitest";
import type { Model } from "../../../model/types.js";
import { treeOf } from "../../../testing/cases.js";
import { layoutExpression } from "../../kcl/layout.js";
import { numberTexts } from "../../kcl/numbers.js";
import { at, boolean, extrude, hole, onePart, rectangle, world } from "../../shapes.fixture.js";
import { emitProgram } from "../emit/emit.js";
import { emitQuantity } from "../emit/quantity.js";
import { planSalon, prepareModel } from "./passes.js";
import type { SalonPlan } from "./types.js";
import type { Quantity } from "./values/quantity.js";

const planOf = (model: Model, byFaces = true): SalonPlan =>
  planSalon(prepareModel(model, 1e-4), { levels: new Map(), byFaces });
const text = (quantity: Quantity): string => layoutExpression(emitQuantity(quantity, numberTexts("mm")));
const sketches = (plan: SalonPlan) => plan.steps.filter((step) => step.kind === "sketch");
const bodies = (plan: SalonPlan) => plan.steps.filter((step) => step.kind === "body");

/** A plate with a pocket that is as wide as the plate is thick, and two holes. */
const plate = (): Model => {
  const base = extrude(world, rectangle(0, 0, 40, 20), 0, 6);
  const pocket = extrude(world, rectangle(10, 5, 16, 15), 2, 6, { overrun: [0, 1] });
  const [one, two] = [hole(at([30, 5, 6], [0, 0, -1]), 3, 6), hole(at([30, 15, 6], [0, 0, -1]), 3, 6)];
  return onePart("cover", boolean("subtract", base, pocket, one, two));
};

describe("the plan of a plate", () => {
  const plan = planOf(plate());
  it("has a name for every body, each once; the last is the part", () => {
    expect(bodies(plan).map(({ name, make }) => [name, make.kind])).toEqual([
      ["plate", "extrude"],
      ["pocketCutter", "extrude"],
      ["holeCutters", "extrude"],
      ["cover", "boolean"],
    ]);
  });
  it("has parameters with their values, those of one feature together, allowances last", () => {
    expect(plan.parameters.map(({ name, text: value }) => `${name} = ${value}`)).toEqual([
      "plateWidth = 40mm",
      "plateDepth = 20mm",
      "plateThickness = 6mm",
      "pocketX = 10mm",
      "pocketWidth = 6mm",
      "pocketY = 5mm",
      "pocketLength = 10mm",
      "pocketDepth = 4mm",
      "holeDiameter = 3mm",
      "cutterOverrun = 1mm",
    ]);
    const groups = [...new Set(plan.parameters.map((parameter) => parameter.group))];
    expect(groups.at(-1)).toMatch(/^Allowances/);
  });
  it("holds the outline by relations first, and by two numbers", () => {
    const [first] = sketches(plan);
    expect(first?.held).toBe(true);
    expect(first?.outline.segments.map((s) => s.name)).toEqual(["front", "right", "back", "left"]);
    const numbers = first?.constraints.flatMap((c) => ("is" in c ? [text(c.is)] : []));
    expect(numbers).toEqual(["plateWidth", "plateDepth"]);
    expect(first?.constraints.slice(-2).map((c) => c.kind)).toEqual(["distance", "distance"]);
  });
  it("measures later features from what earlier ones put somewhere", () => {
    const cutter = bodies(plan).find(({ name }) => name === "pocketCutter")?.make;
    expect(cutter?.kind === "extrude" && text(cutter.length)).toBe("cutterOverrun + pocketDepth");
    const on = sketches(plan)[1]?.on;
    expect(on?.kind === "standard" && on.offset && text(on.offset)).toBe("plateThickness - pocketDepth");
  });
  it("states what the parameters may not break", () => {
    expect(plan.limits.map(({ value, limit }) => `${text(value)} < ${text(limit)}`)).toContain(
      "pocketDepth < plateThickness",
    );
  });
});

describe("a plan", () => {
  it("draws with plain coordinates where it is told to", () => {
    const plain = planSalon(prepareModel(plate(), 1e-4), { levels: new Map([[0, "plain"]]), byFaces: true });
    expect(sketches(plain).map((sketch) => sketch.held)).toEqual([false, true, true]);
    expect(sketches(plain)[0]?.constraints).toEqual([]);
  });
  it("repeats a body by parameters, in the step that makes it", () => {
    const bolts = bodies(planOf(treeOf("flange"))).find((body) => body.repeats.length > 0);
    expect(bolts?.repeats).toMatchObject([{ kind: "ring", instances: "boltHoleCount" }]);
    expect(bolts?.counts).toEqual(["hole", "pattern"]);
  });
  it("names edges by faces that were tagged before, or by points", () => {
    const faces = planOf(treeOf("dressed"));
    const edges = (plan: SalonPlan) =>
      bodies(plan).flatMap(({ make }) => (make.kind === "fillet" || make.kind === "chamfer" ? make.edges : []));
    expect(edges(faces).some((edge) => edge.kind === "faces")).toBe(true);
    expect(edges(planOf(treeOf("dressed"), false)).every((edge) => edge.kind === "point")).toBe(true);
  });
  it("gives no name twice, and refers only to names that come before", () => {
    for (const model of [plate(), treeOf("flange"), treeOf("assembly"), treeOf("scattered"), treeOf("dressed")]) {
      const plan = planOf(model);
      const named = [...plan.parameters, ...plan.steps].flatMap((one) => ("name" in one ? [one.name] : []));
      expect(new Set(named).size).toBe(named.length);
      const known = new Set<string>();
      for (const step of plan.steps) {
        if (step.kind !== "body") continue;
        const { make } = step;
        if (make.kind === "boolean")
          for (const body of [make.base, ...make.tools])
            if (body.kind === "variable") expect(known).toContain(body.name);
        known.add(step.name);
      }
    }
  });
  it("is not changed by printing it: the same text comes out again", () => {
    const plan = planOf(treeOf("assembly"));
    const freeze = (value: unknown): void => {
      if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      for (const child of Object.values(value)) freeze(child);
    };
    freeze(plan);
    expect(emitProgram(plan).text).toBe(emitProgram(plan).text);
  });
});
