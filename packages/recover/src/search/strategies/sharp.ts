/** The solid without its fillets and chamfers is recovered, and those are put back. */

import { attempt } from "../../analysis/attempt.js";
import { dressNode, withDresses } from "../../decompose/blends/dress.js";
import { sharpen } from "../../decompose/blends/sharpen.js";
import { suppressDresses } from "../../decompose/suppress/suppress.js";
import type { Node } from "../../model/types.js";
import { type SearchContext, say, spend } from "../context.js";
import { fitOf, isBuilt } from "../fit.js";
import { bodyGoal, type Goal } from "../goal.js";
import { andThen, found, type Outcome, outcomeOf, passed } from "../outcome.js";
import type { BodyStrategy } from "../strategy.js";

/** A sharp body, and its fillets and chamfers on a node that is that body. */
interface Sharp {
  readonly shape: Parameters<SearchContext["kernel"]["topology"]>[0];
  readonly dressed: (node: Node) => Node;
}

function fromSharp(context: SearchContext, goal: Goal): Outcome<Node> {
  const { kernel } = context;
  const { graph, depth } = goal;
  const onGraph = context.graph !== "nothing";
  if (!context.dress) return passed;
  const sharp = sharpBody(context, goal);
  if (!sharp) return passed;
  // Outside of what is caught below: without a budget the base need not be tried either.
  spend(context, graph.faces.length);
  const note = (what: string): void => say(context, depth, `solid of ${graph.faces.length} faces: ${what}`);
  note(`sharpened to ${kernel.topology(sharp.shape).faces.length} faces`);
  const outcome = outcomeOf(() =>
    andThen(
      context.recover(
        { ...context, graph: onGraph ? "all" : "nothing" },
        { ...bodyGoal(kernel, sharp.shape, depth), alone: onGraph },
      ),
      (node) => {
        const dressed = sharp.dressed(node);
        // Part of the body is better with its fillets, and still something without.
        if (context.lenient && !goal.target) return found(isBuilt(context, dressed) ? dressed : node);
        return fitOf(context, goal, dressed);
      },
    ),
  );
  if (outcome.kind === "found") {
    context.made.dress = true;
    return outcome;
  }
  note(outcome.kind === "passed" ? "the fillets do not come back" : `not from the sharp body: ${outcome.reason}`);
  return passed;
}

/** Without all fillets and chamfers that are read off the graph; where there are none, without the smallest that wedges take off. */
function sharpBody({ kernel, graph: use }: SearchContext, { graph }: Goal): Sharp | undefined {
  const all = use === "nothing" ? undefined : attempt(() => suppressDresses(kernel, graph));
  if (all || use === "blends") {
    return all && { shape: all.shape, dressed: (node) => all.dresses.reduce(dressNode, node) };
  }
  const smallest = attempt(() => sharpen(kernel, graph));
  return (
    smallest && { shape: smallest.shape, dressed: (node) => withDresses(node, smallest.dresses, graph.toleranceMm) }
  );
}

export const sharp = { name: "sharp", nests: true, try: fromSharp } as const satisfies BodyStrategy;
