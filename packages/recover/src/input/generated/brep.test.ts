import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { generateBrep } from "./brep.fixture.js";
import { judge, seeded } from "./index.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const seed = 70_260;

it.each(Array.from({ length: 40 }, (_, i) => seed + i))(
  "a BRep text of seed %i is read or refused as it should be",
  (n) => {
    const file = generateBrep(seeded(n), n);
    expect(judge(kernel, file).fault, file.name).toBeUndefined();
  },
);
