/**
 * Resident memory of a child and all that it has started: read from /proc on Linux, from the child's heartbeats elsewhere.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { systemCondition } from "../condition.js";

/** Short enough that a child growing by 2 GB/s overshoots its limit by little, long enough to cost nothing. */
export const sampleEveryMs = 100;
/** The pipe for heartbeats: 0 to 2 are the standard streams, 3 is Node's IPC channel. */
export const heartbeatFd = 4;

const kib = 1024;

/** Whether this system tells who has started whom and how much they hold. */
export function canSeeMemory(): boolean {
  return existsSync(`/proc/self/task/${process.pid}/children`);
}

/**
 * The processes that process `pid` has started and that are there; none where the system does not tell. Undefined when that cannot be known now,
 * because this process may open no more files.
 */
export function childrenOf(pid: number): readonly number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.split(" ").map(Number).filter(Boolean);
  } catch (error) {
    return systemCondition(error) === "too_many_files" ? undefined : [];
  }
}

/** Resident bytes of process `pid` and all below it, or undefined when it is gone or the system has no /proc. */
export function residentBytes(pid: number): number | undefined {
  const own = residentBytesOf(pid);
  if (own === undefined) return undefined;
  // A child that ended meanwhile has none.
  const below = (childrenOf(pid) ?? []).map(residentBytes);
  return below.filter((bytes) => bytes !== undefined).reduce((sum, bytes) => sum + bytes, own);
}

function residentBytesOf(pid: number): number | undefined {
  try {
    // Not a disk: asking another thread for it takes longer.
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const match = /^VmRSS:\s+(\d+) kB/m.exec(text);
    return match?.[1] === undefined ? undefined : Number(match[1]) * kib;
  } catch {
    return undefined;
  }
}

/** Calls `report` with the resident bytes of a child about every `sampleEveryMs`, until the returned function is called. */
export function watchMemory(
  pid: number,
  heartbeats: Readable | undefined,
  report: (bytes: number) => void,
): () => void {
  if (!canSeeMemory()) {
    const read = (chunk: Buffer) => {
      const last = Number(chunk.toString("utf8").trim().split("\n").at(-1));
      if (Number.isFinite(last)) report(last);
    };
    heartbeats?.on("data", read);
    return () => heartbeats?.off("data", read);
  }
  const sample = () => {
    const bytes = residentBytes(pid);
    if (bytes !== undefined) report(bytes);
  };
  const timer = setInterval(sample, sampleEveryMs);
  return () => clearInterval(timer);
}
