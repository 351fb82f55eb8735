/** Nodes for residual solids: equal ones once, as patterns where they are regular. */

import { UnbakeError } from "@unbake/ground";
import type { Shape } from "@unbake/kernel";
import { congruentSolids, type Group, type SolidGroup } from "../analysis/congruence/congruent.js";
import type { Node } from "../model/types.js";
import { repeated } from "../recognise/pattern/pattern.js";
import type { Target } from "../recognise/tool/target.js";
import type { SearchContext } from "./context.js";
import { openAtOneEnd } from "./oneEnd.js";
import { type Answer, found } from "./outcome.js";
import { residualTools } from "./residualCache.js";

/**
 * Tools that together are the solids; gives up with the first solid that no tool is found for. With `mayLack` those are left out.
 */
export function toolsFor(
  context: SearchContext,
  solids: readonly Shape[],
  target: Target,
  toleranceMm: number,
  depth: number,
  mayLack = false,
): Answer<readonly Node[]> {
  const groups = congruentSolids(context.kernel, solids, toleranceMm).map((group, order) => {
    const leader = leaderOf(solids, group);
    return { group, order, leader, sides: context.kernel.topology(leader).faces.length };
  });
  const made: { readonly order: number; readonly nodes: readonly Node[] }[] = [];
  // The hardest first: when it cannot be had, no work is lost on the others.
  for (const { group, order, leader } of [...groups].sort((a, b) => b.sides - a.sides)) {
    const answer = residualTools(context, leader, target, depth);
    if (answer.kind !== "found") {
      if (mayLack) continue;
      return answer;
    }
    made.push({ order, nodes: copies(context, target, group, answer.value, toleranceMm) });
  }
  return found(made.sort((a, b) => a.order - b.order).flatMap(({ nodes }) => nodes));
}

function leaderOf(solids: readonly Shape[], { leader }: Group): Shape {
  const solid = solids[leader];
  if (!solid) throw new UnbakeError("internal", `a group is led by solid ${leader} of ${solids.length}`);
  return solid;
}

/** The leader's tools wherever a member of the group stands. */
function copies(
  { kernel }: SearchContext,
  target: Target,
  group: SolidGroup,
  nodes: readonly Node[],
  toleranceMm: number,
): readonly Node[] {
  const placed = group.members.flatMap(({ pose }, i) => {
    const signature = group.signatures[i];
    return signature ? [{ pose, signature }] : [];
  });
  if (placed.length < 2) return nodes;
  return nodes.flatMap((node) =>
    openAtOneEnd(kernel, target, node, placed).flatMap(({ body, copies: of }) => repeated(body, of, toleranceMm)),
  );
}
