/**
 * A pool of warm children. Each takes one job at a time; one that died, is tainted, has grown or has served its number of jobs
 * is replaced. A job that kills its child costs that job only.
 */
import { type Child, describeTime, type Limits, startChild } from "./child.js";
import type { Outcome } from "./protocol.js";

export interface PoolOptions {
  /** Path of the module that the children run; it calls `serveJobs`. */
  readonly workerModule: string;
  readonly size: number;
  readonly limits: Limits;
  /** Replace a child after this many jobs (a bound on slow leaks). */
  readonly recycleAfterJobs?: number;
  /** Replace a child whose kernel holds more than this. */
  readonly recycleAboveBytes?: number;
  /** Flags of node for the children. */
  readonly execArgv?: readonly string[];
}

export interface Pool<Job, Result> {
  /** Starts up to `count` children now, so that they warm up while the caller does something else. */
  warm(count: number): void;
  /** Waits for a free child and runs the job. Never rejects. */
  run(job: Job, signal?: AbortSignal): Promise<Outcome<Result>>;
  /** Kills every child at once; waiting and running jobs end as `cancelled`. */
  close(): Promise<void>;
}

const defaultRecycleAfterJobs = 50;
/** The kernel's memory never shrinks; a child past this would run the next big file into its limit. */
const defaultRecycleAboveBytes = 600 * 2 ** 20;

/**
 * A child that has served others can run out of memory or fall over what they left behind. What becomes of a file must not depend on
 * the files before it, so such a job gets a second try in a fresh child.
 */
function mayBeInherited(outcome: Outcome<unknown>): boolean {
  return outcome.kind === "died" && (outcome.cause === "memory" || outcome.cause === "crash");
}

/** Two tries as one: their time adds up, and the limit that the second one met is the limit of both. */
function asOne<Result>(first: Outcome<Result>, second: Outcome<Result>, limits: Limits): Outcome<Result> {
  const both = { ...second, ms: first.ms + second.ms, peakBytes: Math.max(first.peakBytes, second.peakBytes) };
  const timedOut = both.kind === "died" && both.cause === "timeout";
  return timedOut ? { ...both, detail: describeTime(limits.timeoutMs) } : both;
}

/** Creates an empty pool; children start with `warm` or with the first jobs. */
export function createPool<Job, Result>(options: PoolOptions): Pool<Job, Result> {
  const { workerModule, size, limits, execArgv = [] } = options;
  const recycleAfterJobs = options.recycleAfterJobs ?? defaultRecycleAfterJobs;
  const recycleAboveBytes = options.recycleAboveBytes ?? defaultRecycleAboveBytes;
  const idle: Child<Job, Result>[] = [];
  const all = new Set<Child<Job, Result>>();
  const waiting: ((child: Child<Job, Result> | undefined) => void)[] = [];
  const closing = new AbortController();

  const start = () => {
    const child = startChild<Job, Result>(workerModule, execArgv);
    all.add(child);
    return child;
  };

  /** Undefined when the pool is closing. */
  async function take(): Promise<Child<Job, Result> | undefined> {
    if (closing.signal.aborted) return undefined;
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.alive) return child;
      all.delete(child);
    }
    if (all.size < size) return start();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function give(child: Child<Job, Result>): void {
    const worn =
      !child.alive ||
      child.state.tainted ||
      child.jobsDone >= recycleAfterJobs ||
      child.state.retainedBytes > recycleAboveBytes;
    if (worn) {
      all.delete(child);
      void child.kill();
    }
    if (closing.signal.aborted) return;
    const next = waiting.shift();
    if (next) next(worn ? start() : child);
    else if (!worn) idle.push(child);
  }

  return {
    warm(count) {
      while (all.size < Math.min(count, size)) idle.push(start());
    },
    async run(job, signal) {
      const child = await take();
      if (!child) return { kind: "died", cause: "cancelled", detail: "cancelled", ms: 0, peakBytes: 0 };
      const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      let last = child;
      try {
        const first = await child.run(job, limits, either);
        if (child.jobsDone === 1 || !mayBeInherited(first)) return first;
        all.delete(child);
        last = start();
        const left = Math.max(1000, limits.timeoutMs - first.ms);
        const second = await last.run(job, { ...limits, timeoutMs: left }, either);
        return asOne(first, second, limits);
      } finally {
        give(last);
      }
    },
    async close() {
      closing.abort();
      for (const resolve of waiting.splice(0)) resolve(undefined);
      await Promise.all([...all].map((child) => child.kill()));
    },
  };
}
