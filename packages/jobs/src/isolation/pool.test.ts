import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { canSeeMemory, childrenOf } from "./memory.js";
import { createPool, type Pool } from "./pool.js";

interface Job {
  readonly do?: string;
  readonly echo?: unknown;
  readonly say?: string;
}
interface Result {
  readonly id: string;
  readonly env: readonly string[];
  readonly echo: unknown;
  readonly scratch: string;
  readonly said?: string;
}

const childModule = fileURLToPath(new URL("./testing/child.mjs", import.meta.url));
const generous = { timeoutMs: 20_000, memoryBytes: 2 ** 31 };
let pool: Pool<Job, Result> | undefined;

function open(options: Partial<Parameters<typeof createPool>[0]> = {}): Pool<Job, Result> {
  pool = createPool<Job, Result>({ childModule, size: 1, limits: generous, ...options });
  return pool;
}

async function finish(jobs: Pool<Job, Result>, job: Job): Promise<Result> {
  const outcome = await jobs.run(job);
  if (outcome.kind !== "done") throw new Error(`${outcome.cause}: ${outcome.detail}`);
  return outcome.result;
}

/** All processes that `pid` has started, and theirs. */
function below(pid: number): readonly number[] {
  return (childrenOf(pid) ?? []).flatMap((child) => [child, ...below(child)]);
}

/** Those of them that are no other test's. */
const running = () => below(process.pid).filter((pid) => commandOf(pid).includes(childModule));

/** What a process was started with; empty when it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** Where the system does not tell who started whom, nothing is seen and nothing is left to see. */
const expectRunning = (some: boolean) => {
  if (canSeeMemory()) expect(running().length > 0).toBe(some);
};

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

