import { fileURLToPath } from "node:url";
import { grantsOf } from "./child/grants.js";
import { createPool, type Isolation, type Limits, type Pool, type SandboxMode, sandboxFor } from "./isolation/index.js";
import type { Job, JobResult } from "./jobs.js";
import { ensureMachineCode } from "./machineCode/index.js";

export type ChildPool = Pool<Job, JobResult>;

export interface ChildPoolOptions {
  readonly size: number;
  readonly limits: Limits;
  /** Another module that calls `serveJobs`; by default the child of this package. */
  readonly childModule?: string;
  /** See PoolOptions. */
  readonly recycleAfterJobs?: number;
  readonly recycleAboveBytes?: number;
  /** Where children's temporary folders are; the system's place for them by default. */
  readonly scratch?: string;
  readonly sandbox?: SandboxMode;
}

const defaultChildModule = fileURLToPath(new URL("./child/main.js", import.meta.url));

/** A pool whose children convert, run, compare and inspect files. */
export function createChildPool({ childModule = defaultChildModule, ...more }: ChildPoolOptions): ChildPool {
  if (childModule === defaultChildModule) ensureMachineCode();
  return createPool<Job, JobResult>({ childModule, grants: grantsOf, ...more });
}

/** How far the children of such a pool are isolated. Throws `NotIsolated` as the mode says. */
export function childIsolation({
  childModule = defaultChildModule,
  sandbox,
}: Pick<ChildPoolOptions, "childModule" | "sandbox">): Isolation {
  return sandboxFor(childModule, sandbox).isolation;
}
