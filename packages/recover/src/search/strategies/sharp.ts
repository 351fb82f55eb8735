/** The solid without its smallest fillets is recovered, and those are put back. */

import { attempt } from "../../analysis/attempt.js";
import { withDresses } from "../../decompose/blends/dress.js";
import { sharpen } from "../../decompose/blends/sharpen.js";
import type { Node } from "../../model/types.js";
import { type SearchContext, say, spend } from "../context.js";
import { fitOf, isBuilt } from "../fit.js";
import { bodyGoal, type Goal } from "../goal.js";
import { andThen, found, type Outcome, outcomeOf, passed } from "../outcome.js";
import type { BodyStrategy } from "../strategy.js";

function fromSharp(context: SearchContext, goal: Goal): Outcome<Node> {
  const { kernel } = context;
  const { graph, depth } = goal;
  const sharp = context.dress ? attempt(() => sharpen(kernel, graph)) : undefined;
  if (!sharp) return passed;
  // Outside of what is caught below: without a budget the base need not be tried either.
  spend(context, graph.faces.length);
  const note = (what: string): void => say(context, depth, `solid of ${graph.faces.length} faces: ${what}`);
  note(`sharpened to ${kernel.topology(sharp.shape).faces.length} faces`);
  const outcome = outcomeOf(() =>
    andThen(context.recover(context, bodyGoal(kernel, sharp.shape, depth)), (node) => {
      const dressed = withDresses(node, sharp.dresses, graph.toleranceMm);
      // Part of the body is better with its fillets, and still something without.
      if (context.lenient && !goal.target) return found(isBuilt(context, dressed) ? dressed : node);
      return fitOf(context, goal, dressed);
    }),
  );
  if (outcome.kind === "found") {
    context.made.dress = true;
    return outcome;
  }
  note(outcome.kind === "passed" ? "the fillets do not come back" : `not from the sharp body: ${outcome.reason}`);
  return passed;
}

export const sharp = { name: "sharp", nests: true, try: fromSharp } as const satisfies BodyStrategy;
