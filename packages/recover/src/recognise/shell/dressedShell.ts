/** Fillets outside and inside of a shell: made on its base before it is hollow, the inner ones come by themselves. */
import { dot, sub } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { buildNode } from "../../model/build.js";
import { findEdges } from "../../model/pick.js";
import type { ChamferNode, EdgePick, FilletNode, Node, ShellNode } from "../../model/types.js";
import { isDressing } from "../../model/visit.js";
import { onEdgeMm } from "../../tolerances.js";

type Dressing = FilletNode | ChamferNode;

/** The dressed shell with its outer dressings on the base and without its inner ones; undefined where it has none inside. */
export function dressedBefore(kernel: Kernel, node: Dressing): Node | undefined {
  const dressings: Dressing[] = [];
  let shell: Node = node;
  while (isDressing(shell)) {
    dressings.unshift(shell);
    shell = shell.base;
  }
  if (shell.type !== "shell") return undefined;
  const hollow = shell;
  const sharp = buildNode(kernel, hollow.base, { check: false });
  const isRim = ({ point }: EdgePick): boolean =>
    hollow.open.some((face) => Math.abs(dot(sub(point, face.point), face.normal)) < onEdgeMm);
  const isOutside = (pick: EdgePick): boolean => !isRim(pick) && isEdge(kernel, sharp, pick);
  const inner = dressings.flatMap(({ edges }) => edges).filter((pick) => !isRim(pick) && !isOutside(pick));
  if (inner.length === 0) return undefined;
  const base = dressings.reduce((body, one) => withEdges(one, body, isOutside), hollow.base);
  const made: ShellNode = { ...hollow, base, explains: [...hollow.explains, ...insideOf(dressings, isOutside, isRim)] };
  return dressings.reduce<Node>((body, one) => withEdges(one, body, isRim), made);
}

/** Faces of dressings that have no edge but inner ones. */
const insideOf = (dressings: readonly Dressing[], ...others: readonly ((pick: EdgePick) => boolean)[]) =>
  dressings.filter(({ edges }) => !edges.some((pick) => others.some((is) => is(pick)))).flatMap((one) => one.explains);

function withEdges(dressing: Dressing, base: Node, which: (pick: EdgePick) => boolean): Node {
  const edges = dressing.edges.filter(which);
  return edges.length > 0 ? { ...dressing, base, edges } : base;
}

function isEdge(kernel: Kernel, shape: Shape, pick: EdgePick): boolean {
  try {
    return findEdges(kernel, shape, [pick]).length > 0;
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "execution") return false;
    throw error;
  }
}
