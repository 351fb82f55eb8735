import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { generateIges } from "./iges.fixture.js";
import { judge, seeded } from "./index.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const seed = 20_260;

it.each(Array.from({ length: 40 }, (_, i) => seed + i))(
  "an IGES file of seed %i is read or refused as it should be",
  (n) => {
    const file = generateIges(seeded(n), n);
    expect(judge(kernel, file).fault, file.name).toBeUndefined();
  },
);
