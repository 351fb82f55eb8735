/**
 * jobs: one conversion in a child process. In: jobs as plain data. Out: an outcome for each, whatever happened to its process.
 * childPool (warm children) -> isolation/ (limits, sandbox) -> child/ (takes jobs) -> phases/ (a conversion, phase by phase) -> settle (what an outcome means).
 */
export { facesOfGlb, type OutputFormat, outputFormats, writeGlb } from "@unbake/engine";
export { type ViewName, viewNames } from "@unbake/snapshot";
export { type ChildPool, type ChildPoolOptions, childIsolation, createChildPool } from "./childPool.js";
export { type Condition, ConditionMet, systemCondition } from "./condition.js";
export type { Outcome } from "./isolation/protocol.js";
export {
  describeIsolation,
  type Isolation,
  isFull,
  type SandboxMode,
  sandboxModes,
} from "./isolation/sandbox/choose.js";
export { removeFolder } from "./isolation/scratch.js";
export type { DrawingReport, InspectReport, Job, JobResult, KclReport, RunReport } from "./jobs.js";
export { boundedSection } from "./phases/bounds.js";
export { maxSideFileBytes, sideFileExtensions, sideWarning } from "./phases/sideFiles.js";
export { phaseIndex, phases } from "./phases/steps.js";
export { storableText } from "./phases/storableText.js";
export type { ArtefactBytes, Carried, PhaseOutput, PipelineFailure, PipelineJob } from "./phases/types.js";
export { deservesStandIn, failureOf, failureOfDeath, settle, withStandIn } from "./settle.js";
