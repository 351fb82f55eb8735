/**
 * One child process from its birth to its end, running one job at a time under a limit on time and one on memory.
 */
import type { ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import type { Duplex, Readable } from "node:stream";
import { type Exit, endProcess, exitOf, exitThrough } from "./ending.js";
import { type Broker, filesFd, type Grants, nothing, startBroker } from "./files/index.js";
import { canSeeMemory, heartbeatFd, residentBytes, watchMemory } from "./memory.js";
import type { ChildMessage, ChildReport, ChildState, DeathCause, JobMessage, Outcome } from "./protocol.js";
import { type Inmate, type Sandbox, startIn } from "./sandbox/index.js";

export interface Limits {
  /** Wall-clock limit of one job, its child's start-up included. */
  readonly timeoutMs: number;
  /** Limit on the child's resident bytes. */
  readonly memoryBytes: number;
}

export interface Child<Job, Result> {
  /** Runs one job. Rejects when the system has no process or no folder for it (ENOSPC, EMFILE, EAGAIN). Call it again only after it has resolved, and only while `alive`. */
  run(job: Job, limits: Limits, watch?: JobWatch<Result>, grants?: Grants): Promise<Outcome<Result>>;
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

/** A limit on time, for people. */
export function describeTime(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

export interface ChildOptions {
  /** Path of a module that calls `serveJobs`. */
  readonly childModule: string;
  readonly execArgv: readonly string[];
  readonly sandbox: Sandbox;
  /** Where its temporary files are; the system's place for them by default. */
  readonly scratchRoot?: string;
}

/** The child that never was: the system had no process, no pipe or no folder for it. */
function stillborn<Job, Result>(error: Error): Child<Job, Result> {
  return {
    run: () => Promise.reject(error),
    alive: false,
    jobsDone: 0,
    state: fresh,
    kill: async () => {},
  };
}

/** Starts a child with an empty environment. It is there at once; what it could not be started for is said by its first `run`. */
export function startChild<Job, Result>(options: ChildOptions): Child<Job, Result> {
  const { childModule: module, execArgv, sandbox, scratchRoot = tmpdir() } = options;
  try {
    const args = canSeeMemory() ? [] : ["--heartbeats"];
    return attend(startIn(sandbox, { module, execArgv, parentFolder: scratchRoot, args }), sandbox.layer.hasInit);
  } catch (error) {
    return stillborn(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Follows a process that has begun. `hasInit`: it is only a guard, whose own child is the first of the namespace that ours is in. */
function attend<Job, Result>(inmate: Inmate, hasInit: boolean): Child<Job, Result> {
  const child = inmate.process;
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-lastWordsBytes);
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once("error", (error) => resolve({ cause: "crash", detail: error.message }));
    child.once("exit", (code, signal) => resolve(hasInit ? exitThrough(code, signal) : exitOf(code, signal)));
  });
  const end = () => endProcess(child, hasInit);
  const cleared = exited.then(() => clear(inmate));
  /** The system had no process or no pipe for it. */
  let unborn: Error | undefined;
  child.once("error", (error) => {
    if (child.pid === undefined) unborn = error;
  });
  const socket = child.stdio[filesFd as number] as Duplex | null | undefined;
  const broker: Broker | undefined = socket ? startBroker(socket, end) : undefined;
  let isReady = false;
  child.on("message", ({ type }: ChildMessage<Result>) => {
    if (type === "ready") isReady = true;
  });
  let alive = true;
  let busy = false;
  let isUntidy = false;
  let jobsDone = 0;
  let state = fresh;
  exited.then(() => {
    alive = false;
  });

  async function run(
    job: Job,
    limits: Limits,
    watch: JobWatch<Result> = {},
    grants: Grants = nothing,
  ): Promise<Outcome<Result>> {
    if (busy) throw new Error("a child takes one job at a time");
    busy = true;
    let scratch: string | undefined;
    try {
      if (child.pid === undefined) await exited;
      if (unborn) throw unborn;
      const folder = inmate.jobFolder(jobsDone);
      scratch = folder;
      broker?.grant(grants);
      const message = { job, scratch: folder, id: jobsDone, type: "job" } as const;
      const ended = await supervise<Job, Result>({ child, exited, end }, message, limits, state.cpuMs, watch);
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
      broker?.grant(nothing);
      // Only when the child is gone can be removed what it has left: until then it may put other things in its place.
      if (scratch !== undefined && !inmate.removeJobFolder(scratch)) isUntidy = true;
      if (!alive) await cleared;
    }
  }

  return {
    run,
    get alive() {
      return alive && child.connected && !isUntidy;
    },
    get jobsDone() {
      return jobsDone;
    },
    get state() {
      return state;
    },
    async kill() {
      end();
      await cleared;
    },
  };
}

/** A room that cannot be cleared now (EMFILE, EIO) is tried again so often; then it stays until the folder that it is in is swept. */
const clearTries = 5;
const clearAgainMs = 2000;

/** Resolves after the first try: nobody has to wait for a disk that is in trouble, and nothing breaks by it. */
async function clear(inmate: Inmate, tries = clearTries): Promise<void> {
  try {
    await inmate.clear();
  } catch {
    if (tries > 1) setTimeout(() => void clear(inmate, tries - 1), clearAgainMs).unref();
  }
}

interface Attended {
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
  readonly end: () => void;
}

/** Sends one job and waits for the first of: an answer, death, a limit, the signal. The child is dead unless the answer came. */
async function supervise<Job, Result>(
  { child, exited, end: endChild }: Attended,
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

    const heartbeats = (child.stdio[heartbeatFd as number] ?? undefined) as Readable | undefined;
    const megabytes = Math.round(limits.memoryBytes / 2 ** 20);
    const watched = (bytes: number) => {
      peakBytes = Math.max(peakBytes, bytes);
      if (bytes > limits.memoryBytes) resolve({ cause: "memory", detail: `${megabytes} MB` });
    };
    if (child.pid !== undefined) cleanups.push(watchMemory(child.pid, heartbeats, watched));

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
  const lastBytes = child.pid === undefined ? undefined : residentBytes(child.pid);
  if (lastBytes !== undefined) peakBytes = Math.max(peakBytes, lastBytes);
  for (const cleanup of cleanups) cleanup();
  const common = { ms: performance.now() - began, peakBytes };
  if ("done" in end) {
    const cpuMs = end.state.cpuMs - cpuMsBefore;
    return { outcome: { kind: "done", result: end.done, cpuMs, ...common }, state: end.state };
  }
  endChild();
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
