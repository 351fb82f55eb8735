/** A base body tried on a solid: what it lacks, what it has too much, and what that would cost to mend. */

import { at, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../analysis/attempt.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { segmentCount } from "../analysis/profile/measure.js";
import { dressOf } from "../decompose/blends/dress.js";
import { buildNode } from "../model/build.js";
import type { Node } from "../model/types.js";
import { commonOf } from "../recognise/intersection/shadow.js";
import { bothDifferences, difference, isDust } from "../recognise/tool/residual.js";
import type { Target } from "../recognise/tool/target.js";
import { sameTrialShare } from "../tolerances.js";
import type { Candidate } from "./bases.js";
import { type SearchContext, spend } from "./context.js";

export interface Trial {
  readonly candidate: Candidate;
  readonly additions: Shape[];
  readonly cuts: Shape[];
  readonly cost: number;
}

/** A candidate that was not compared to the end. */
export interface DearTrial {
  /** What it costs at least. */
  readonly costsAtLeast: number;
}

/**
 * The candidate on the solid, its residuals alive in the current scope; undefined when the kernel fails at it. It ends as soon as it is certain
 * that it costs `most` or more.
 */
export function trialOf(
  context: SearchContext,
  graph: SolidGraph,
  candidate: Candidate,
  allowed?: Target,
  most = Number.POSITIVE_INFINITY,
): Trial | DearTrial | undefined {
  const { kernel } = context;
  const { node, more = [], within = [], without = [] } = candidate;
  const sides = sum([node, ...more, ...within].map(({ profile }) => segmentCount(profile)));
  spend(context, graph.faces.length + sides);
  const own = sides * 0.25 + (more.length + within.length) * effort(6) + without.length * cutterEffort;
  if (own >= most) return { costsAtLeast: own };
  try {
    const compared = kernel.scope((keep) => {
      // Not checked: a body that went wrong leaves residuals that nothing fills, and what is put together is proven in the end.
      const body = buildNode(kernel, baseNode({ ...candidate, without: [] }), { check: false });
      const [lacking, whole] = bothDifferences(kernel, graph.shape, body, graph.diagonalMm);
      const excess = without.reduce((solids, cutter) => beyond(kernel, solids, cutter, graph.diagonalMm), whole);
      const least = own + leastCost(context, lacking);
      if (least >= most) return least;
      const harms = harmOf(kernel, excess, allowed);
      const withHarms = least + leastCost(context, harms);
      if (withHarms >= most) return withHarms;
      return [lacking.map(keep), harms.map(keep)] as const;
    });
    if (typeof compared === "number") return { costsAtLeast: compared };
    const [additions, cuts] = compared;
    const cost = own + residualCost(context, additions, graph) + residualCost(context, cuts, graph);
    return { candidate, additions, cuts, cost };
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "kernel") {
      context.log(`a candidate base fails: ${error.detail}`);
      return undefined;
    }
    throw error;
  }
}

/**
 * What of the solids lies beyond the cutter. The other way round, cutting the base first, ends in the comparison of two bodies that are nearly one:
 * booleans go wrong there.
 */
