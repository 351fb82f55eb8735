/**
 * pipeline: one conversion in a child, phase by phase. In: a file and what an earlier attempt left. Out: a report for each phase.
 * Order: run (the steps) -> original (1 to 3) -> programs (4, 7) -> results (5, 6, 8, 9); context holds what they share; flatten,
 * measures, bounds, pictures, artefacts make their outputs.
 */
export { runPipeline } from "./run.js";

export type * from "./types.js";
