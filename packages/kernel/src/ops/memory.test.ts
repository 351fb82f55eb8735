import { expect, test } from "vitest";
import { at, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

test("booleans and checks leave nothing behind", async () => {
  const kernel = await createKernel();
  const round = () =>
    kernel.scope(() => {
      const cut = kernel.cut([kernel.box(world, [10, 20, 5])], [kernel.box(at(2, 2, 2), [3, 3, 9])], { check: false });
      for (let i = 0; i < 4; i++) kernel.isValid(cut.shape);
    });
  for (let i = 0; i < 20; i++) round();
  const before = kernel.memoryBytes();
  for (let i = 0; i < 300; i++) round();
  // Memory grows in steps of a quarter; what was left behind was 0.3 MB a round.
  expect(kernel.memoryBytes() - before).toBeLessThan(30 * 2 ** 20);
}, 60_000);
