/**
 * isolation: jobs on untrusted files run in child processes that can be killed.
 * In: a worker module and jobs. Out: an outcome for each job, whatever happened to its child.
 * Order: pool -> child -> (over IPC, protocol) -> serve in the child, with watchdog beside it; memory measures.
 */
export type { Limits } from "./child.js";
export { createPool, type Pool, type PoolOptions, type RunOptions } from "./pool.js";
export type { ChildState, DeathCause, JobContext, Outcome } from "./protocol.js";
export { removeFolder } from "./scratch.js";
export { type Service, serveJobs } from "./serve.js";
