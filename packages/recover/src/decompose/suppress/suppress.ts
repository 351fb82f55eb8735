/**
 * A solid without its fillets and chamfers, found on the graph of its faces: size by size, the smallest that can be taken off first, as later fillets run
 * over earlier ones. What is taken off has been seen to come back on the edges that it leaves.
 */
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { kernelSolid } from "../../analysis/brep/stepText.js";
import { type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import { comesBack } from "../blends/comesBack.js";
import type { Dress } from "../blends/dress.js";
import { asBevel } from "./bevelFaces.js";
import { asBlend, type BlendFace, removalOf } from "./blendFaces.js";
import { type Chain, chainsOf } from "./chains.js";
import { pickOf } from "./edgePick.js";
import { rebuilt } from "./rebuild.js";

export interface Suppression {
  readonly shape: Shape;
  /** In the order in which they are made again. */
  readonly dresses: readonly Dress[];
}

const mostLevels = 10;
/** The least size, in tolerances of structure. */
const leastSizes = 10;
/** Chains that are tried one by one where they do not go together. */
const mostAlone = 12;

/** The solid without all fillets and chamfers that can be taken off; undefined when there are none. The shape belongs to the current scope. */
export function suppressDresses(kernel: Kernel, graph: SolidGraph): Suppression | undefined {
  let body: { readonly graph: SolidGraph; readonly shape: Shape } = { graph, shape: graph.shape };
  const dresses: Dress[] = [];
  while (dresses.length < mostLevels) {
    const level = smallestLevel(kernel, body.graph);
    if (!level) break;
    dresses.unshift(level.dress);
    body = { graph: solidGraph(kernel, level.shape), shape: level.shape };
  }
  return dresses.length > 0 ? { shape: body.shape, dresses } : undefined;
}

interface Level {
  readonly shape: Shape;
  readonly dress: Dress;
}

function smallestLevel(kernel: Kernel, graph: SolidGraph): Level | undefined {
  const blends = graph.faces.flatMap((face) => asBlend(graph, face) ?? asBevel(graph, face) ?? []);
  const classes: BlendFace[][] = [];
  // What is no larger than what structure is read to is noise of the file.
  const real = blends.filter(({ size }) => size > leastSizes * graph.toleranceMm).sort((a, b) => a.size - b.size);
  for (const blend of real) {
    const same = classes.find(
      ([first]) => first && first.kind === blend.kind && blend.size - first.size <= 2 * graph.toleranceMm,
    );
    if (same) same.push(blend);
    else classes.push([blend]);
  }
  for (const same of classes) {
    const level = withoutClass(kernel, graph, same);
    if (level) return level;
  }
  return undefined;
}

/** The solid without the chains of one kind and size: all of them, or those that alone come back. */
function withoutClass(kernel: Kernel, graph: SolidGraph, same: readonly BlendFace[]): Level | undefined {
  const chains = chainsOf(graph, same).filter(
    ({ blends, patches }) => typeof rebuilt(graph, removalOf(blends, patches)) !== "string",
  );
  if (chains.length === 0) return undefined;
  const all = withoutChains(kernel, graph, chains);
  if (all || chains.length === 1) return all;
  const alone = chains
    .slice(0, mostAlone)
    .filter((chain) => kernel.scope(() => withoutChains(kernel, graph, [chain]) !== undefined));
  return alone.length > 0 ? withoutChains(kernel, graph, alone) : undefined;
}

function withoutChains(kernel: Kernel, graph: SolidGraph, chains: readonly Chain[]): Level | undefined {
  const blends = chains.flatMap((chain) => chain.blends);
  const made = rebuilt(
    graph,
    removalOf(
      blends,
      chains.flatMap((chain) => chain.patches),
    ),
  );
  if (typeof made === "string") return undefined;
  const isBlended = ({ faces }: (typeof made.newEdges)[number]): boolean =>
    blends.some(({ supports }) => supports.every((support) => faces.includes(support)));
  const [first] = blends;
  if (!first) return undefined;
  const dress: Dress = { kind: first.kind, size: first.size, picks: made.newEdges.filter(isBlended).map(pickOf) };
  try {
    return kernel.scope((keep) => {
      const shape = kernel.unify(kernelSolid(kernel, made.brep)).shape;
      if (!kernel.isValid(shape) || !comesBack(kernel, graph, { shape, dresses: [dress] })) return undefined;
      return { shape: keep(shape), dress };
    });
  } catch (error) {
    // What the kernel cannot read, or cannot round again, is not taken off.
    if (error instanceof UnbakeError && (error.code === "kernel" || error.code === "execution")) return undefined;
    throw error;
  }
}
