/**
 * One child process from its birth to its end, running one job at a time under a limit on time and one on memory.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { heartbeatFd, residentBytes, watchMemory } from "./memory.js";
import type { ChildMessage, ChildReport, ChildState, DeathCause, JobMessage, Outcome } from "./protocol.js";
import { removeFolder } from "./scratch.js";

export interface Limits {
  /** Wall-clock limit of one job, its child's start-up included. */
  readonly timeoutMs: number;
  /** Limit on the child's resident bytes. */
  readonly memoryBytes: number;
}

export interface Child<Job, Result> {
  /** Runs one job. Rejects when the system has no process or no folder for it (ENOSPC, EMFILE, EAGAIN). Call it again only after it has resolved, and only while `alive`. */
  run(job: Job, limits: Limits, watch?: JobWatch<Result>): Promise<Outcome<Result>>;
  readonly alive: boolean;
  readonly jobsDone: number;
  /** As of the last job. */
  readonly state: ChildState;
  /** Ends the process now; a running job ends as `cancelled`. Resolves when the process is gone. */
  kill(): Promise<void>;
}

/** How the caller follows a job. */
export interface JobWatch<Result> {
  readonly signal?: AbortSignal;
  /** Gets each checkpoint as it arrives. */
  readonly onCheckpoint?: (result: Result) => void;
}

type Died<Result> = Extract<Outcome<Result>, { kind: "died" }>;

const lastWordsBytes = 2000;
const fresh: ChildReport = { retainedBytes: 0, tainted: false, cpuMs: 0 };

interface Exit {
  readonly cause: "crash" | "stopped";
  readonly detail: string;
  readonly signal?: NodeJS.Signals;
}

/** What people, shells and service managers send. No fault of a program raises them, and we kill with SIGKILL only. */
const requestsToEnd: ReadonlySet<string> = new Set(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]);

function exitOf(code: number | null, signal: NodeJS.Signals | null): Exit {
  if (signal === null) return { cause: "crash", detail: `exit code ${code}` };
  return { cause: requestsToEnd.has(signal) ? "stopped" : "crash", detail: `killed by ${signal}`, signal };
}

