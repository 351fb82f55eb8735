import { createKclTools, type KclTools } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildModel } from "../model/build.js";
import type { Model } from "../model/types.js";
import { models } from "./models.fixture.js";

/** One test for each of the models: the program that `print` makes of it gives the solids that the tree means. */
export function describeRebuilt(title: string, print: (model: Model, tools: KclTools) => Promise<string> | string) {
  describe(title, () => {
    let tools: KclTools;
    let kernel: Kernel;
    beforeAll(async () => {
      tools = await createKclTools();
      kernel = await createKernel();
    });
    for (const [name, model] of Object.entries(models)) {
      it(`of ${name} rebuilds what the tree means`, async () => {
        const built = kernel.massProperties(buildModel(kernel, model()));
        const { bodies } = await tools.execute(await print(model(), tools), { kernel });
        const run = kernel.massProperties(kernel.compound(bodies.map((body) => body.shape)));
        expect(bodies.length).toBe(model().instances.length);
        expect(Math.abs(run.volume / built.volume - 1)).toBeLessThan(1e-9);
        expect(Math.abs(run.area / built.area - 1)).toBeLessThan(1e-9);
        for (const i of [0, 1, 2] as const) expect(run.centroid[i]).toBeCloseTo(built.centroid[i], 5);
      });
    }
  });
}
