/** One residual solid to tools: the strategies in order, until one has an answer. */
import type { Node } from "../model/types.js";
import { type SearchContext, spend } from "./context.js";
import type { ToolGoal } from "./goal.js";
import { type Answer, firstAnswer } from "./outcome.js";
import { toolStrategies } from "./toolStrategies.js";

/** Tools that together cover the residual and do no harm to their target. */
export function toolFor(context: SearchContext, goal: ToolGoal): Answer<readonly Node[]> {
  spend(context, goal.graph.faces.length);
  return firstAnswer(toolStrategies, (strategy) => strategy.try(context, goal));
}
