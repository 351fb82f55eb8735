/**
 * scheduling: rows that wait become jobs, jobs become attempts, attempts that die come back.
 * Order: feeder (rows to jobs, fairly) -> runner (takes jobs from the queue, has children do them) -> renewal, pulse (leases) -> sweeper,
 * newVersion (what comes back) -> loops (all of it, on every machine).
 */

export { type FeederOptions, feed, shareOut } from "./feeder.js";
export { type Listener, listen } from "./listen.js";
export { eventChannel, type Loop, prepareQueue, repeat, startFeeder, startSweeper } from "./loops.js";
export { compareVersions, requeueOlder } from "./newVersion.js";
export { type Runner, type RunnerOptions, startRunner } from "./runner.js";
export { sweep } from "./sweeper.js";
