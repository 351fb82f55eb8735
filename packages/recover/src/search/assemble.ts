/** A base and the residuals that it left, put together to the solid. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../analysis/attempt.js";
import { dressOf, withDresses } from "../decompose/blends/dress.js";
import { buildNode } from "../model/build.js";
import type { Node } from "../model/types.js";
import { sameBody } from "../recognise/tool/residual.js";
import { combine } from "./combine.js";
import type { SearchContext } from "./context.js";
import type { Goal } from "./goal.js";
import { type Answer, andThen, foundIf, type Outcome } from "./outcome.js";
import { isDress, residuals, type Trial } from "./trial.js";

/** The node of the base with its residuals, those of fillets and chamfers as such where they come back. */
export function assemble(context: SearchContext, goal: Goal, trial: Trial): Answer<Node> {
  const slivers = context.dress
    ? [...trial.cuts, ...trial.additions].filter((solid) => isDress(context, solid, goal.graph))
    : [];
  if (slivers.length > 0) {
    const outcome = withDress(context, goal, trial, new Set(slivers));
    if (outcome.kind === "found") context.made.dress = true;
    if (outcome.kind !== "passed") return outcome;
  }
  return combine(context, goal, trial);
}

/** The base with everything but its fillets and chamfers, then those on the edges where they are missing. */
function withDress(context: SearchContext, goal: Goal, trial: Trial, slivers: ReadonlySet<Shape>): Outcome<Node> {
  const { kernel } = context;
  const isPlain = (solid: Shape): boolean => !slivers.has(solid);
  const plain = { ...trial, additions: trial.additions.filter(isPlain), cuts: trial.cuts.filter(isPlain) };
  return andThen(combine(context, goal, plain), (body) => {
    const node = attemptInScope(kernel, () => restoreDresses(kernel, goal, body));
    return foundIf(node && attemptInScope(kernel, () => (isComplete(kernel, goal, node) ? node : undefined)));
  });
}

/** The body with all that it still differs by as fillets and chamfers; undefined where some of it is something else. */
function restoreDresses(kernel: Kernel, { graph, target }: Goal, body: Node): Node | undefined {
  // Not checked: what is put together is compared with the solid before it counts.
  const rest = residuals(kernel, graph, buildNode(kernel, body, { check: false }), target).flat();
  const dresses = rest.map((solid) => dressOf(kernel, solid, graph));
  const known = dresses.filter((dress) => dress !== undefined);
  return known.length === dresses.length ? withDresses(body, known, graph.toleranceMm) : undefined;
}

function isComplete(kernel: Kernel, { graph, target }: Goal, node: Node): boolean {
  const body = buildNode(kernel, node, { check: false });
  return target ? residuals(kernel, graph, body, target).flat().length === 0 : sameBody(kernel, body, graph.shape);
}
