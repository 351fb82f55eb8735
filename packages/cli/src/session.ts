/**
 * A pool of children for the length of one command, ended in good order on Ctrl-C.
 */
import {
  type ChildPool,
  createChildPool,
  describeIsolation,
  type Isolation,
  isFull,
  type SandboxMode,
  sandboxModes,
} from "@unbake/jobs";

/** Timers of Node with more than 31 bits of milliseconds (25 days) go off at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A limit that somebody gave in seconds, in the milliseconds of a timer. */
export const timerMs = (seconds: number): number => Math.min(seconds * 1000, longestTimerMs);

export interface SessionOptions {
  readonly jobs: number;
  readonly timeoutMs: number;
  /** For tests: another child module. */
  readonly childModule?: string;
}

/** Past this a child is killed; a conversion that needs more would need it again. */
const memoryLimitBytes = 1500 * 2 ** 20;

/** Ctrl-C and `kill`. Not SIGHUP: who listens to it undoes `nohup`. */
const endings = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `body` with a pool. These signals kill the children at once and abort the signal that `body` gets; a file that is being
 * written is finished or removed, because files are written whole. Returns true as `interrupted` when that happened.
 */
export async function withPool<T>(
  options: SessionOptions,
  body: (pool: ChildPool, signal: AbortSignal) => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  const { jobs, timeoutMs, childModule } = options;
  const limits = { timeoutMs, memoryBytes: memoryLimitBytes };
  const sandbox = sandboxMode();
  const module = childModule === undefined ? {} : { childModule };
  const pool = createChildPool({ size: jobs, limits, sandbox, ...module });
  if (sandbox === "auto" && !isFull(pool.isolation)) warnOnce(pool.isolation);
  const abort = new AbortController();
  const interrupt = () => {
    abort.abort();
    void pool.close();
  };
  for (const signal of endings) process.on(signal, interrupt);
  try {
    const result = await body(pool, abort.signal);
    return { result, interrupted: abort.signal.aborted };
  } finally {
    await pool.close();
    for (const signal of endings) process.off(signal, interrupt);
  }
}

/** What the environment says, by the name of the service's setting. Throws when it is no mode. */
export function sandboxMode(said = process.env.UNBAKE_SANDBOX): SandboxMode {
  if (said === undefined || said === "") return "auto";
  const mode = sandboxModes.find((known) => known === said);
  if (mode === undefined) throw new Error(`UNBAKE_SANDBOX: "${said}" is none of ${sandboxModes.join(", ")}`);
  return mode;
}

let warned = false;

/** Who converts strangers' files must know what these could reach. `UNBAKE_SANDBOX=off` is the answer of who knows. */
function warnOnce(isolation: Isolation): void {
  if (warned) return;
  warned = true;
  process.stderr.write(`WARNING: files are not converted in full isolation, ${describeIsolation(isolation)}\n`);
}
