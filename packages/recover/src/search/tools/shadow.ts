/** The residual lies between walls of the part that stand along one direction, or along two. */
import { attemptInScope } from "../../analysis/attempt.js";
import { foundIf } from "../outcome.js";
import { shadowTools } from "../shadowTools.js";
import type { ToolStrategy } from "../strategy.js";

export const shadowedTool: ToolStrategy = {
  name: "shadow",
  try: ({ kernel }, { graph, target }) => {
    const nodes = attemptInScope(kernel, () => shadowTools(kernel, graph, target));
    return foundIf(nodes);
  },
};
