import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { judge, seeded } from "./index.fixture.js";
import { generateStep } from "./step.fixture.js";

const seed = Number(process.env.UNBAKE_SEED ?? 20_261_129);
const files = 60;

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

test(`${files} STEP files are read as they were written, or refused for what is wrong in them (seed ${seed})`, () => {
  const outcomes = { read: 0, refused: 0 };
  for (let i = 0; i < files; i++) {
    const file = generateStep(seeded(seed + i), i);
    const { outcome, fault } = judge(kernel, file);
    outcomes[outcome]++;
    expect(fault, `${i}: ${file.name}`).toBeUndefined();
  }
  expect(outcomes.read).toBeGreaterThan(40);
  expect(outcomes.refused).toBeGreaterThan(5);
});
