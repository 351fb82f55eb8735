import { describe, expect, it } from "vitest";
import { treeOf } from "../../testing/cases.js";
import { printRaw } from "./raw.js";

describe("printRaw", () => {
  it("says which lines each node became", () => {
    const model = treeOf("drilled");
    const { text, lines } = printRaw(model);
    const rows = text.split("\n");
    const body = model.parts[0]?.body;
    if (body?.type !== "boolean") throw new Error("not a boolean");
    const block = lines.get(body.base);
    expect(rows.slice((block?.first ?? 0) - 1, block?.last)).toContain("extrude001 = extrude(profile001, length = 12)");
    const whole = lines.get(body);
    expect(rows[(whole?.last ?? 0) - 1]).toBe(")");
    expect(rows.slice(0, whole?.last).join("\n")).toContain("subtract001 = subtract(");
  });
});
