/**
 * A pool of warm children. Each takes one job at a time; one that died, is tainted, has grown or has served its number of jobs
 * is replaced. A job that kills its child costs that job only.
 */
import { type Child, describeTime, type JobWatch, type Limits, startChild } from "./child.js";
import { type Grants, nothing } from "./files/index.js";
import type { Outcome } from "./protocol.js";
import { type Isolation, type SandboxMode, sandboxFor } from "./sandbox/index.js";

export interface PoolOptions<Job = unknown> {
  /** Path of the module that the children run; it calls `serveJobs`. */
  readonly childModule: string;
  readonly size: number;
  readonly limits: Limits;
  /** Replace a child after this many jobs (a bound on slow leaks). */
  readonly recycleAfterJobs?: number;
  /** Replace a child whose kernel holds more than this. */
  readonly recycleAboveBytes?: number;
  /** Flags of node for the children. */
  readonly execArgv?: readonly string[];
  /** Where their temporary folders are; the system's place for them by default. */
  readonly scratch?: string;
  /** As far as the machine allows by default. */
  readonly sandbox?: SandboxMode;
  /** Which files a job may have; none by default. */
  readonly grants?: (job: Job) => Grants;
}

export interface RunOptions<Job, Result> extends Pick<JobWatch<Result>, "onCheckpoint"> {
  /** A child serves one tenant in its life. Jobs without one share the children that have served none. */
  readonly tenant?: string;
  /** The job of the next try, when a child died of what others may have left behind, or was told to end: it can go on from the checkpoints. */
  readonly again?: () => Promise<Job>;
}

export interface Pool<Job, Result> {
  /** How far its children are isolated. */
  readonly isolation: Isolation;
  /** Starts up to `count` children now, so that they warm up while the caller does something else. */
  warm(count: number): void;
  /** Waits for a free child and runs the job. Rejects when the system has no process or no folder for a child, and when `again` does. */
  run(job: Job, signal?: AbortSignal, options?: RunOptions<Job, Result>): Promise<Outcome<Result>>;
  /** Kills every child at once; waiting and running jobs end as `cancelled`. */
  close(): Promise<void>;
}

/** What one start of a child (half a second of a processor) is spread over; memory has a bound of its own. */
const defaultRecycleAfterJobs = 100;
/** The kernel's memory never shrinks; a child past this would run the next big file into its limit. */
const defaultRecycleAboveBytes = 600 * 2 ** 20;

/**
 * A child that has served others can run out of memory or fall over what they left behind. What becomes of a file must not depend on
 * the files before it, so such a job gets a second try in a fresh child.
 */
function mayBeInherited(outcome: Outcome<unknown>): boolean {
  return outcome.kind === "died" && (outcome.cause === "memory" || outcome.cause === "crash");
}

function isStopped(outcome: Outcome<unknown>): boolean {
  return outcome.kind === "died" && outcome.cause === "stopped";
}

/** Children that are told to end from outside are replaced so often within one job; then the caller is told. */
const replacements = 3;

/** Two tries as one: their time adds up, and the limit that the second one met is the limit of both. */
function asOne<Result>(first: Outcome<Result>, second: Outcome<Result>, limits: Limits): Outcome<Result> {
  const both = { ...second, ms: first.ms + second.ms, peakBytes: Math.max(first.peakBytes, second.peakBytes) };
  const timedOut = both.kind === "died" && both.cause === "timeout";
  return timedOut ? { ...both, detail: describeTime(limits.timeoutMs) } : both;
}

function isWorn(child: Child<never, unknown>, afterJobs: number, aboveBytes: number): boolean {
  const { alive, state, jobsDone } = child;
  return !alive || state.tainted || jobsDone >= afterJobs || state.retainedBytes > aboveBytes;
}

