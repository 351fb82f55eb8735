import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { judge, seeded } from "./index.fixture.js";
import { generateThreeMf } from "./threeMf.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

// Every eighth must be refused.
test.each(Array.from({ length: 32 }, (_, i) => i))("3mf, seed %i", (seed) => {
  const file = generateThreeMf(seeded(seed), seed);
  expect(judge(kernel, file).fault, file.name).toBeUndefined();
});
