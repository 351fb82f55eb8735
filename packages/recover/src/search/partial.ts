/** What features explain of a solid, with slabs in the place of the rest: matter that is missing stands beside it, matter too much is cut off. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt, attemptInScope } from "../analysis/attempt.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import { buildNode } from "../model/build.js";
import type { ExtrudeNode, Node } from "../model/types.js";
import { roughBody } from "../recognise/rough/roughBody.js";
import { bothDifferences } from "../recognise/tool/residual.js";
import { roughPieceShare, roughTakenShare } from "../tolerances.js";

export interface Partial {
  readonly node: Node;
  /** Bodies of their own, each nearly a piece that the node lacks. */
  readonly standIns: readonly ExtrudeNode[];
}

/** Slabs of one piece, and of all pieces that are cut off: the kernel takes them in one boolean. */
const [slabsOfPiece, mostCutters] = [16, 40];
/** Pieces that are looked at, the largest first. */
const mostPieces = 12;

/** The node with slabs for what it lacks and has too much, where that can be told. */
export function withStandIns(kernel: Kernel, node: Node, solid: Shape, diagonalMm: number): Partial {
  return kernel.scope(() => {
    const rest = attempt(() => bothDifferences(kernel, solid, buildNode(kernel, node, { check: false }), diagonalMm));
    if (!rest) return { node, standIns: [] };
    const least = roughPieceShare * kernel.roughMass(solid).volume;
    const slabsOf = (pieces: readonly Shape[]): ExtrudeNode[] =>
      largest(kernel, pieces, least).flatMap(
        (piece) => attempt(() => roughBody(kernel, solidGraph(kernel, piece), slabsOfPiece)) ?? [],
      );
    const [lacking, excess] = rest;
    return { node: withCutters(kernel, node, slabsOf(excess)), standIns: slabsOf(lacking) };
  });
}

function largest(kernel: Kernel, pieces: readonly Shape[], least: number): Shape[] {
  return pieces
    .map((shape) => ({ shape, volume: kernel.roughMass(shape).volume }))
    .filter(({ volume }) => volume > least)
    .sort((a, b) => b.volume - a.volume)
    .slice(0, mostPieces)
    .map(({ shape }) => shape);
}

/** The node less the slabs, where the kernel can do that and takes about as much as they are. */
function withCutters(kernel: Kernel, node: Node, slabs: readonly ExtrudeNode[]): Node {
  if (slabs.length === 0 || slabs.length > mostCutters) return node;
  const cut: Node = { type: "boolean", operation: "subtract", base: node, tools: slabs, explains: [] };
  const volumeOf = (one: Node): number => kernel.roughMass(buildNode(kernel, one, { check: false })).volume;
  const isCut = attemptInScope(kernel, () => {
    const wanted = slabs.reduce((sum, slab) => sum + volumeOf(slab), 0);
    const taken = volumeOf(node) - volumeOf(cut);
    return Math.abs(taken - wanted) < roughTakenShare * wanted;
  });
  return isCut ? cut : node;
}
