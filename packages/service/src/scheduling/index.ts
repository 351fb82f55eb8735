/**
 * queue: rows that wait become jobs, jobs become attempts, attempts that die come back.
 * Order: feeder (rows to jobs) -> workers (jobs to attempts) -> fence (a worker's hold) -> transitions (what becomes of a row) ->
 * sweeper, newVersion (what comes back).
 */

export { type Attempt, type Claimed, claim, FenceLost, fenced, renewLeases } from "../conversions/fence.js";
export {
  cancel,
  finish,
  type GoOnAfter,
  type NewFile,
  registerConversions,
  release,
  requeue,
  stopWorkers,
} from "../conversions/transitions.js";
export { type FeederOptions, feed, shareOut } from "./feeder.js";
export { type Listener, listen } from "./listen.js";
export { eventChannel, type Loop, prepareQueue, repeat, startFeeder, startSweeper } from "./loops.js";
export { compareVersions, requeueOlder } from "./newVersion.js";
export { startWorkers, type Workers, type WorkersOptions } from "./runner.js";
export { sweep } from "./sweeper.js";