/** A limit on time, for people. */
export function describeTime(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** Starts a child on `workerModule` (a path of a module that calls `serveJobs`) with an empty environment. */
export function startChild<Job, Result>(
  workerModule: string,
  execArgv: readonly string[],
  scratchRoot = tmpdir(),
): Child<Job, Result> {
  const child = fork(workerModule, [], {
    env: {},
    execArgv: [...execArgv],
    serialization: "advanced",
    // Ctrl-C and `timeout` tell the whole process group to end: the parent decides when a child does, and its watchdog when the parent is gone.
    detached: true,
    // The kernel may print: its words must not mix with our data on stdout.
    stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
  });
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-lastWordsBytes);
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once("error", (error) => resolve({ cause: "crash", detail: error.message }));
    child.once("exit", (code, signal) => resolve(exitOf(code, signal)));
  });
  /** The system had no process or no pipe for it. */
  let unborn: Error | undefined;
  child.once("error", (error) => {
    if (child.pid === undefined) unborn = error;
  });
  let isReady = false;
  child.on("message", ({ type }: ChildMessage<Result>) => {
    if (type === "ready") isReady = true;
  });
  let alive = true;
  let busy = false;
  let jobsDone = 0;
  let state = fresh;
  exited.then(() => {
    alive = false;
  });

  async function run(job: Job, limits: Limits, watch: JobWatch<Result> = {}): Promise<Outcome<Result>> {
    if (busy) throw new Error("a child takes one job at a time");
    busy = true;
    let scratch: string | undefined;
    try {
      if (child.pid === undefined) await exited;
      if (unborn) throw unborn;
      scratch = await mkdtemp(path.join(scratchRoot, "unbake-"));
      const ended = await supervise<Job, Result>(
        child,
        exited,
        { job, scratch, id: jobsDone, type: "job" },
        limits,
        state.cpuMs,
        watch,
      );
      jobsDone++;
      if (ended.state) {
        state = ended.state;
        return ended.outcome;
      }
      alive = false;
      if (ended.outcome.cause !== "crash") return ended.outcome;
      const crash = explainCrash(ended.outcome, lastWords);
      // It gave up by itself before it had looked at the job: the machine did not let it start.
      const isNoFault = !isReady && crash.cause === "crash" && crash.signal === undefined;
      return isNoFault ? { ...crash, cause: "stopped" } : crash;
    } finally {
      busy = false;
      if (scratch !== undefined) await removeFolder(scratch);
    }
  }

  return {
    run,
    get alive() {
      return alive && child.connected;
    },
    get jobsDone() {
      return jobsDone;
    },
    get state() {
      return state;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Sends one job and waits for the first of: an answer, death, a limit, the signal. The child is dead unless the answer came. */
async function supervise<Job, Result>(
  child: ChildProcess,
  exited: Promise<Exit>,
  message: JobMessage<Job>,
  limits: Limits,
  cpuMsBefore: number,
  { signal, onCheckpoint }: JobWatch<Result>,
): Promise<
  { outcome: Outcome<Result> & { kind: "done" }; state: ChildReport } | { outcome: Died<Result>; state?: undefined }
> {
  const began = performance.now();
  let checkpoint: Result | undefined;
  let peakBytes = 0;
  const cleanups: (() => void)[] = [];

  type End = { done: Result; state: ChildReport } | { cause: DeathCause; detail: string; signal?: NodeJS.Signals };
  const ended = new Promise<End>((resolve) => {
    const listen = (answer: ChildMessage<Result>) => {
      if (answer.type === "ready" || answer.id !== message.id) return;
      if (answer.type === "checkpoint") {
        checkpoint = answer.result;
        onCheckpoint?.(answer.result);
      } else if (answer.type === "done") resolve({ done: answer.result, state: answer.state });
      else resolve({ cause: "crash", detail: summary(answer.message) });
    };
    child.on("message", listen);
    cleanups.push(() => child.off("message", listen));

    // The answer may still be in the channel when the process has ended: `disconnect` comes after the last message.
    exited.then((how) => setImmediate(() => resolve(how)));

    const detail = describeTime(limits.timeoutMs);
    const timer = setTimeout(() => resolve({ cause: "timeout", detail }), limits.timeoutMs);
    cleanups.push(() => clearTimeout(timer));

    const heartbeats = (child.stdio[heartbeatFd] ?? undefined) as Readable | undefined;
    const megabytes = Math.round(limits.memoryBytes / 2 ** 20);
    cleanups.push(
      watchMemory(child.pid ?? -1, heartbeats, (bytes) => {
        peakBytes = Math.max(peakBytes, bytes);
        if (bytes > limits.memoryBytes) resolve({ cause: "memory", detail: `${megabytes} MB` });
      }),
    );

    const abort = () => resolve({ cause: "cancelled", detail: "cancelled" });
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    cleanups.push(() => signal?.removeEventListener("abort", abort));

    child.send(message, (error) => {
      if (error) exited.then(resolve);
    });
  });

  const end = await ended;
  // A short job may end between two samples.
  peakBytes = Math.max(peakBytes, residentBytes(child.pid ?? -1) ?? 0);
  for (const cleanup of cleanups) cleanup();
  const common = { ms: performance.now() - began, peakBytes };
  if ("done" in end) {
    const cpuMs = end.state.cpuMs - cpuMsBefore;
    return { outcome: { kind: "done", result: end.done, cpuMs, ...common }, state: end.state };
  }
  child.kill("SIGKILL");
  await exited;
  const outcome: Died<Result> = { kind: "died", ...end, ...common };
  return { outcome: checkpoint === undefined ? outcome : { ...outcome, checkpoint } };
}

/** Adds the child's last words. The JavaScript heap has a limit of its own: past it node aborts, and the right word for that is memory. */
function explainCrash<Result>(outcome: Died<Result>, lastWords: string): Died<Result> {
  const words = summary(lastWords);
  const cause = /heap out of memory/i.test(lastWords) ? "memory" : outcome.cause;
  return { ...outcome, cause, detail: words ? `${outcome.detail}: ${words}` : outcome.detail };
}

/** The first line of what was said that carries meaning. */
function summary(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => /error|fatal|abort/i.test(line)) ?? lines.find((line) => line !== "") ?? "";
}
