/**
 * A pool of workers for the length of one command, ended in good order on Ctrl-C.
 */
import { createWorkerPool, type WorkerPool } from "@unbake/service";

export interface SessionOptions {
  readonly jobs: number;
  readonly timeoutMs: number;
  /** For tests: another worker module. */
  readonly workerModule?: string;
}

/** Past this a child is killed; a conversion that needs more would need it again. */
const memoryLimitBytes = 1500 * 2 ** 20;

/** Ctrl-C and `kill`. Not SIGHUP: who listens to it undoes `nohup`. */
const endings = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `body` with a pool. These signals kill the children at once and abort the signal that `body` gets; whoever writes files
 * finishes or removes the one in hand, because files are written whole. Returns true as `interrupted` when that happened.
 */
export async function withPool<T>(
  options: SessionOptions,
  body: (pool: WorkerPool, signal: AbortSignal) => Promise<T>,
): Promise<{ readonly result: T; readonly interrupted: boolean }> {
  const { jobs, timeoutMs, workerModule } = options;
  const limits = { timeoutMs, memoryBytes: memoryLimitBytes };
  const pool = createWorkerPool({ size: jobs, limits, ...(workerModule !== undefined && { workerModule }) });
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
