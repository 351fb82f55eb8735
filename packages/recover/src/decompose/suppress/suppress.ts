/**
 * A solid without its fillets and chamfers, found on the graph of its faces: size by size, the smallest that can be taken off first, as later fillets run
 * over earlier ones. What is taken off has been seen to come back on the edges that it leaves.
 */
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { kernelSolid } from "../../analysis/brep/stepText.js";
import { likeness } from "../../analysis/congruence/likeness.js";
import { type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import { madeOnce } from "../../model/builtBodies.js";
import { sameBody } from "../../recognise/tool/residual.js";
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
  if (blendClasses(graph).length === 0) return undefined;
  const volume = volumeAgain(kernel, graph);
  if (volume === undefined) return undefined;
  let body: Body = { graph, shape: graph.shape, volume };
  const dresses: Dress[] = [];
  while (dresses.length < mostLevels) {
    const level = smallestLevel(kernel, body);
    if (!level) break;
    dresses.unshift(level.dress);
    const { shape } = level;
    body = { graph: solidGraph(kernel, shape), shape, volume: kernel.massProperties(shape).volume };
  }
  return dresses.length > 0 ? { shape: body.shape, dresses } : undefined;
}

interface Body {
  readonly graph: SolidGraph;
  readonly shape: Shape;
  /** mm3, of the faces of the graph as the kernel reads them. */
  readonly volume: number;
}

/**
 * The volume of the whole solid by way of its faces as data. Where the file's own edges are a little off its surfaces it is a little another: what is
 * taken off is compared with this one.
 */
const volumeAgain = (kernel: Kernel, graph: SolidGraph): number | undefined =>
  madeOnce(kernel, `its volume by way of its faces: ${likeness(kernel, graph.shape)}`, () => {
    const nothing = rebuilt(graph, removalOf([], []));
    if (typeof nothing === "string") return undefined;
    return attemptInScope(kernel, () => {
      const shape = kernel.unify(kernelSolid(kernel, nothing.brep)).shape;
      const isSame = kernel.isValid(shape) && sameBody(kernel, shape, graph.shape);
      return isSame ? kernel.massProperties(shape).volume : undefined;
    });
  });

interface Level {
  readonly shape: Shape;
  readonly dress: Dress;
}

/** Several searches of one part begin with this. */
const smallestLevel = (kernel: Kernel, body: Body): Level | undefined =>
  madeOnce(kernel, `without its smallest dress: ${likeness(kernel, body.shape)}`, (keep) => {
    for (const same of blendClasses(body.graph)) {
      const level = withoutClass(kernel, body, same);
      if (level) return { ...level, shape: keep(level.shape) };
    }
    return undefined;
  });

/** The share of the faces that look like fillets and chamfers, 0 to 1. */
export const blendShare = (graph: SolidGraph): number =>
  graph.faces.filter((face) => asBlend(graph, face) ?? asBevel(graph, face)).length / graph.faces.length;

/** Blends and bevels of one size each, the smallest first. */
function blendClasses(graph: SolidGraph): readonly (readonly BlendFace[])[] {
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
  return classes;
}

/** The solid without the chains of one kind and size: all of them, or those that alone come back. */
function withoutClass(kernel: Kernel, body: Body, same: readonly BlendFace[]): Level | undefined {
  const { graph } = body;
  const chains = chainsOf(graph, same).filter(
    ({ blends, patches }) => typeof rebuilt(graph, removalOf(blends, patches)) !== "string",
  );
  if (chains.length === 0) return undefined;
  const all = withoutChains(kernel, body, chains);
  if (all || chains.length === 1) return all;
  const alone = chains
    .slice(0, mostAlone)
    .filter((chain) => kernel.scope(() => withoutChains(kernel, body, [chain]) !== undefined));
  return alone.length > 0 ? withoutChains(kernel, body, alone) : undefined;
}

function withoutChains(kernel: Kernel, { graph, volume }: Body, chains: readonly Chain[]): Level | undefined {
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
  const picks = made.newEdges.filter(isBlended).map(pickOf);
  try {
    return kernel.scope((keep) => {
      const shape = kernel.unify(kernelSolid(kernel, made.brep)).shape;
      const dress: Dress = { kind: first.kind, size: first.size, picks };
      if (!kernel.isValid(shape) || !comesBack(kernel, graph, { shape, dresses: [dress] }, volume)) return undefined;
      return { shape: keep(shape), dress };
    });
  } catch (error) {
    // What the kernel cannot read, or cannot round again, is not taken off.
    if (error instanceof UnbakeError && (error.code === "kernel" || error.code === "execution")) return undefined;
    throw error;
  }
}