describe("pool", () => {
  it("answers jobs, keeps the child warm and gives it an empty environment", async () => {
    const jobs = open();
    const first = await finish(jobs, { echo: new Uint8Array([1, 2]) });
    const second = await finish(jobs, {});
    expect(first.echo).toEqual(new Uint8Array([1, 2]));
    expect(second.id).toBe(first.id);
    const outcome = await jobs.run({});
    expect(outcome.kind === "done" && outcome.cpuMs).toBeGreaterThan(0);
    expect(first.env.filter((name) => !name.startsWith("NODE_CHANNEL"))).toEqual([]);
  });

  it("kills a job that hangs; the jobs beside and after it are done", async () => {
    const jobs = open({ size: 2, limits: { ...generous, timeoutMs: 6000 } });
    const [hung, ...others] = await Promise.all([jobs.run({ do: "hang" }), jobs.run({}), jobs.run({}), jobs.run({})]);
    expect(hung).toMatchObject({ kind: "died", cause: "timeout", detail: "6 s" });
    expect(others.map((o) => o.kind)).toEqual(["done", "done", "done"]);
    expect((await jobs.run({})).kind).toBe("done");
  });

  it("keeps the last checkpoint of a job that dies", async () => {
    const outcome = await open().run({ say: "so far", do: "die" });
    expect(outcome).toMatchObject({ kind: "died", cause: "crash", checkpoint: { said: "so far" } });
    expect(outcome.kind === "died" && outcome.detail).toBe("killed by SIGKILL: fatal: last words");
  });

  it("reports a handler's exception as a crash and replaces the child", async () => {
    const jobs = open();
    const before = await finish(jobs, {});
    expectRunning(true);
    const processes = running();
    expect(await jobs.run({ do: "crash" })).toMatchObject({ kind: "died", cause: "crash" });
    expect((await finish(jobs, {})).id).not.toBe(before.id);
    expect(running().filter((pid) => processes.includes(pid))).toEqual([]);
  });

  it("kills a child past its memory limit and measures the peak", async () => {
    const limit = 400 * 2 ** 20;
    const outcome = await open({ limits: { ...generous, memoryBytes: limit } }).run({ do: "hoard" });
    expect(outcome).toMatchObject({ kind: "died", cause: "memory", detail: "400 MB" });
    expect(outcome.peakBytes).toBeGreaterThan(limit);
  });

  it("calls a full JavaScript heap memory, not a crash", async () => {
    const outcome = await open({ execArgv: ["--max-old-space-size=40"] }).run({ do: "fill-heap" });
    expect(outcome).toMatchObject({ kind: "died", cause: "memory" });
  });

  it("keeps tenants apart: a child serves one of them in its life", async () => {
    const jobs = open({ size: 1 });
    const idOf = async (tenant: string) => {
      const outcome = await jobs.run({}, undefined, { tenant });
      return outcome.kind === "done" ? outcome.result.id : undefined;
    };
    const first = await idOf("a");
    expect(await idOf("a")).toBe(first);
    const [other, back] = await Promise.all([idOf("b"), idOf("a")]);
    expect(new Set([first, other, back]).size).toBe(3);
  });

  it("hands over checkpoints as they arrive", async () => {
    const heard: unknown[] = [];
    await open().run({ say: "so far" }, undefined, { onCheckpoint: ({ said }) => heard.push(said) });
    expect(heard).toEqual(["so far"]);
  });

  it.each(["taint", "grow"])("replaces a child after %s", async (what) => {
    const jobs = open();
    const first = await finish(jobs, { do: what });
    expect((await finish(jobs, {})).id).not.toBe(first.id);
  });

  it("replaces a child after its number of jobs", async () => {
    const jobs = open({ recycleAfterJobs: 2 });
    const ids = [await finish(jobs, {}), await finish(jobs, {}), await finish(jobs, {})].map((r) => r.id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("cancels running and waiting jobs when it closes, and leaves no child and no scratch folder", async () => {
    const jobs = open();
    const { scratch } = await finish(jobs, {});
    const hanging = jobs.run({ do: "hang" });
    const waiting = jobs.run({});
    await new Promise((resolve) => setTimeout(resolve, 100));
    await jobs.close();
    expect(await hanging).toMatchObject({ kind: "died", cause: "cancelled" });
    expect(await waiting).toMatchObject({ kind: "died", cause: "cancelled" });
    expectRunning(false);
    expect(existsSync(path.dirname(path.dirname(scratch)))).toBe(false);
  });

  it("tries again in a fresh child what may have failed for what others left behind, and not more often", async () => {
    const jobs = open();
    const before = await finish(jobs, {});
    const again = await finish(jobs, { do: "crash unless first" });
    expect(again.id).not.toBe(before.id);
    expect(await jobs.run({ do: "die" })).toMatchObject({ kind: "died", cause: "crash" });
  });

  it("does again, with what it has, a job whose child was told to end from outside, and says so when that goes on", async () => {
    const jobs = open();
    const outcome = await jobs.run({ do: "stop" }, undefined, { again: async () => ({ echo: "the rest" }) });
    expect(outcome).toMatchObject({ kind: "done", result: { echo: "the rest" } });
    expect(await jobs.run({ do: "stop" })).toMatchObject({ kind: "died", cause: "stopped", signal: "SIGQUIT" });
  });

  it("leaves it to the parent when a child ends: signals to the whole group or unit do nothing to it", async () => {
    expect(await open().run({ do: "be asked to stop" })).toMatchObject({ kind: "done" });
    await finish(open(), {});
    const groupOf = (of: number) => /\) \S \d+ (\d+)/.exec(readFileSync(`/proc/${of}/stat`, "utf8"))?.[1];
    expectRunning(true);
    for (const pid of running()) expect(groupOf(pid)).not.toBe(groupOf(process.pid));
  });

  it("takes no signal to everybody for a word to itself, nor do those that guard it", async () => {
    const jobs = open();
    const before = await finish(jobs, {});
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
      for (const pid of running()) process.kill(pid, signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await finish(jobs, {})).id).toBe(before.id);
  });

  it("keeps both tries together within the one limit", async () => {
    const jobs = open({ limits: { ...generous, timeoutMs: 8000 } });
    await finish(jobs, {});
    const outcome = await jobs.run({ do: "crash, then hang" });
    expect(outcome).toMatchObject({ kind: "died", cause: "timeout", detail: "8 s" });
    expect(outcome.ms).toBeLessThan(12_000);
  });

  it("does not outlive a parent that was killed, even while it is blocked", async () => {
    const script = fileURLToPath(new URL("./testing/parent.mjs", import.meta.url));
    const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve));
    // The job has to reach the child before its parent dies.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const processes = below(parent.pid ?? 0);
    if (canSeeMemory()) expect(processes.length).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    const left = () => processes.filter((pid) => commandOf(pid) !== "");
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000, interval: 50 });
  });

  it("cancels one job by its signal", async () => {
    const abort = new AbortController();
    const running = open().run({ do: "hang" }, abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(await running).toMatchObject({ kind: "died", cause: "cancelled" });
  });
});
