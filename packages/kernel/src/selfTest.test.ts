import { beforeAll, expect, test } from "vitest";
import type { Kernel } from "./api.js";
import { createKernel } from "./kernel.js";
import { kernelSelfTest } from "./selfTest.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

test("every check of the self-test passes on this machine", () => {
  const results = kernelSelfTest(kernel);
  expect(results.filter((r) => !r.passed)).toEqual([]);
  expect(results.length).toBeGreaterThan(8);
});

test("the self-test reports a kernel that computes wrongly, and one that throws", () => {
  const wrong = kernelSelfTest({
    ...kernel,
    box: (frame, size) => kernel.box(frame, [size[0], size[1], size[2] * 1.001]),
  });
  expect(wrong.find((r) => r.name === "volume of a box")?.passed).toBe(false);
  const broken = kernelSelfTest({
    ...kernel,
    cut: () => {
      throw new Error("no cut today");
    },
  });
  expect(broken.find((r) => r.name === "box minus cylinder")).toMatchObject({ passed: false, error: "no cut today" });
});