/** Takes the idle child that suits `tenant` best: its own, else one that has served nobody. */
function takeFor<C extends object>(tenant: string, idle: C[], tenants: WeakMap<C, string>): C | undefined {
  const own = idle.findLastIndex((child) => tenants.get(child) === tenant);
  const index = own >= 0 ? own : idle.findLastIndex((child) => !tenants.has(child));
  return index >= 0 ? idle.splice(index, 1)[0] : undefined;
}

/** Creates an empty pool; children start with `warm` or with the first jobs. Throws `NotIsolated` where the sandbox is required and there is none. */
export function createPool<Job, Result>(options: PoolOptions<Job>): Pool<Job, Result> {
  const { childModule, size, limits, execArgv = [], scratch, grants = () => nothing } = options;
  const sandbox = sandboxFor(childModule, options.sandbox);
  const recycleAfterJobs = options.recycleAfterJobs ?? defaultRecycleAfterJobs;
  const recycleAboveBytes = options.recycleAboveBytes ?? defaultRecycleAboveBytes;
  const idle: Child<Job, Result>[] = [];
  const all = new Set<Child<Job, Result>>();
  const tenants = new WeakMap<Child<Job, Result>, string>();
  const waiting: { readonly tenant: string; readonly resolve: (child: Child<Job, Result> | undefined) => void }[] = [];
  const closing = new AbortController();

  const start = () => {
    const room = scratch === undefined ? {} : { scratchRoot: scratch };
    const child = startChild<Job, Result>({ childModule, execArgv, sandbox, ...room });
    all.add(child);
    return child;
  };

  const discard = (child: Child<Job, Result>) => {
    all.delete(child);
    void child.kill();
  };

  /** Undefined when the pool is closing. */
  async function take(tenant: string): Promise<Child<Job, Result> | undefined> {
    if (closing.signal.aborted) return undefined;
    const pick = () => takeFor(tenant, idle, tenants);
    for (let child = pick(); child; child = pick()) {
      if (child.alive) return child;
      discard(child);
    }
    if (all.size < size) return start();
    const strange = idle.shift();
    if (strange) {
      discard(strange);
      return start();
    }
    return new Promise((resolve) => waiting.push({ tenant, resolve }));
  }

  function give(child: Child<Job, Result>): void {
    const worn = isWorn(child, recycleAfterJobs, recycleAboveBytes);
    const next = closing.signal.aborted ? undefined : waiting.shift();
    const reusable = !worn && (!next || tenants.get(child) === next.tenant);
    if (!reusable) discard(child);
    if (closing.signal.aborted) return;
    if (next) next.resolve(reusable ? child : start());
    else if (reusable) idle.push(child);
  }

  return {
    isolation: sandbox.isolation,
    warm(count) {
      while (all.size < Math.min(count, size)) idle.push(start());
    },
    async run(job, signal, { tenant = "", again = async () => job, onCheckpoint } = {}) {
      const child = await take(tenant);
      if (!child) return { kind: "died", cause: "cancelled", detail: "cancelled", ms: 0, peakBytes: 0 };
      tenants.set(child, tenant);
      const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      const watch = { signal: either, ...(onCheckpoint && { onCheckpoint }) };
      let last = child;
      const runAgain = async (first: Outcome<Result>) => {
        const next = await again();
        all.delete(last);
        last = start();
        tenants.set(last, tenant);
        const left = Math.max(1000, limits.timeoutMs - first.ms);
        return asOne(first, await last.run(next, { ...limits, timeoutMs: left }, watch, grants(next)), limits);
      };
      try {
        let outcome = await child.run(job, limits, watch, grants(job));
        for (let i = 0; i < replacements && isStopped(outcome) && !either.aborted; i++)
          outcome = await runAgain(outcome);
        const isFresh = last !== child || child.jobsDone === 1;
        return isFresh || !mayBeInherited(outcome) ? outcome : await runAgain(outcome);
      } finally {
        give(last);
      }
    },
    async close() {
      closing.abort();
      for (const { resolve } of waiting.splice(0)) resolve(undefined);
      await Promise.all([...all].map((child) => child.kill()));
    },
  };
}
