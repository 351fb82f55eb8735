/** Steps of the search as events of its trace; with no trace they are just done. */
import type { Shape } from "@unbake/kernel";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import type { Target } from "../recognise/tool/target.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
import { cpuMs } from "./cpu.js";
import type { Goal } from "./goal.js";
import { type Answer, errorOf, type GaveUp, type Outcome } from "./outcome.js";
import type { StepName } from "./strategies.js";
import type { CandidateEvent, TraceRecorder } from "./trace.js";
import { describeBase, type Trial, trialOf } from "./trial.js";

/** One way to explain a solid. */
export function traceStep(
  { trace }: SearchContext,
  step: StepName,
  { depth, graph }: Goal,
  find: () => Outcome<Node>,
): Outcome<Node> {
  if (!trace) return find();
  const begun = { type: "step", step, depth, faces: graph.faces.length, outcome: "passed" } as const;
  return trace.during(begun, find, (outcome) => {
    if (outcome.kind === "gave_up") return failure(outcome);
    return { outcome: outcome.kind === "found" ? "taken" : "passed" };
  });
}

const failure = (outcome: GaveUp): { readonly outcome: "failed"; readonly reason: string } => ({
  outcome: "failed",
  reason: errorOf(outcome).message,
});

export interface TracedTrial {
  readonly trial: Trial;
  /** What became of it after it was ranked. */
  tell(outcome: CandidateEvent["outcome"], reason?: string): void;
}

/** A base tried on a solid; undefined when the kernel fails at it, and when it costs `most` or more. */
export function traceTrial(
  context: SearchContext,
  graph: SolidGraph,
  candidate: Candidate,
  target: Target | undefined,
  most: number,
): TracedTrial | undefined {
  const { trace } = context;
  const from = trace ? cpuMs() : 0;
  const tried = trialOf(context, graph, candidate, target, most);
  const trial = tried && "cost" in tried ? tried : undefined;
  const event = trace && {
    kind: candidate.more ? ("stack" as const) : candidate.node.type,
    what: describeBase(candidate),
    explained: candidate.explained,
    ...(trial && { additions: trial.additions.length, cuts: trial.cuts.length, cost: trial.cost }),
    ...(tried && "costsAtLeast" in tried && { cost: tried.costsAtLeast }),
    outcome: tried ? ("ranked" as const) : ("kernel_failed" as const),
  };
  const tell = event && trace.candidate(event, cpuMs() - from);
  return trial && { trial, tell: tell ?? (() => {}) };
}

/** A residual solid that becomes tools. */
export function traceTool(
  { trace, kernel }: SearchContext,
  solid: Shape,
  { operation }: Target,
  depth: number,
  find: () => Answer<readonly Node[]>,
): Answer<readonly Node[]> {
  if (!trace) return find();
  const faces = kernel.topology(solid).faces.length;
  const sort = operation === "add" ? "add" : "cut";
  return trace.during({ type: "tool", sort, depth, faces, features: 0, outcome: "failed" }, find, (answer) =>
    answer.kind === "found" ? { features: answer.value.length, outcome: "found" } : failure(answer),
  );
}

/** A distinct solid of the file, with the solids that are copies of it. */
export function tracePart<A extends Answer<unknown>>(
  trace: TraceRecorder | undefined,
  part: { readonly name?: string; readonly solids: readonly number[]; readonly faces: number },
  find: () => A,
): A {
  if (!trace) return find();
  return trace.during({ type: "part", ...part, outcome: "failed" }, find, (answer) =>
    answer.kind === "found" ? { outcome: "found" } : failure(answer),
  );
}
