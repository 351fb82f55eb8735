/** One solid to one node: the strategies in order, until one finds it. */
import type { Node } from "../model/types.js";
import type { SearchContext } from "./context.js";
import type { Goal } from "./goal.js";
import { type Answer, firstFound, gaveUp, outcomeOf } from "./outcome.js";
import { bodyStrategies } from "./strategies.js";
import { traceStep } from "./traceSteps.js";

const mostDepth = 6;

/** The node that rebuilds the solid; where it is to be a tool, one that covers it and does no harm to its target. */
export const recoverBody = (context: SearchContext, goal: Goal): Answer<Node> =>
  context.kernel.scope(() =>
    firstFound<(typeof bodyStrategies)[number], Node>(bodyStrategies, (strategy) =>
      strategy.nests && goal.depth >= mostDepth
        ? gaveUp(`residuals nest deeper than ${mostDepth}`)
        : traceStep(context, strategy.name, goal, () => outcomeOf(() => strategy.try(context, goal))),
    ),
  );
