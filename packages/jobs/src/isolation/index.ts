/**
 * isolation: jobs on untrusted files run in child processes that can be killed and can do nothing but their job.
 * In: the module that children run, and jobs. Out: an outcome for each job, whatever happened to its child.
 * Order: pool -> child, started in a sandbox -> (over IPC, protocol) -> serve in the child, with watchdog beside it; files gives the child
 * the files of its job; memory measures.
 */
export type { Limits } from "./child.js";
export { FileRefused, type Grants, type JobFiles, nothing, openJobFiles } from "./files/index.js";
export { createPool, type Pool, type PoolOptions, type RunOptions } from "./pool.js";
export type { ChildState, DeathCause, JobContext, Outcome } from "./protocol.js";
export {
  describeIsolation,
  type Isolation,
  isFull,
  NotIsolated,
  type SandboxMode,
  sandboxFor,
  sandboxModes,
} from "./sandbox/index.js";
export { removeFolder } from "./scratch.js";
export { type Service, serveJobs } from "./serve.js";
