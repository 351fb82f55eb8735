/**
 * A thread of the child that runs while the main thread is blocked in WebAssembly. It ends the process when the parent has died
 * (nobody else would: a blocked process does not see its channel close), and where the parent cannot read another process's
 * memory (no /proc) it writes this process's resident bytes to the heartbeat pipe.
 */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { heartbeatFd, sampleEveryMs } from "./memory.js";

const { parent, heartbeats } = workerData as { parent: number; heartbeats: boolean };

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  if (!heartbeats) return;
  try {
    writeSync(heartbeatFd, `${process.memoryUsage.rss()}\n`);
  } catch {
    // The pipe is full or closed: the parent is not listening, and its own limit on time still holds.
  }
}, sampleEveryMs);
