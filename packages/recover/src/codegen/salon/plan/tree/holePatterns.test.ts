import { expect, it } from "vitest";
import type { Model, Node } from "../../../../model/types.js";
import { circle, extrude, onePart, rectangle, world } from "../../../shapes.fixture.js";
import { patternHoles } from "./holePatterns.js";

const plate = (...centers: readonly (readonly [number, number])[]): Model => {
  const base = extrude(world, rectangle(-30, -30, 30, 30), 0, 5);
  const holes = centers.map((center) => circle([...center], 2));
  return onePart("plate", { ...base, profile: { ...base.profile, holes } });
};
const bodyOf = (model: Model): Node | undefined => patternHoles(model).parts[0]?.body;
const tools = (node: Node | undefined) => (node?.type === "boolean" ? node.tools : []);

it("makes a bolt circle of holes that stand evenly on one", () => {
  const ring = [0, 1, 2, 3, 4].map((i) => {
    const angle = (2 * Math.PI * i) / 5;
    return [3 + 20 * Math.cos(angle), 20 * Math.sin(angle)] as const;
  });
  const [tool] = tools(bodyOf(plate(...ring)));
  expect(tool).toMatchObject({ type: "pattern", pattern: { kind: "circular", count: 5 } });
});

it("makes a grid of holes at its corners", () => {
  const [tool] = tools(bodyOf(plate([-20, -10], [20, -10], [20, 10], [-20, 10])));
  expect(tool).toMatchObject({
    body: { type: "hole", diameter: 4, depth: 5 },
    pattern: { kind: "grid", spacing: 40, count: 2, secondSpacing: 20, secondCount: 2 },
  });
});

it("makes a row of holes in line", () => {
  const [tool] = tools(bodyOf(plate([-20, 0], [0, 0], [20, 0])));
  expect(tool).toMatchObject({ pattern: { kind: "linear", spacing: 20, count: 3 } });
});

it("leaves what does not repeat", () => {
  expect(bodyOf(plate([-20, 0], [1, 0], [20, 0]))?.type).toBe("extrude");
  expect(bodyOf(plate([-20, 0], [20, 0]))?.type).toBe("extrude");
});
