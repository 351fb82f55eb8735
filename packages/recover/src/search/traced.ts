/** Steps of the search as events of its trace; with no trace they are just done. */
import type { Shape } from "@unbake/kernel";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
import { cpuMs } from "./cpu.js";
import type { Target } from "./target.js";
import type { CandidateEvent, StepName, TraceRecorder } from "./trace.js";
import { attempt, describeBase, type Trial } from "./trial.js";

/** One way to explain a solid of so many faces. */
export function tracedStep<T>(
  { trace }: SearchContext,
  step: StepName,
  { depth, faces }: { readonly depth: number; readonly faces: number },
  find: () => T | undefined,
): T | undefined {
  if (!trace) return find();
  return trace.during({ type: "step", step, depth, faces, outcome: "passed" }, find, (found) => ({
    outcome: found === undefined ? "passed" : "taken",
  }));
}

export interface TracedTrial {
  readonly trial: Trial;
  /** What became of it after it was ranked. */
  tell(outcome: CandidateEvent["outcome"], reason?: string): void;
}

/** A base tried on a solid; undefined when the kernel fails at it. */
export function tracedAttempt(
  context: SearchContext,
  graph: SolidGraph,
  candidate: Candidate,
  allowed: Target | undefined,
): TracedTrial | undefined {
  const { trace } = context;
  const from = trace ? cpuMs() : 0;
  const trial = attempt(context, graph, candidate, allowed);
  const event = trace && {
    kind: candidate.more ? ("stack" as const) : candidate.node.type,
    what: describeBase(candidate),
    explained: candidate.explained,
    ...(trial && { additions: trial.additions.length, cuts: trial.cuts.length, cost: trial.cost }),
    outcome: trial ? ("ranked" as const) : ("kernel_failed" as const),
  };
  const tell = event && trace.candidate(event, cpuMs() - from);
  return trial && { trial, tell: tell ?? (() => {}) };
}

/** A residual solid that becomes tools. */
export function tracedTool(
  { trace, kernel }: SearchContext,
  solid: Shape,
  { sort }: Target,
  depth: number,
  find: () => Node[],
): Node[] {
  if (!trace) return find();
  const faces = kernel.topology(solid).faces.length;
  return trace.during({ type: "tool", sort, depth, faces, features: 0, outcome: "failed" }, find, (nodes) => ({
    features: nodes.length,
    outcome: "found",
  }));
}

/** A distinct solid of the file, with the solids that are copies of it. */
export function tracedPart<T>(
  trace: TraceRecorder | undefined,
  part: { readonly name?: string; readonly solids: readonly number[]; readonly faces: number },
  find: () => T,
): T {
  return trace
    ? trace.during({ type: "part", ...part, outcome: "failed" }, find, () => ({ outcome: "found" }))
    : find();
}