function beyond(kernel: Kernel, solids: Shape[], cutter: Node, diagonalMm: number): Shape[] {
  const tool = buildNode(kernel, cutter, { check: false });
  const reach = kernel.boundingBox(tool);
  return solids.flatMap((solid) => {
    const box = kernel.boundingBox(solid);
    const apart = box.min.some((low, i) => low > at(reach.max, i) || at(box.max, i) < at(reach.min, i));
    return apart ? [solid] : difference(kernel, solid, [tool], diagonalMm);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A candidate as one node. */
export function baseNode({ node, more = [], within = [], without = [] }: Candidate): Node {
  if (without.length > 0)
    return { type: "boolean", operation: "subtract", base: commonOf([node, ...within]), tools: without, explains: [] };
  if (more.length === 0) return commonOf([node, ...within]);
  return { type: "boolean", operation: "union", base: node, tools: [...more], explains: [] };
}

/**
 * [what the body lacks, what it has too much]. For a tool that is only part of a larger one, too much is only what does
 * harm there: a cutter may reach into the air, an added body into the stock.
 */
export function residuals(kernel: Kernel, graph: SolidGraph, body: Shape, allowed?: Target): [Shape[], Shape[]] {
  const [lacking, excess] = bothDifferences(kernel, graph.shape, body, graph.diagonalMm);
  return [lacking, harmOf(kernel, excess, allowed)];
}

const harmOf = (kernel: Kernel, excess: Shape[], allowed: Target | undefined): Shape[] =>
  allowed ? excess.flatMap((solid) => harmful(kernel, solid, allowed)) : excess;

/** The part of a solid that lies where the target's tool must not be. */
function harmful(kernel: Kernel, solid: Shape, target: Target): Shape[] {
  if (target.operation === "add") return difference(kernel, solid, [target.part], target.diagonalMm);
  const common = kernel.common([solid], [target.part], { unify: true, check: false }).shape;
  return kernel.solids(common).filter((s) => !isDust(kernel, s, target.diagonalMm));
}

/**
 * What a solid of so many faces is to recover: a box counts 6, and one solid of 40 faces is much more than four of 10, so
 * that taking a part for its own complement does not look like progress.
 */
export const effort = (faces: number): number => faces * Math.sqrt(faces / 6);

/** What a cutter costs that is found already. */
const cutterEffort = 4;

/** What fillets or chamfers along one chain of edges cost. */
const dressEffort = 3;

/** The effort of distinct residuals, and a little for each repeat. */
const residualCost = (context: SearchContext, solids: readonly Shape[], part: SolidGraph): number =>
  costWhere(context, solids, (solid) => isDress(context, solid, part));

/** What residuals cost at least: any of them may be the sliver of a fillet. */
const leastCost = (context: SearchContext, solids: readonly Shape[]): number => costWhere(context, solids, () => true);

export function costWhere(
  context: SearchContext,
  solids: readonly Shape[],
  isSliver: (solid: Shape) => boolean,
): number {
  const seen: { faces: number; volume: number; area: number }[] = [];
  let cost = 0;
  for (const solid of solids) {
    const faces = context.kernel.topology(solid).faces.length;
    const { volume, area } = context.kernel.roughMass(solid);
    const known = seen.some(
      (s) =>
        s.faces === faces &&
        Math.abs(s.volume - volume) < sameTrialShare * volume &&
        Math.abs(s.area - area) < sameTrialShare * area,
    );
    cost += known ? 0.2 : faces > 5 && context.dress && isSliver(solid) ? dressEffort : effort(faces);
    if (!known) seen.push({ faces, volume, area });
  }
  return cost;
}

/** The residual is the sliver of a fillet or chamfer of the part. */
export function isDress({ kernel, slivers }: SearchContext, solid: Shape, graph: SolidGraph): boolean {
  const known = slivers.get(solid);
  if (known !== undefined) return known;
  const is = attemptInScope(kernel, () => dressOf(kernel, solid, graph)) !== undefined;
  slivers.set(solid, is);
  return is;
}

/** "extrusion of 8 sides along (0.00 0.00 1.00) over 12.000" */
export function describeBase({ node, more, within = [], without = [] }: Candidate): string {
  if (within.some(({ type }) => type === "revolve")) return "what a prism and a revolution have in common";
  if (without.length > 0) return `what ${within.length + 1} prisms have in common, less ${without.length} rooms,`;
  if (within.length > 0) return `what ${within.length + 1} prisms have in common`;
  if (more) return `stack of ${more.length + 1} slabs along (${node.frame.z.map((c) => c.toFixed(2)).join(" ")})`;
  const sides = segmentCount(node.profile);
  return node.type === "extrude"
    ? `extrusion of ${sides} sides along (${node.frame.z.map((c) => c.toFixed(2)).join(" ")}) over ${(node.to - node.from).toFixed(3)}`
    : `revolution of ${sides} sides`;
}

/** The base, how much it explains, what it leaves, and the cost of that: a line of the log. */
export function describe({ candidate, additions, cuts, cost }: Trial): string {
  return `${describeBase(candidate)} explains ${(candidate.explained * 100).toFixed(0)} %; ${additions.length} to add, ${cuts.length} to cut, cost ${cost.toFixed(1)}`;
}
