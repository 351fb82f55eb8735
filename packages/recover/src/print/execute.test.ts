import { createKclTools, type KclTools } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildModel } from "../tree/build.js";
import { models } from "./models.fixture.js";
import { printRaw } from "./raw.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  tools = await createKclTools();
  kernel = await createKernel();
});

describe("a raw program", () => {
  for (const [name, model] of Object.entries(models)) {
    it(`of ${name} rebuilds what the tree means`, async () => {
      const built = kernel.massProperties(buildModel(kernel, model()));
      const { text } = printRaw(model());
      const { bodies } = await tools.execute(text, { kernel });
      const run = kernel.massProperties(kernel.compound(bodies.map((body) => body.shape)));
      expect(bodies.length).toBe(model().instances.length);
      expect(Math.abs(run.volume / built.volume - 1)).toBeLessThan(1e-9);
      expect(Math.abs(run.area / built.area - 1)).toBeLessThan(1e-9);
      for (const i of [0, 1, 2] as const) expect(run.centroid[i]).toBeCloseTo(built.centroid[i], 5);
    });
  }
});
