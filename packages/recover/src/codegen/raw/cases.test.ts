import { createKclTools, type KclTools } from "@unbake/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { cases } from "../../testing/cases.js";
import { printRaw } from "./raw.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

describe("the raw program", () => {
  it.each(cases)("of $name: as the formatter leaves it, without findings, and it evaluates", async ({ file, tree }) => {
    const { text } = printRaw(tree());
    await expect(text).toMatchFileSnapshot(file("raw.kcl"));
    expect(tools.format(text)).toBe(text);
    expect(await tools.lint(text)).toEqual([]);
    const { freedom, issues } = await tools.mock(text);
    expect(issues).toEqual([]);
    expect(freedom.conflict).toBe(0);
  });
});
