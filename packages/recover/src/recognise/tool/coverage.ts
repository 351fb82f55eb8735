/**
 * Whether tools may stand for a residual: simpler bodies that cover it and do no harm.
 * A cutter may be larger than what it takes away as long as it meets no material of the part; an added body may be larger
 * than what is missing as long as it stays inside the part.
 */
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { buildNode } from "../../model/build.js";
import type { Node } from "../../model/types.js";
import { isHarmful } from "./quickHarm.js";
import { difference, disjoint, within } from "./residual.js";
import type { Target } from "./target.js";

/** The tool meets nothing that it must not; a tool that cannot be built is no tool. */
export function harmless(kernel: Kernel, node: Node, target: Target): boolean {
  if (isHarmful(node, target)) return false;
  const isClear = attemptInScope(kernel, () => {
    const body = buildNode(kernel, node, { check: false });
    return target.operation === "subtract"
      ? disjoint(kernel, body, target.part, target.diagonalMm)
      : within(kernel, body, target.part, target.diagonalMm);
  });
  return isClear ?? false;
}

/** The tools leave nothing of the residual. */
export function covers(kernel: Kernel, nodes: readonly Node[], residual: Shape, target: Target): boolean {
  const isCovered = attemptInScope(kernel, () => {
    const bodies = nodes.map((n) => buildNode(kernel, n, { check: false }));
    return difference(kernel, residual, bodies, target.diagonalMm).length === 0;
  });
  return isCovered ?? false;
}

/** Those of the tools that are needed to cover the residual, in their order. */
export const withoutIdle = <N extends Node>(
  kernel: Kernel,
  nodes: readonly N[],
  residual: Shape,
  target: Target,
): readonly N[] =>
  nodes.reduce((kept, node) => {
    const without = kept.filter((one) => one !== node);
    return without.length > 0 && covers(kernel, without, residual, target) ? without : kept;
  }, nodes);
