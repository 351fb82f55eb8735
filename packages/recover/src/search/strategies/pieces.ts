/** The solid is taken apart where its pieces meet along inner loops alone: a base, and the features on it. */

import { attempt } from "../../analysis/attempt.js";
import { type Disassembly, disassemble, type Step, stepTarget } from "../../decompose/innerLoops/detach.js";
import type { Node } from "../../model/types.js";
import { withTools } from "../combine.js";
import { type SearchContext, say } from "../context.js";
import { formThatFits } from "../fit.js";
import { bodyGoal, type Goal } from "../goal.js";
import { type Answer, andThen, found, foundIf, type Outcome, outcomeOf, passed } from "../outcome.js";
import type { BodyStrategy } from "../strategy.js";
import { toolsFor } from "../toolsFor.js";

function fromPieces(context: SearchContext, goal: Goal): Outcome<Node> {
  const { graph, depth } = goal;
  const apart = attempt(() => disassemble(context.kernel, graph));
  if (!apart) return passed;
  say(context, depth, `solid of ${graph.faces.length} faces: ${describe(context, apart)}`);
  const outcome = outcomeOf(() =>
    andThen(compose(context, goal, apart), (node) => foundIf(formThatFits(context, node, graph.shape))),
  );
  if (outcome.kind === "found") return outcome;
  say(
    context,
    depth,
    outcome.kind === "passed" ? "base and features do not add up" : `not from base and features: ${outcome.reason}`,
  );
  return passed;
}

/** The base, and step by step what stands on it or is sunk into it. */
function compose(context: SearchContext, goal: Goal, { base, steps }: Disassembly): Answer<Node> {
  const first = context.recover(context, bodyGoal(context.kernel, base, goal.depth));
  return steps.reduce<Answer<Node>>(
    (body, step) => andThen(body, (node) => withStep(context, goal, node, step)),
    first,
  );
}

function withStep(
  context: SearchContext,
  { graph, depth, target: ofTool }: Goal,
  base: Node,
  step: Step,
): Answer<Node> {
  const target = stepTarget(context.kernel, graph, step);
  const mayLack = context.lenient && (step.operation === "add" || !ofTool);
  return andThen(toolsFor(context, step.shapes, target, graph.toleranceMm, depth, mayLack), (tools) =>
    found(withTools(base, step.operation, tools)),
  );
}

function describe({ kernel }: SearchContext, { base, steps }: Disassembly): string {
  const faces = (shape: Disassembly["base"]): number => kernel.topology(shape).faces.length;
  const listed = steps.map(({ operation, shapes }) => `${operation} ${shapes.map(faces).join(" ")}`).join("; ");
  return `taken apart, base of ${faces(base)} faces; ${listed}`;
}

export const pieces = { name: "pieces", nests: true, try: fromPieces } as const satisfies BodyStrategy;
