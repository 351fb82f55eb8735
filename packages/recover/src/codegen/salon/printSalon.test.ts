import { createKclTools, type KclTools } from "@unbake/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { models } from "../models.fixture.js";
import { printSalon } from "./printSalon.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

describe("printSalon", () => {
  for (const [name, model] of Object.entries(models)) {
    it(`prints ${name}: formatted, without findings, every point fixed`, async () => {
      const salon = await printSalon(model(), { tools });
      await expect(salon.text).toMatchFileSnapshot(`./goldens/${name}.golden.kcl`);
      expect(tools.format(salon.text)).toBe(salon.text);
      expect(await tools.lint(salon.text)).toEqual([]);
      const { freedom } = await tools.mock(salon.text);
      expect(freedom.conflict).toBe(0);
      expect(freedom.free).toBe(0);
      expect(salon.fallback).toBe(false);
    });
  }
});
