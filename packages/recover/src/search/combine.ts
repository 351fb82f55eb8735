/** A base with its residuals as tools. */
import type { Kernel } from "@unbake/kernel";
import type { Node } from "../model/types.js";
import type { Target } from "../recognise/tool/target.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
import type { Goal } from "./goal.js";
import { type Answer, andThen, found } from "./outcome.js";
import { singleTool } from "./singleTool.js";
import { toolsFor } from "./toolsFor.js";
import { baseNode, type Trial } from "./trial.js";

/** The base with tools for all of its residuals; a lenient search leaves those without, but a tool that is not cut to size would do harm. */
export function combine(context: SearchContext, goal: Goal, { candidate, additions, cuts }: Trial): Answer<Node> {
  const { graph, depth, target } = goal;
  // What completes a tool is bound by what the tool is; what is taken off it must leave the residual alone.
  const add: Target = target ?? { part: graph.shape, graph, operation: "add", diagonalMm: graph.diagonalMm };
  const subtract: Target = { part: graph.shape, graph, operation: "subtract", diagonalMm: graph.diagonalMm };
  return andThen(toolsFor(context, additions, add, graph.toleranceMm, depth, context.lenient), (added) =>
    andThen(toolsFor(context, cuts, subtract, graph.toleranceMm, depth, context.lenient && !target), (removed) => {
      const base = baseFor(context.kernel, candidate, target);
      return found(withTools(withTools(base, "add", added), "subtract", removed));
    }),
  );
}

/** The base as a node: as a tool of its own, a single body runs over its open ends. */
function baseFor(kernel: Kernel, candidate: Candidate, target: Target | undefined): Node {
  const { node, more, within, without } = candidate;
  return target && !more && !within && !without ? singleTool(kernel, node, target) : baseNode(candidate);
}

/** The body with all of its tools; itself where there are none. */
export function withTools(base: Node, operation: Target["operation"], tools: readonly Node[]): Node {
  if (tools.length === 0) return base;
  return { type: "boolean", operation: operation === "add" ? "union" : "subtract", base, tools, explains: [] };
}
