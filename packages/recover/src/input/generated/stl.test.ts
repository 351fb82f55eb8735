import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { judge, seeded } from "./index.fixture.js";
import { generateStl } from "./stl.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

// Every eighth must be refused.
test.each(Array.from({ length: 32 }, (_, i) => i))("stl, seed %i", (seed) => {
  const file = generateStl(seeded(seed), seed);
  expect(judge(kernel, file).fault, file.name).toBeUndefined();
});
