import { expect, it } from "vitest";
import { featureNodes } from "./featureTree";

it("says what is inside what, with the plain numbers", () => {
  const body = {
    type: "boolean",
    operation: "subtract",
    base: { type: "revolve" },
    tools: [{ type: "extrude", length: 25.0001 }],
  };
  const [part] = featureNodes({ parts: [{ id: 0, name: "flange", body }] });
  expect(part?.label).toBe("flange");
  const [cut] = part?.children ?? [];
  expect(cut?.label).toBe("subtract boolean");
  expect(cut?.children.map(({ label, detail }) => [label, detail])).toEqual([
    ["revolve", ""],
    ["extrude", "length 25"],
  ]);
});
