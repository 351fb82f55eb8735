/**
 * queue: rows that wait become jobs, jobs become attempts, attempts that die come back.
 * Order: feeder (rows to jobs) -> workers (jobs to attempts) -> fence (a worker's hold) -> transitions (what becomes of a row) ->
 * sweeper, newVersion (what comes back).
 */
export { type FeederOptions, feed, shareOut } from "./feeder.js";
export { type Attempt, type Claimed, claim, FenceLost, fenced, renewLeases } from "./fence.js";
export { type Listener, listen } from "./listen.js";
export { compareVersions, requeueOlder } from "./newVersion.js";
export { eventChannel, type Loop, prepareQueue, repeat, startFeeder, startSweeper } from "./service.js";
export { sweep } from "./sweeper.js";
export {
  cancel,
  finish,
  type GoOnAfter,
  type NewFile,
  registerConversions,
  release,
  requeue,
  stopWorkers,
} from "./transitions.js";
export { startWorkers, type Workers, type WorkersOptions } from "./workers.js";
