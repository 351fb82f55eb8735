import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { silentLogger } from "../log/index.js";
import { watchConditions } from "./watch.js";

const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
const away = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });

/** A watch whose probes fail with what `lacks` says. */
function watched() {
  const world = { lacks: undefined as Error | undefined, probes: 0 };
  const probe = async () => {
    world.probes++;
    if (world.lacks) throw world.lacks;
  };
  return { world, conditions: watchConditions({ probe, log: silentLogger, firstPauseMs: 5 }) };
}

it("holds until a probe succeeds, and says by what it is held", async () => {
  const { world, conditions } = watched();
  await conditions.passed();
  world.lacks = full;
  expect(conditions.report(full)).toBe("full");
  expect(await conditions.look()).toBe("the storage is full");
  let passed = false;
  const waiting = conditions.passed().then(() => {
    passed = true;
  });
  world.lacks = away;
  await expect.poll(() => conditions.look()).toBe("the database does not answer");
  expect(passed).toBe(false);
  world.lacks = undefined;
  await waiting;
  expect(await conditions.look()).toBeUndefined();
  await conditions.stop();
});

it("lets go of who is told to end, and probes with growing pauses", async () => {
  const { world, conditions } = watched();
  world.lacks = full;
  conditions.report(full);
  const end = new AbortController();
  const waiting = conditions.passed(end.signal);
  await sleep(100);
  // 5, 10, 20, 40 ms.
  expect(world.probes).toBeGreaterThan(1);
  expect(world.probes).toBeLessThan(7);
  end.abort();
  await waiting;
  await conditions.stop();
});

it("is held by nothing that is no condition, and sees by itself what nobody has reported", async () => {
  const { world, conditions } = watched();
  expect(conditions.report(new Error("a bug"))).toBeUndefined();
  await conditions.passed();
  world.lacks = full;
  expect(await conditions.look()).toBe("the storage is full");
  await conditions.stop();
});
