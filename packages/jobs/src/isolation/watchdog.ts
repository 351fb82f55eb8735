/**
 * A thread of the child that runs while the main thread is blocked in WebAssembly. It ends the process when the parent has died
 * (nobody else would: a blocked process does not see its channel close), and where the parent cannot read another process's
 * memory (no /proc) it writes this process's resident bytes to the heartbeat pipe.
 */
import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { workerData } from "node:worker_threads";
import { heartbeatFd, sampleEveryMs } from "./memory.js";

const { heartbeats } = workerData as { heartbeats: boolean };

// The parent writes nothing and never closes its end: it ends when the parent does. Who our parent is does not help: the first process
// of our own namespace stands between.
const parent = new Socket({ fd: heartbeatFd, readable: true, writable: false });
parent.on("error", () => process.kill(process.pid, "SIGKILL"));
parent.on("close", () => process.kill(process.pid, "SIGKILL"));
parent.resume();

function beat(): void {
  try {
    writeSync(heartbeatFd, `${process.memoryUsage.rss()}\n`);
  } catch {
    // The pipe is full or closed: the parent is not listening, and its own limit on time still holds.
  }
}

if (heartbeats) setInterval(beat, sampleEveryMs);
