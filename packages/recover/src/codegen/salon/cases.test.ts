import { createKclTools, type KclTools } from "@unbake/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { cases } from "../../testing/cases.js";
import { printSalon } from "./printSalon.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

describe("the salon program", () => {
  it.each(cases)("of $name: formatted, without findings, every point fixed", async ({ file, tree }) => {
    const salon = await printSalon(tree(), { tools });
    await expect(salon.text).toMatchFileSnapshot(file("salon.kcl"));
    expect(tools.format(salon.text)).toBe(salon.text);
    expect(await tools.lint(salon.text)).toEqual([]);
    const { freedom } = await tools.mock(salon.text);
    expect(freedom).toMatchObject({ conflict: 0, free: 0 });
    expect(salon.fallback).toBe(false);
  });
});
