/** What the search is asked for: a solid, and what the node for it must respect. */
import type { Kernel, Shape } from "@unbake/kernel";
import { type SolidGraph, solidGraph } from "../analysis/graph/solidGraph.js";
import type { Target } from "../recognise/tool/target.js";

export interface Goal {
  /** The solid, `graph.shape`, as data. */
  readonly graph: SolidGraph;
  /** How many residuals deep it lies: 0 for the part itself. */
  readonly depth: number;
  /** The node must be the solid by itself; what features stand on is judged with them. */
  readonly alone?: boolean;
  /** What the solid is to be a tool for. A tool may be larger than the solid where that does no harm to the target. */
  readonly target?: Target | undefined;
}

/** A residual: a solid that is to be one tool or several. */
export interface ToolGoal extends Goal {
  readonly target: Target;
}

/** The goal to recover a solid for its own sake. The shape stays owned by the caller's kernel scope. */
export const bodyGoal = (kernel: Kernel, shape: Shape, depth: number): Goal => ({
  graph: solidGraph(kernel, shape),
  depth,
});
