/**
 * naming: a finished salon program and somebody's answer in, the program with the proposed names and comments out, or why not.
 * proveProposal (the test) -> proposal (what is proposed, applied) -> occurrences (where the program says its names).
 */
export { namesOf } from "./occurrences.js";
export { proveProposal, without } from "./proveProposal.js";
