/** The solid is cut apart along the surfaces of its concave edges, each piece recovered by itself, and the pieces put together. */
import type { Shape } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { cellOf, grownCell, isAnalytic, type Split, splitAtConcave } from "../../decompose/cells/index.js";
import { buildNode } from "../../model/build.js";
import type { Node } from "../../model/types.js";
import { harmless } from "../../recognise/tool/coverage.js";
import { disjoint } from "../../recognise/tool/residual.js";
import type { Target } from "../../recognise/tool/target.js";
import { asWhole } from "../../recognise/whole.js";
import { leeway, type SearchContext, say, spend } from "../context.js";
import { fitOf, formThatFits, isBuilt } from "../fit.js";
import { bodyGoal, type Goal } from "../goal.js";
import { type Answer, andThen, found, foundIf, gaveUp, type Outcome, outcomeOf, passed } from "../outcome.js";
import type { BodyStrategy } from "../strategy.js";
import { toolsFor } from "../toolsFor.js";

/** Solids of more faces are not worth it: their pieces are many, and nobody can edit what comes of them. */
const mostFaces = 60;

/** A cell of so few faces is as simple as anything that a search would find. */
const mostCellFaces = 5;

function fromCells(context: SearchContext, goal: Goal): Outcome<Node> {
  const { cells } = context;
  const { graph, target } = goal;
  if (!cells || target || graph.faces.length > mostFaces || !isAnalytic(graph)) return passed;
  if (cells.opened) return ofCells(context, goal);
  if (graph.shape !== cells.solid || !cells.begin) return passed;
  const own = { ...context, ...cells.begin(), cells: { ...cells, opened: true } };
  // What is kept for cells stands beside the bound of the search that they end.
  context.meter.most = Math.max(context.meter.most, own.mostUnits * (1 + leeway));
  say(context, goal.depth, `solid of ${graph.faces.length} faces: cells`);
  const outcome = outcomeOf(() => ofCells(own, goal));
  context.made.cells = outcome.kind === "found";
  return outcome;
}

function ofCells(context: SearchContext, goal: Goal): Outcome<Node> {
  const { kernel } = context;
  const { graph, depth } = goal;
  spend(context, graph.faces.length);
  const whole = fitOf(
    context,
    goal,
    attemptInScope(kernel, () => cellOf(kernel, graph)),
  );
  if (whole.kind === "found") return whole;
  const split = splitAtConcave(kernel, graph, (faces) => spend(context, faces));
  if (!split) return passed;
  const faces = split.pieces.map((shape) => kernel.topology(shape).faces.length);
  say(
    context,
    depth,
    `solid of ${graph.faces.length} faces: cut into pieces of ${faces.join(", ")} faces, ${split.concave} concave edges left`,
  );
  const outcome = outcomeOf(() => inSomeOrder(context, goal, split));
  if (outcome.kind !== "found") say(context, depth, `not from cells: ${outcome.reason}`);
  return andThen(outcome, (node) => foundIf(formThatFits(context, node, graph.shape)));
}

/** The largest piece with the others on it, or else the smallest: which of two runs on into the other differs. */
function inSomeOrder(context: SearchContext, goal: Goal, { surface, pieces }: Split): Answer<Node> {
  const first = united(context, goal, pieces, surface);
  if (first.kind === "found") return first;
  const last = united(context, goal, [...pieces].reverse(), surface);
  return last.kind === "found" ? last : first;
}

function united(
  context: SearchContext,
  goal: Goal,
  [base, ...others]: readonly Shape[],
  surface: Split["surface"],
): Answer<Node> {
  if (!base) return gaveUp("a cut left no pieces");
  return others.reduce<Answer<Node>>(
    (body, piece) => andThen(body, (node) => withPiece(context, goal, node, piece, surface)),
    pieceNode(context, base, goal.depth + 1),
  );
}

/**
 * One extrusion or revolution, or what its few surfaces bound, or whatever the search finds. A cell is not compared with the piece: where the
 * boolean that cut the piece off went wrong, the cell is right, and all of them together are compared with the solid.
 */
function pieceNode(context: SearchContext, shape: Shape, depth: number): Answer<Node> {
  const { kernel } = context;
  const goal = bodyGoal(kernel, shape, depth);
  const simple = fitOf(context, goal, asWhole(kernel, goal.graph));
  if (simple.kind === "found") return simple;
  const cell = attemptInScope(kernel, () => cellOf(kernel, goal.graph));
  if (cell && goal.graph.faces.length <= mostCellFaces && isBuilt(context, cell)) return found(cell);
  const answer = outcomeOf(() => context.recover(context, goal));
  return answer.kind === "gave_up" && cell && isBuilt(context, cell) ? found(cell) : answer;
}

/** A body with a piece that reaches into it: bodies that only touch are what engines cannot unite. */
function withPiece(
  context: SearchContext,
  goal: Goal,
  base: Node,
  piece: Shape,
  surface: Split["surface"],
): Answer<Node> {
  const { kernel } = context;
  const { graph, depth } = goal;
  const target: Target = { part: graph.shape, graph, operation: "add", diagonalMm: graph.diagonalMm };
  const united = (tools: readonly Node[]): Node => ({ type: "boolean", operation: "union", base, tools, explains: [] });
  const reaches = (tools: readonly Node[]): boolean =>
    attemptInScope(kernel, () => {
      const body = buildNode(kernel, base, { check: false });
      return tools.every(
        (tool) => !disjoint(kernel, body, buildNode(kernel, tool, { check: false }), graph.diagonalMm),
      );
    }) ?? false; // default: what cannot be built does not reach anything
  const made = outcomeOf(() => toolsFor(context, [piece], target, graph.toleranceMm, depth + 1));
  if (made.kind === "found" && reaches(made.value)) return found(united(made.value));
  const grown = attemptInScope(kernel, () => grownCell(kernel, solidGraph(kernel, piece), surface));
  if (grown && harmless(kernel, grown, target) && reaches([grown])) return found(united([grown]));
  return made.kind === "found" ? gaveUp("a piece only touches the others") : made;
}

export const cells = { name: "cells", nests: true, try: fromCells } as const satisfies BodyStrategy;
