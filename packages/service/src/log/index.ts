/** log: structured lines. In: a message and fields. Out: a line on standard error. */
export * from "./log.js";
