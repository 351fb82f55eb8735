/** A single feature as a tool: run over where it is open, and called a hole where it is one. */
import type { Kernel } from "@unbake/kernel";
import type { ExtrudeNode, Node, RevolveNode } from "../model/types.js";
import { holeFromExtrusion, holeFromRevolution } from "../recognise/hole/drilled.js";
import { openEnds, overrunEnds } from "../recognise/tool/overrun.js";
import type { Target } from "../recognise/tool/target.js";
import { structureMm } from "../tolerances.js";

/** The tool that the feature makes for the target. */
export function singleTool(kernel: Kernel, node: ExtrudeNode | RevolveNode, target: Target): Node {
  if (node.type === "extrude") return asHole(overrunEnds(kernel, target, node), target);
  if (target.operation !== "subtract") return node;
  return holeFromRevolution(node, openEnds(kernel, target, node), structureMm(target.diagonalMm)) ?? node;
}

/** An extruded cutter as the hole that it is, if it is one. */
export const asHole = (node: ExtrudeNode, target: Target): Node =>
  (target.operation === "subtract" && holeFromExtrusion(node)) || node;
