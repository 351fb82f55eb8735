/** What a tool is made for, and what it must respect. */
import type { Shape } from "@unbake/kernel";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";

export interface Target {
  /** The part that must not be touched (subtract) or left (add). */
  readonly part: Shape;
  readonly graph: SolidGraph;
  /** What is done with the tool. */
  readonly operation: "add" | "subtract";
  readonly diagonalMm: number;
}
