import { expect, it } from "vitest";
import { cases } from "./cases.js";
import { treeFromJson, treeToJson } from "./tree.js";

it.each(cases)("the tree of $name is the same after it was written and read", ({ tree }) => {
  expect(treeFromJson(treeToJson(tree()))).toEqual(tree());
});

it("a node that stands in two places stays one node, and -0 stays -0", () => {
  const node = { type: "sphere", explains: [], height: -0 };
  const model = { name: "twins", parts: [{ body: { type: "boolean", tools: [node, node], explains: [] } }] };
  const again = treeFromJson(treeToJson(model as never)) as unknown as typeof model;
  const [first, second] = again.parts[0]?.body.tools ?? [];
  expect(first).toBe(second);
  expect(first?.height).toBe(-0);
});
