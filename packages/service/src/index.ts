/**
 * service: conversions as jobs. So far: isolation (child processes) and the worker that converts, runs, compares and inspects.
 */
export * from "./isolation/index.js";
