/** A base body with what it lacks added and what it has too much subtracted, each of these recovered in its turn. */
import { isOnBoundary } from "../../analysis/graph/onBoundary.js";
import type { Node } from "../../model/types.js";
import { assemble } from "../assemble.js";
import { baseCandidates } from "../bases.js";
import { type SearchContext, say } from "../context.js";
import { faceSamples } from "../explainedArea.js";
import { formThatFits } from "../fit.js";
import type { Goal } from "../goal.js";
import { type Answer, andThen, found, type GaveUp, gaveUp, outcomeOf } from "../outcome.js";
import type { BodyStrategy } from "../strategy.js";
import { type TracedTrial, traceTrial } from "../traceSteps.js";
import { describe, effort } from "../trial.js";

/** How many candidate bases are tried with exact booleans. A residual of a residual that no simple base fits is a sign of a wrong way further up. */
const mostTried = (depth: number): number => (depth < 1 ? 6 : depth < 2 ? 4 : 2);
/** How many of those are followed into their residuals. */
const mostFollowed = (depth: number): number => (depth < 1 ? 3 : depth < 2 ? 2 : 1);
/** A base that leaves less than this share of the part's own effort is taken without looking further. */
const goodShare = 0.3;
/** The same for what shadows have in common: the body before its cuts, where it explains so much more than any other. */
const goodShadowShare = 0.5;
/** A base that leaves this much more than the part's own effort leads nowhere. */
const mostExtraEffort = 12;

function fromBase(context: SearchContext, goal: Goal): Answer<Node> {
  const { graph, depth, target } = goal;
  if (context.graph === "blends" && !target) return gaveUp("no fillets and chamfers are read off its graph");
  const { trials, carved } = rankTrials(context, goal);
  let first: GaveUp | undefined;
  for (const follow of [() => trials.slice(0, mostFollowed(depth)), carved]) {
    for (const { trial, tell } of follow()) {
      if (trial.cost >= effort(graph.faces.length) + mostExtraEffort) continue;
      const outcome = outcomeOf(() => andThen(assemble(context, goal, trial), (node) => proven(context, goal, node)));
      if (outcome.kind === "found") {
        tell("chosen");
        return outcome;
      }
      tell("given_up", outcome.reason);
      first ??= outcome;
    }
  }
  return gaveUp(first?.reason ?? `no base body comes closer to a solid of ${graph.faces.length} faces`);
}

/** What is to be the part, or its sharp form, has to be it, or the next candidate may be. Tools are judged by what they are tools for. */
function proven(context: SearchContext, { graph, alone = false }: Goal, node: Node): Answer<Node> {
  const form = alone || graph.shape === context.cells?.solid ? formThatFits(context, node, graph.shape) : node;
  return form ? found(form) : gaveUp("the features found do not add up to the solid");
}

interface Ranking {
  /** Candidates that were compared with the solid and may be followed, those that leave the least first. */
  readonly trials: readonly TracedTrial[];
  /** Those that are carved, where a simple body was good enough to look no further: asked for when that came to nothing. */
  readonly carved: () => readonly TracedTrial[];
}

function rankTrials(context: SearchContext, { graph, depth, target }: Goal): Ranking {
  const { kernel } = context;
  const samples = faceSamples(kernel, graph, target && ((point) => isOnBoundary(kernel, target.graph, point)));
  const trials: TracedTrial[] = [];
  /** What costs so much is not followed, whatever the others cost. */
  const limit = (): number => {
    const costs = trials.map(({ trial }) => trial.cost).sort((a, b) => a - b);
    const last = costs[mostFollowed(depth) - 1] ?? Number.POSITIVE_INFINITY; // default: not as many yet
    return Math.min(last, effort(graph.faces.length) + mostExtraEffort);
  };
  const { simple, carved } = baseCandidates(context, graph, samples, mostTried(depth));
  let isGood = false;
  for (const candidate of simple) {
    const traced = traceTrial(context, graph, candidate, target, limit());
    if (!traced) continue;
    trials.push(traced);
    const share = candidate.within ? goodShadowShare : goodShare;
    isGood = isTurnedWhole(traced) || traced.trial.cost <= effort(graph.faces.length) * share;
    if (isGood) break;
  }
  const follow = (): readonly TracedTrial[] =>
    carved().flatMap((candidate) => traceTrial(context, graph, candidate, target, effort(graph.faces.length)) ?? []);
  const mayCarve = context.graph === "all" && !target;
  const isCarved = !isGood && mayCarve;
  if (isCarved) trials.push(...follow());
  trials.sort((a, b) => Number(isTurnedWhole(b)) - Number(isTurnedWhole(a)) || a.trial.cost - b.trial.cost);
  for (const { trial } of trials) say(context, depth, `solid of ${graph.faces.length} faces: ${describe(trial)}`);
  return { trials, carved: isCarved || !mayCarve ? () => [] : follow };
}

/**
 * All of the part is a bar that was turned. What single bodies leave of it beside walls looks cheap, by the count of its faces, but it is pieces of
 * rings that take a revolution all the same.
 */
const isTurnedWhole = ({ trial: { candidate, additions, cuts } }: TracedTrial): boolean =>
  candidate.within?.some(({ type }) => type === "revolve") === true && additions.length + cuts.length === 0;

export const base = { name: "base", nests: true, try: fromBase } as const satisfies BodyStrategy;
