/**
 * recover: solids in, feature tree out; prints raw KCL and salon KCL; verifies both against the original.
 * Order: read -> graph -> (levels, peel, search) -> tree -> print / salon -> engine -> verify.
 */

export * from "./analysis/graph/canonical.js";
export * from "./convert/index.js";
export * from "./input/index.js";
export * from "./model/build.js";
export * from "./model/types.js";
export { type PartCache, type PartStore, partCache } from "./search/partCache.js";
export type { CandidateEvent, PartEvent, SearchTrace, StepEvent, ToolEvent, TraceEvent } from "./search/trace.js";
export * from "./verify/index.js";
