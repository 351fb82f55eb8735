import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { judge, seeded } from "./index.fixture.js";
import { generatePly } from "./ply.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

// Every eighth must be refused.
test.each(Array.from({ length: 32 }, (_, i) => i))("ply, seed %i", (seed) => {
  const file = generatePly(seeded(seed), seed);
  expect(judge(kernel, file).fault, file.name).toBeUndefined();
});
