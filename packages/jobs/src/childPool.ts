import { fileURLToPath } from "node:url";
import { grantsOf } from "./child/grants.js";
import { createPool, type Isolation, type Limits, type Pool, type SandboxMode, sandboxFor } from "./isolation/index.js";
import type { Job, JobResult } from "./jobs.js";

export type WorkerPool = Pool<Job, JobResult>;

export interface WorkerPoolOptions {
  readonly size: number;
  readonly limits: Limits;
  /** Another module that calls `serveJobs`; by default the worker of this package. */
  readonly workerModule?: string;
  /** See PoolOptions. */
  readonly recycleAfterJobs?: number;
  readonly recycleAboveBytes?: number;
  /** Where children's temporary folders are; the system's place for them by default. */
  readonly scratch?: string;
  readonly sandbox?: SandboxMode;
}

const defaultWorkerModule = fileURLToPath(new URL("./child/main.js", import.meta.url));

/** A pool whose children convert, run, compare and inspect files. */
export function createWorkerPool({ workerModule = defaultWorkerModule, ...more }: WorkerPoolOptions): WorkerPool {
  return createPool<Job, JobResult>({ workerModule, grants: grantsOf, ...more });
}

/** How far the children of such a pool are isolated. Throws `NotIsolated` as the mode says. */
export function workerIsolation({
  workerModule = defaultWorkerModule,
  sandbox,
}: Pick<WorkerPoolOptions, "workerModule" | "sandbox">): Isolation {
  return sandboxFor(workerModule, sandbox).isolation;
}
