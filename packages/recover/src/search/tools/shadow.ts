/** The residual lies between walls of the part that stand along one direction, or along two. */
import { attemptInScope } from "../../analysis/attempt.js";
import { foundIf, passed } from "../outcome.js";
import { shadowTools } from "../shadowTools.js";
import type { ToolStrategy } from "../strategy.js";

export const shadowedTool: ToolStrategy = {
  name: "shadow",
  try: ({ kernel, simple }, { graph, target }) => {
    if (simple) return passed;
    const nodes = attemptInScope(kernel, () => shadowTools(kernel, graph, target));
    return foundIf(nodes);
  },
};
