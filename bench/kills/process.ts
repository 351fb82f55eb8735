// One process of the fleet.
import type { ChildProcessByStdio } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { codeOf } from "../runner/sure.js";

export type Role = "api" | "worker";

export interface Process {
  readonly role: Role;
  readonly pid: number;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<void>;
  alive: boolean;
  frozen: boolean;
  killed?: boolean;
  /** The signal that told it to end. */
  told?: NodeJS.Signals;
  /** When it could take conversions. */
  readyAt?: number;
  endedAt?: number;
}

/** SIGKILL. Returns when it was done. */
export function kill(one: Process): number {
  one.killed = true;
  const at = Date.now();
  process.kill(one.pid, "SIGKILL");
  return at;
}

/** Tells its whole group to end, and the process itself before, as `timeout` does; with `wholeUnit` its children, too, as systemd does. */
export function tell(one: Process, signal: NodeJS.Signals, wholeUnit: boolean): number {
  one.told = signal;
  const at = Date.now();
  const children = wholeUnit && process.platform === "linux" ? childrenOf(one.pid) : [];
  for (const pid of [one.pid, -one.pid, ...children]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (codeOf(error) !== "ESRCH") throw error;
    }
  }
  return at;
}

/** Was it told to end, as it did? Before a process listens to signals it has taken nothing: it may die of one. */
export function isToldTo(one: Process, code: number | null, signal: NodeJS.Signals | null): boolean {
  if (one.killed) return true;
  const unheard = one.readyAt === undefined && signal === one.told;
  return one.told !== undefined && (code === 0 || unheard);
}

/** Its children that run our code. The database has an account of its own, and its keeper stops it. */
function childrenOf(pid: number): number[] {
  const isChild = (name: string) => {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
      return parent === pid && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(process.execPath);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc").filter(isChild).map(Number);
}
