/** Pieces that are known at once: one feature, or what their own surfaces bound. */
import { attemptInScope } from "../../analysis/attempt.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { boxedCell, cellOf, prismCell } from "../../decompose/cells/index.js";
import { buildNode } from "../../model/build.js";
import type { Node } from "../../model/types.js";
import { asConvex } from "../../recognise/convex/convex.js";
import { asWhole } from "../../recognise/whole.js";
import { nearlyCellShare, sameCellShare } from "../../tolerances.js";
import type { SearchContext } from "../context.js";
import { fitOf } from "../fit.js";
import type { Goal } from "../goal.js";

/** What a few surfaces bound has no more faces. */
export const mostCellFaces = 24;

/** A solid that is one extrusion or revolution, or what planes alone bound. */
export function oneFeature(context: SearchContext, goal: Goal): Node | undefined {
  const { kernel } = context;
  for (const guess of [() => asWhole(kernel, goal.graph), () => asConvex(goal.graph)]) {
    const fit = fitOf(context, goal, attemptInScope(kernel, guess));
    if (fit.kind === "found") return fit.value;
  }
  return undefined;
}

/** What the piece's own surfaces bound, and how far off it is: a share of volume and area. */
export interface Cell {
  readonly node: Node;
  readonly off: number;
}

/**
 * What a few surfaces bound, nearest first. A cell may be right where the edges of a file, and with them those of the piece, are a little off: all of
 * them together are compared with the solid.
 */
export function cellsOf({ kernel }: SearchContext, graph: SolidGraph): readonly Cell[] {
  if (graph.faces.length > mostCellFaces) return [];
  const was = kernel.massProperties(graph.shape);
  const off = (node: Node): number | undefined =>
    attemptInScope(kernel, () => {
      const is = kernel.massProperties(buildNode(kernel, node, { check: false }));
      return Math.max(Math.abs(is.volume - was.volume) / was.volume, Math.abs(is.area - was.area) / was.area);
    });
  const cells: Cell[] = [];
  for (const make of [cellOf, boxedCell, prismCell]) {
    const node = attemptInScope(kernel, () => make(kernel, graph));
    const share = node && off(node);
    if (!node || share === undefined || share > nearlyCellShare) continue;
    cells.push({ node, off: share });
    if (share <= sameCellShare) break;
  }
  return cells.sort((a, b) => a.off - b.off);
}
