/** What ends an execution from outside: the caller's signal, its time, its memory. */
import { UnbakeError } from "@unbake/ground";
import type { ExecuteOptions } from "./api.js";

export interface Limits {
  /** Throws when a limit has been passed; called between commands. */
  check(): void;
  /** Rejects when the time is over or the signal aborts, for when no command comes any more. */
  readonly over: Promise<never>;
  /** Ends the watch. */
  stop(): void;
}

/** Starts the clock. */
export function startLimits({ kernel, signal, timeoutMs, memoryBytes }: ExecuteOptions): Limits {
  const deadline = timeoutMs === undefined ? Infinity : performance.now() + timeoutMs;
  const memoryAtStart = kernel.memoryBytes();
  const timeout = () => new UnbakeError("timeout", `${timeoutMs} ms`);
  let timer: NodeJS.Timeout | undefined;
  let abort: () => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    if (timeoutMs !== undefined) timer = setTimeout(() => reject(timeout()), timeoutMs);
    abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
  });
  // Nobody need wait for it.
  over.catch(() => undefined);
  return {
    check() {
      signal?.throwIfAborted();
      if (performance.now() > deadline) throw timeout();
      if (memoryBytes !== undefined && kernel.memoryBytes() - memoryAtStart > memoryBytes) {
        throw new UnbakeError("memory", `${Math.round(memoryBytes / 2 ** 20)} MB`);
      }
    },
    over,
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}
