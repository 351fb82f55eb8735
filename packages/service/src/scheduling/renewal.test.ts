import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { keepRenewing } from "./renewal.js";

it("renews a few times in each lease; sooner again after a failure, and beside one that hangs", async () => {
  const leaseMs = 600;
  let calls = 0;
  let errors = 0;
  let act = async () => {};
  const loop = keepRenewing(
    leaseMs,
    () => {
      calls++;
      return act();
    },
    () => errors++,
  );
  const within = async (ms: number) => {
    const before = calls;
    await sleep(ms);
    return calls - before;
  };
  const usual = await within(2 * leaseMs);
  expect(usual).toBeGreaterThanOrEqual(3);
  expect(usual).toBeLessThanOrEqual(7);
  act = () => Promise.reject(new Error("away"));
  expect(await within(2 * leaseMs)).toBeGreaterThan(usual);
  expect(errors).toBeGreaterThan(usual - 1);
  act = () => new Promise(() => {});
  expect(await within(2 * leaseMs)).toBeGreaterThanOrEqual(2);
  await loop.stop();
  expect(await within(leaseMs)).toBe(0);
});
