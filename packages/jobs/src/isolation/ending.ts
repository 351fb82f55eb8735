/** How children end: what it means, and how to make it happen. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { childrenOf } from "./memory.js";

export interface Exit {
  readonly cause: "crash" | "stopped";
  readonly detail: string;
  readonly signal?: NodeJS.Signals;
}

/** What people, shells and service managers send. No fault of a program raises them, and we kill with SIGKILL only. */
const requestsToEnd: ReadonlySet<string> = new Set(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]);

/** How a process ended, by what the system says. */
export function exitOf(code: number | null, signal: NodeJS.Signals | null): Exit {
  if (signal === null) return { cause: "crash", detail: `exit code ${code}` };
  return { cause: requestsToEnd.has(signal) ? "stopped" : "crash", detail: `killed by ${signal}`, signal };
}

/** Shells and their like, which stand between us and the child, say so that a signal ended it. */
const signalBase = 128;

/** The same through a guard, which passes on how its own child ended. */
export function exitThrough(code: number | null, signal: NodeJS.Signals | null): Exit {
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const [name] = names.find(([, number]) => code === signalBase + number) ?? [];
  return name === undefined ? exitOf(code, signal) : exitOf(null, name);
}

/** How soon is looked again for the first process of a namespace where that was not possible. */
const lookAgainMs = 100;
/** How long a guard gets to follow the first process of its namespace. */
const guardMs = 1000;

/** Kills a child. A namespace dies with its first process, and only then its guard: when the guard is gone, nothing is left. */
export function endProcess(child: ChildProcess, hasInit: boolean): void {
  const below = hasInit && child.pid !== undefined && child.exitCode === null ? childrenOf(child.pid) : [];
  // Killing the guard alone would leave what it guards, for ever, with our pipes in its hands.
  if (below === undefined) return void setTimeout(() => endProcess(child, hasInit), lookAgainMs);
  const [init] = below;
  if (init === undefined) return void child.kill("SIGKILL");
  try {
    process.kill(init, "SIGKILL");
  } catch {
    // It is gone already.
  }
  setTimeout(() => child.kill("SIGKILL"), guardMs).unref();
}
