/**
 * backend: everything behind the API in one process. In: a configuration. Out: database, storage, loops and workers.
 * Order: open (database, storage) -> run (loops, workers).
 */
export { type Backend, openBackend } from "./open.js";
export { importerVersion, type Running, startBackendWorkers, startLoops } from "./run.js";
