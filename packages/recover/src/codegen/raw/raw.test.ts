import { createKclTools, type KclTools } from "@unbake/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { models } from "../models.fixture.js";
import { printRaw } from "./raw.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

describe("printRaw", () => {
  for (const [name, model] of Object.entries(models)) {
    it(`prints ${name} as the formatter leaves it, without findings, and it evaluates`, async () => {
      const { text } = printRaw(model());
      await expect(text).toMatchFileSnapshot(`./goldens/${name}.raw.golden.kcl`);
      expect(tools.format(text)).toBe(text);
      expect(await tools.lint(text)).toEqual([]);
      const { freedom, issues } = await tools.mock(text);
      expect(issues).toEqual([]);
      expect(freedom.conflict).toBe(0);
    });
  }

  it("says which lines each node became", () => {
    const model = models.drilled?.();
    if (!model) throw new Error("no model");
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
