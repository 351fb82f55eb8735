/** Fillets outside and inside of a shell: made on its base before it is hollow, the inner ones come by themselves. */
import { dot, sub } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { buildNode } from "../../model/build.js";
import { findEdges } from "../../model/pick.js";
import type { ChamferNode, EdgePick, FacePick, FilletNode, Node, ShellNode } from "../../model/types.js";
import { isDressing } from "../../model/visit.js";
import { onEdgeMm } from "../../tolerances.js";

type Dressing = FilletNode | ChamferNode;

/** The dressed shell with its outer dressings on the base and without its inner ones; undefined where it has none inside. */
export function dressedBefore(kernel: Kernel, node: Dressing): Node | undefined {
  const { dressings, bare: hollow } = stripped(node);
  if (hollow.type !== "shell") return undefined;
  const sharp = buildNode(kernel, hollow.base, { check: false });
  const isRim = rimOf(hollow.open);
  const isOutside = (pick: EdgePick): boolean => !isRim(pick) && isEdge(kernel, sharp, pick);
  const inner = dressings.flatMap(({ edges }) => edges).filter((pick) => !isRim(pick) && !isOutside(pick));
  if (inner.length === 0) return undefined;
  const base = dressings.reduce((body, one) => withEdges(one, body, isOutside), hollow.base);
  const made: ShellNode = { ...hollow, base, explains: [...hollow.explains, ...insideOf(dressings, isOutside, isRim)] };
  return dressings.reduce<Node>((body, one) => withEdges(one, body, isRim), made);
}

/** A body that is to be hollowed with those of its dressings that are not at the openings, and what puts the others on again. */
export function beforeAndAfter(node: Node, open: readonly FacePick[]): { before: Node; after(shell: Node): Node } {
  const isRim = rimOf(open);
  const { dressings, bare } = stripped(node);
  const dressed = (body: Node, which: (pick: EdgePick) => boolean): Node =>
    dressings.reduce((made, one) => withEdges(one, made, which), body);
  if (!dressings.some(({ edges }) => edges.some(isRim))) return { before: node, after: (shell) => shell };
  return { before: dressed(bare, (pick) => !isRim(pick)), after: (shell) => dressed(shell, isRim) };
}

/** The fillets and chamfers of a body, the first first, and the body without them. */
function stripped(node: Node): { readonly dressings: readonly Dressing[]; readonly bare: Node } {
  if (!isDressing(node)) return { dressings: [], bare: node };
  const { dressings, bare } = stripped(node.base);
  return { dressings: [...dressings, node], bare };
}

/** Whether an edge lies in one of the openings. */
const rimOf =
  (open: readonly FacePick[]) =>
  ({ point }: EdgePick): boolean =>
    open.some((face) => Math.abs(dot(sub(point, face.point), face.normal)) < onEdgeMm);

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
