/** One way to reach a goal. */
import type { Node } from "../model/types.js";
import type { SearchContext } from "./context.js";
import type { Goal, ToolGoal } from "./goal.js";
import type { Outcome } from "./outcome.js";

interface Strategy<G extends Goal, T> {
  readonly name: string;
  try(context: SearchContext, goal: G): Outcome<T>;
}

/** A way to make a solid one node. */
export interface BodyStrategy extends Strategy<Goal, Node> {
  /** It searches for nodes of other solids on its way: past a depth it is not tried. */
  readonly nests: boolean;
}

/** A way to make a residual one tool or several. */
export type ToolStrategy = Strategy<ToolGoal, readonly Node[]>;
