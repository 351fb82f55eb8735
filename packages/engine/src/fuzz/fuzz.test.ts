import { readdirSync, readFileSync } from "node:fs";
import { createKernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { createKclTools } from "../tools.js";
import { type Engine, judge } from "./judge.fixture.js";

const seed = 20261129;
const count = 120;
/** Runs of commands in which faults were found: surfaces by next to nothing, and turned over themselves. */
const once = [1952, 1998, 5876, 6238, 6738, 7372, 8772, 12977, 13433];
const examples = new URL("../../../../examples/kcl/", import.meta.url);

describe("random inputs", () => {
  let engine: Engine;
  beforeAll(async () => {
    const programs = readdirSync(examples)
      .filter((name) => name.endsWith(".kcl"))
      .map((name) => readFileSync(new URL(name, examples), "utf8"));
    engine = { tools: await createKclTools(), kernel: await createKernel(), programs };
  });

  it(`${count} of them neither crash the engine nor make it lie (seed ${seed})`, async () => {
    const verdicts = [];
    for (let index = 0; index < count; index++) verdicts.push(await judge(engine, seed, index));
    expect(verdicts.filter((verdict) => verdict.outcome === "fault")).toEqual([]);
    // A run in which nothing executes or nothing is refused tests nothing.
    for (const outcome of ["executed", "refused"]) {
      expect(verdicts.some((verdict) => verdict.outcome === outcome)).toBe(true);
    }
  });

  it.each(once)("commands %i, at fault once, are not any more", async (index) => {
    expect(await judge(engine, seed, index)).not.toMatchObject({ outcome: "fault" });
  });
});
