/**
 * conversions: what becomes of one file. In: a row that a runner has taken. Out: the row's end and what its phases left in storage.
 * Order: transitions (what can become of a row) -> fence (a runner's hold on it) -> attempt (inputs -> a child does it -> outputs -> ending)
 * -> indexing (search).
 */
export { type Attempt, type Claimed, claim, FenceLost, fenced, renewLeases } from "./fence.js";
export {
  cancel,
  finish,
  type GoOnAfter,
  type NewFile,
  registerConversions,
  release,
  requeue,
  stopRunners,
} from "./transitions.js";
