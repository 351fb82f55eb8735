/** Whether a node is the solid. Looks alone can deceive where a file's faces are not what they say: the node is built and compared, once. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../analysis/attempt.js";
import { inPieces } from "../analysis/profile/inPieces.js";
import { buildNode } from "../model/build.js";
import type { Node } from "../model/types.js";
import { fold } from "../model/visit.js";
import { sameBody } from "../recognise/tool/residual.js";
import type { SearchContext } from "./context.js";
import { flush } from "./flush.js";
import type { Goal } from "./goal.js";
import { type Found, foundIf, type Passed } from "./outcome.js";

/** The node rebuilds the solid. */
function rebuilds({ kernel, proven }: SearchContext, node: Node, shape: Shape): boolean {
  if (proven.get(node) === shape) return true;
  // A body whose splines are measured wrongly may still be the same in the pieces that it is printed in.
  const forms = [node, inPieces(node)].filter((form, i, all) => all.indexOf(form) === i);
  const same = forms.some((form) => isBody(kernel, form, shape));
  if (same) proven.set(node, shape);
  return same;
}

/**
 * The checks of booleans take longer than the booleans. A sound body that is the solid needs none; one that is not, may be the fault of a
 * boolean that went wrong: then it is built with checks.
 */
function isBody(kernel: Kernel, node: Node, shape: Shape): boolean {
  const is = (check: boolean): boolean =>
    attemptInScope(kernel, () => {
      const body = buildNode(kernel, node, { check });
      return sameBody(kernel, body, shape) && (check || kernel.isValid(body));
    }) ?? false;
  return (hasBooleans(node) && is(false)) || is(true);
}

const hasBooleans = (node: Node): boolean =>
  fold<boolean>(node, ({ type }, inside) => type === "boolean" || inside.includes(true));

/** The guess, if there is one and it rebuilds the goal's solid. */
export const fitOf = (context: SearchContext, { graph }: Goal, guess: Node | undefined): Found<Node> | Passed =>
  foundIf(guess && rebuilds(context, guess, graph.shape) ? guess : undefined);

/**
 * The node, or the same features without overruns, whichever rebuilds the solid; undefined when neither does. A lenient search takes the first that
 * can be built at all.
 */
export const formThatFits = (context: SearchContext, node: Node, shape: Shape): Node | undefined => {
  const forms = [node, flush(node)];
  return (
    forms.find((form) => rebuilds(context, form, shape)) ??
    (context.lenient ? forms.find((form) => isBuilt(context, form)) : undefined)
  );
};

/** The node can be built, and there is matter in it. */
export const isBuilt = ({ kernel }: SearchContext, node: Node): boolean =>
  attemptInScope(kernel, () => kernel.roughMass(buildNode(kernel, node, { check: false })).volume > 0) ?? false; // default: it cannot be built
