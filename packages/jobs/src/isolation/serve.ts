/**
 * The child's side: takes jobs one at a time over IPC and answers each with `done` or `failed`.
 */
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { openJobFiles } from "./files/index.js";
import type { ChildMessage, ChildState, JobContext, JobMessage } from "./protocol.js";

export interface Service<Job, Result> {
  handle(job: Job, context: JobContext<Result>): Promise<Result>;
  /** Asked after each job. */
  state(): ChildState;
}

/**
 * Serves jobs until the parent goes away. `start` loads what every job needs; a job that arrives meanwhile waits for it.
 * An error that `handle` throws is a bug of the handler: it is answered as `failed` and the parent replaces this process.
 */
export function serveJobs<Job, Result>(start: () => Promise<Service<Job, Result>>): void {
  const began = performance.now();
  // Service managers tell every process of a unit to end, whatever its group: the parent decides when a child does.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  process.on("disconnect", () => process.exit(0));
  // The parent died before anybody listened.
  if (!process.connected) process.exit(0);
  new Worker(fileURLToPath(new URL("../isolation/watchdog.js", import.meta.url)), {
    workerData: { heartbeats: process.argv.includes("--heartbeats") },
    execArgv: [],
  }).unref();

  const service = start();
  service.then(
    () => send<Result>({ type: "ready", startMs: performance.now() - began }),
    (error: unknown) => {
      console.error(error instanceof Error ? error.stack : error);
      process.exit(70);
    },
  );

  let previous: Promise<void> = Promise.resolve();
  process.on("message", (message: JobMessage<Job>) => {
    previous = previous.then(() => answer(service, message));
  });
}

async function answer<Job, Result>(service: Promise<Service<Job, Result>>, message: JobMessage<Job>): Promise<void> {
  const { id, job, scratch } = message;
  const files = openJobFiles();
  const checkpoint = (result: Result) => send({ type: "checkpoint", id, result });
  try {
    const ready = await service;
    const result = await ready.handle(job, { scratch, files, checkpoint });
    await send({ type: "done", id, result, state: { ...ready.state(), cpuMs: cpuMs() } });
  } catch (error) {
    await send<Result>({
      type: "failed",
      id,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Resolves when the message has left the process, so that blocking afterwards cannot hold it back. */
function send<Result>(message: ChildMessage<Result>): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    // An error means that the parent is gone; `disconnect` ends the process.
    process.send(message, undefined, undefined, () => resolve());
  });
}
