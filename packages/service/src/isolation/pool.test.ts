import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPool, type Pool } from "./pool.js";

interface Job {
  readonly do?: string;
  readonly echo?: unknown;
  readonly say?: string;
}
interface Result {
  readonly pid: number;
  readonly env: readonly string[];
  readonly echo: unknown;
  readonly scratch: string;
  readonly said?: string;
}

const workerModule = fileURLToPath(new URL("./testing/worker.mjs", import.meta.url));
const generous = { timeoutMs: 20_000, memoryBytes: 2 ** 31 };
let pool: Pool<Job, Result> | undefined;

function open(options: Partial<Parameters<typeof createPool>[0]> = {}): Pool<Job, Result> {
  pool = createPool<Job, Result>({ workerModule, size: 1, limits: generous, ...options });
  return pool;
}

async function finish(jobs: Pool<Job, Result>, job: Job): Promise<Result> {
  const outcome = await jobs.run(job);
  if (outcome.kind !== "done") throw new Error(`${outcome.cause}: ${outcome.detail}`);
  return outcome.result;
}

/** True while process `pid` exists. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

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
    expect(second.pid).toBe(first.pid);
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
    expect(await jobs.run({ do: "crash" })).toMatchObject({ kind: "died", cause: "crash" });
    expect((await finish(jobs, {})).pid).not.toBe(before.pid);
    expect(exists(before.pid)).toBe(false);
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
    const pidOf = async (tenant: string) => {
      const outcome = await jobs.run({}, undefined, { tenant });
      return outcome.kind === "done" ? outcome.result.pid : 0;
    };
    const first = await pidOf("a");
    expect(await pidOf("a")).toBe(first);
    const [other, back] = await Promise.all([pidOf("b"), pidOf("a")]);
    expect(new Set([first, other, back]).size).toBe(3);
    expect(exists(first)).toBe(false);
  });

  it("hands over checkpoints as they arrive", async () => {
    const heard: unknown[] = [];
    await open().run({ say: "so far" }, undefined, { onCheckpoint: ({ said }) => heard.push(said) });
    expect(heard).toEqual(["so far"]);
  });

  it.each(["taint", "grow"])("replaces a child after %s", async (what) => {
    const jobs = open();
    const first = await finish(jobs, { do: what });
    expect((await finish(jobs, {})).pid).not.toBe(first.pid);
  });

  it("replaces a child after its number of jobs", async () => {
    const jobs = open({ recycleAfterJobs: 2 });
    const pids = [await finish(jobs, {}), await finish(jobs, {}), await finish(jobs, {})].map((r) => r.pid);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[0]);
  });

  it("cancels running and waiting jobs when it closes, and leaves no child and no scratch folder", async () => {
    const jobs = open();
    const { pid, scratch } = await finish(jobs, {});
    const running = jobs.run({ do: "hang" });
    const waiting = jobs.run({});
    await new Promise((resolve) => setTimeout(resolve, 100));
    await jobs.close();
    expect(await running).toMatchObject({ kind: "died", cause: "cancelled" });
    expect(await waiting).toMatchObject({ kind: "died", cause: "cancelled" });
    expect(exists(pid)).toBe(false);
    expect(existsSync(scratch)).toBe(false);
  });

  it("tries again in a fresh child what may have failed for what others left behind, and not more often", async () => {
    const jobs = open();
    const before = await finish(jobs, {});
    const again = await finish(jobs, { do: "crash unless first" });
    expect(again.pid).not.toBe(before.pid);
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
    const { pid } = await finish(open(), {});
    const groupOf = (of: number | "self") => /\) \S \d+ (\d+)/.exec(readFileSync(`/proc/${of}/stat`, "utf8"))?.[1];
    if (process.platform === "linux") expect(groupOf(pid)).not.toBe(groupOf("self"));
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
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve)));
    // The job has to reach the child before its parent dies.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(exists(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(exists(pid)).toBe(false), { timeout: 10_000, interval: 50 });
  });

  it("cancels one job by its signal", async () => {
    const abort = new AbortController();
    const running = open().run({ do: "hang" }, abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(await running).toMatchObject({ kind: "died", cause: "cancelled" });
  });
});
