/**
 * scheduling: rows that wait become jobs, jobs become attempts, attempts that die come back.
 * Order: feeder (rows to jobs, fairly) -> runner (takes jobs from the queue, has children do them) -> renewal, pulse (leases) -> sweeper,
 * newVersion (what comes back) -> loops (all of it, on every machine).
 */

export { feed } from "./feeder.js";
export { type Listener, listen } from "./listen.js";
export { eventChannel, type Loop, prepareQueue, startFeeder, startSweeper } from "./loops.js";

export { type Runner, type RunnerOptions, startRunner } from "./runner.js";
