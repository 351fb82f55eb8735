/**
 * service: conversions as jobs. So far: isolation (child processes), the worker that does the jobs, and exports to other formats.
 */

export { type OutputFormat, outputFormats } from "./export/index.js";
export * from "./isolation/index.js";
export { systemCondition } from "./worker/condition.js";
export * from "./worker/jobs.js";
export { createWorkerPool, type WorkerPool, workerIsolation } from "./worker/pool.js";
export { failureOf, failureOfDeath, settle } from "./worker/settle.js";
