/**
 * conditions: a full disk, a bucket or a database that is away, too many open files. In: errors. Out: whether one of them is a condition
 * that passes, and when it has passed.
 * Order: condition (told by an error) -> watch (nothing is attempted until a probe succeeds) -> probe (what is asked for).
 */

export { conditionOf, conditionText } from "./condition.js";
export { probeAll } from "./probe.js";
export { type Conditions, watchConditions } from "./watch.js";
