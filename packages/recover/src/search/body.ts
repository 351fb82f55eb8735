/**
 * One solid to one node: whole-body guesses first, then a base with what it lacks added and what it has too much cut,
 * each of these recovered the same way (the residual loop of the design, steps 4, 7 and 8).
 */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { congruentSolids, type Group } from "../analysis/congruence/congruent.js";
import { isOnBoundary } from "../analysis/graph/onBoundary.js";
import { type SolidGraph, solidGraph } from "../analysis/graph/solidGraph.js";
import { dressed, dressOf } from "../decompose/blends/dress.js";
import { sharpen } from "../decompose/blends/sharpen.js";
import { disassemble, stepGraph } from "../decompose/innerLoops/detach.js";
import { buildNode } from "../model/build.js";
import { inPieces } from "../model/inPieces.js";
import type { ExtrudeNode, Node, RevolveNode } from "../model/types.js";
import { asConvex } from "../recognise/convex/convex.js";
import { halfSpaces, harmless, prismHull } from "../recognise/extrusion/hull.js";
import { holeFromExtrusion, holeFromRevolution } from "../recognise/hole/drilled.js";
import { repeated } from "../recognise/pattern/pattern.js";
import { revolveHull } from "../recognise/revolution/revolveHull.js";
import { asTube } from "../recognise/sweep/tube.js";
import { asWhole } from "../recognise/whole.js";
import { structureMm } from "../tolerance.js";
import { baseCandidates } from "./bases.js";
import { type Remembered, type SearchContext, spend } from "./context.js";
import { faceSamples } from "./explained.js";
import { flush } from "./flush.js";
import { openEnds, overrunEnds } from "./overrun.js";
import { sameBody } from "./residual.js";
import type { Target } from "./target.js";
import type { StepName } from "./trace.js";
import { type TracedTrial, tracedAttempt, tracedStep, tracedTool } from "./traced.js";
import { baseNode, describe, effort, isDress, residuals, type Trial } from "./trial.js";
import { scopedTry, tried } from "./tried.js";

/** How many candidate bases are tried with exact booleans, by depth. */
const mostTriedAt = [6, 4, 2];
const mostDepth = 6;
/** A base that leaves less than this share of the part's own effort is taken without looking further. */
const goodShare = 0.3;

/**
 * The node that rebuilds the solid; with `allowed`, one that covers it and does no harm there. Throws "not_recovered" with
 * the reason when the search finds none.
 */
export function recoverBody(context: SearchContext, shape: Shape, depth = 0, allowed?: Target): Node {
  return context.kernel.scope(() => {
    const graph = solidGraph(context.kernel, shape);
    const step = (name: StepName, find: () => Node | undefined): Node | undefined =>
      tracedStep(context, name, { depth, faces: graph.faces.length }, find);
    const fitting = (node: Node | undefined): Node | undefined =>
      node && isBody(context, node, shape) ? node : undefined;
    const simple =
      step("whole", () => fitting(asWhole(context.kernel, graph))) ??
      step("tube", () => fitting(tried(() => asTube(context.kernel, graph)))) ??
      step("convex", () => fitting(asConvex(graph)));
    if (simple) return simple;
    if (depth >= mostDepth) throw new UnbakeError("not_recovered", `residuals nest deeper than ${mostDepth}`);
    const composed =
      step("pieces", () => fromPieces(context, graph, depth)) ??
      step("sharp", () => fromSharp(context, graph, depth)) ??
      step("base", () => fromBase(context, graph, depth, allowed));
    if (!composed) throw new UnbakeError("internal", "a base neither came nor failed");
    return composed;
  });
}

/** Looks alone can deceive where a file's faces are not what they say: the node is built and compared, once. */
function isBody({ kernel, proven }: SearchContext, node: Node, shape: Shape): boolean {
  if (proven.get(node) === shape) return true;
  // A body whose splines are measured wrongly may still be the same in the pieces that it is printed in.
  const forms = [node, inPieces(node)].filter((form, i, all) => all.indexOf(form) === i);
  const same = forms.some((form) => scopedTry(kernel, () => sameBody(kernel, buildNode(kernel, form), shape)) ?? false);
  if (same) proven.set(node, shape);
  return same;
}

/** The node, or the same features without overruns, whichever rebuilds the solid; undefined when neither does. */
export const addingUp = (context: SearchContext, node: Node, shape: Shape): Node | undefined =>
  [node, flush(node)].find((form) => isBody(context, form, shape));

/** Base and features apart, where they meet along inner loops only; undefined when they do not, or do not make the part. */
function fromPieces(context: SearchContext, graph: SolidGraph, depth: number): Node | undefined {
  const { kernel } = context;
  const apart = tried(() => disassemble(kernel, graph));
  if (!apart) return undefined;
  context.log(
    `${"  ".repeat(depth)}solid of ${graph.faces.length} faces: taken apart, base of ${kernel.topology(apart.base).faces.length} faces; ${apart.steps.map((s) => `${s.sort} ${s.shapes.map((f) => kernel.topology(f).faces.length).join(" ")}`).join("; ")}`,
  );
  try {
    let node = recoverBody(context, apart.base, depth);
    for (const step of apart.steps) {
      const within = stepGraph(kernel, graph, step);
      const target: Target = { part: within.shape, graph: within, sort: step.sort, diagonalMm: graph.diagonalMm };
      const made = tools(context, step.shapes, target, graph, depth);
      const operation = step.sort === "add" ? "union" : "subtract";
      node = { type: "boolean", operation, base: node, tools: made, explains: [] };
    }
    const whole = addingUp(context, node, graph.shape);
    if (whole) return whole;
    context.log(`${"  ".repeat(depth)}base and features do not add up`);
  } catch (error) {
    if (!(error instanceof UnbakeError) || error.code === "timeout") throw error;
    context.log(`${"  ".repeat(depth)}not from base and features: ${error.detail}`);
  }
  return undefined;
}

/** The solid without its smallest fillets, and those put back; undefined when there are none, or that does not make the part. */
function fromSharp(context: SearchContext, graph: SolidGraph, depth: number): Node | undefined {
  const { kernel } = context;
  const sharp = context.dress ? tried(() => sharpen(kernel, graph)) : undefined;
  if (!sharp) return undefined;
  spend(context, graph.faces.length);
  const say = (what: string): void => context.log(`${"  ".repeat(depth)}solid of ${graph.faces.length} faces: ${what}`);
  say(`sharpened to ${kernel.topology(sharp.shape).faces.length} faces`);
  try {
    const node = dressed(recoverBody(context, sharp.shape, depth), sharp.dresses, graph.toleranceMm);
    if (isBody(context, node, graph.shape)) {
      context.made.dress = true;
      return node;
    }
    say("the fillets do not come back");
  } catch (error) {
    if (!(error instanceof UnbakeError) || error.code === "timeout") throw error;
    say(`not from the sharp body: ${error.detail}`);
  }
  return undefined;
}

function fromBase(context: SearchContext, graph: SolidGraph, depth: number, allowed?: Target): Node {
  const { kernel } = context;
  const samples = faceSamples(kernel, graph, allowed && ((point) => isOnBoundary(kernel, allowed.graph, point)));
  // A residual of a residual that no simple base fits is a sign of a wrong way further up.
  const candidates = baseCandidates(context, graph, samples, mostTriedAt[depth] ?? 2);
  const trials: TracedTrial[] = [];
  for (const candidate of candidates) {
    const tried = tracedAttempt(context, graph, candidate, allowed);
    if (tried) trials.push(tried);
    if (tried && tried.trial.cost <= effort(graph.faces.length) * goodShare) break;
  }
  trials.sort((a, b) => a.trial.cost - b.trial.cost);
  for (const { trial: t } of trials)
    context.log(`${"  ".repeat(depth)}solid of ${graph.faces.length} faces: ${describe(t)}`);
  const reasons: string[] = [];
  for (const { trial, tell } of trials.slice(0, depth < 1 ? 3 : depth < 2 ? 2 : 1)) {
    if (trial.cost >= effort(graph.faces.length) + 12) continue;
    try {
      const node = assemble(context, graph, trial, depth, allowed);
      tell("chosen");
      return node;
    } catch (error) {
      if (!(error instanceof UnbakeError) || error.code === "timeout") throw error;
      tell("given_up", error.detail);
      reasons.push(error.detail);
    }
  }
  throw new UnbakeError(
    "not_recovered",
    reasons[0] ?? `no base body comes closer to a solid of ${graph.faces.length} faces`,
  );
}

function assemble(context: SearchContext, graph: SolidGraph, trial: Trial, depth: number, allowed?: Target): Node {
  const slivers = context.dress ? [...trial.cuts, ...trial.additions].filter((s) => isDress(context, s, graph)) : [];
  if (slivers.length > 0) {
    const dressedNode = withDress(context, graph, trial, new Set(slivers), depth, allowed);
    if (dressedNode) {
      context.made.dress = true;
      return dressedNode;
    }
  }
  return combine(context, graph, trial, trial.additions, trial.cuts, depth, allowed);
}

/** The base with everything but its fillets and chamfers, then those on the edges where they are missing. */
function withDress(
  context: SearchContext,
  graph: SolidGraph,
  trial: Trial,
  slivers: ReadonlySet<Shape>,
  depth: number,
  allowed?: Target,
): Node | undefined {
  const { kernel } = context;
  const plain = combine(
    context,
    graph,
    trial,
    trial.additions.filter((s) => !slivers.has(s)),
    trial.cuts.filter((s) => !slivers.has(s)),
    depth,
    allowed,
  );
  const node = scopedTry(kernel, () => {
    const rest = residuals(kernel, graph, buildNode(kernel, plain), allowed).flat();
    const dresses = rest.map((s) => dressOf(kernel, s, graph));
    const known = dresses.filter((d) => d !== undefined);
    return known.length === dresses.length ? dressed(plain, known, graph.toleranceMm) : undefined;
  });
  return (
    node &&
    scopedTry(kernel, () => {
      const body = buildNode(kernel, node);
      const done = allowed
        ? residuals(kernel, graph, body, allowed).flat().length === 0
        : sameBody(kernel, body, graph.shape);
      return done ? node : undefined;
    })
  );
}

function combine(
  context: SearchContext,
  graph: SolidGraph,
  trial: Trial,
  added: readonly Shape[],
  removed: readonly Shape[],
  depth: number,
  allowed?: Target,
): Node {
  // What completes a tool is bound by what the tool is; what is taken off it must leave the residual alone.
  const add: Target = allowed ?? { part: graph.shape, graph, sort: "add", diagonalMm: graph.diagonalMm };
  const cut: Target = { part: graph.shape, graph, sort: "cut", diagonalMm: graph.diagonalMm };
  const additions = tools(context, added, add, graph, depth);
  const cuts = tools(context, removed, cut, graph, depth);
  const { candidate } = trial;
  let node: Node = allowed && !candidate.more ? ranOver(context.kernel, allowed, candidate.node) : baseNode(candidate);
  if (additions.length > 0) node = { type: "boolean", operation: "union", base: node, tools: additions, explains: [] };
  if (cuts.length > 0) node = { type: "boolean", operation: "subtract", base: node, tools: cuts, explains: [] };
  return node;
}

/** Nodes for residual solids: equal ones once, as patterns where they are regular. */
function tools(
  context: SearchContext,
  solids: readonly Shape[],
  target: Target,
  graph: SolidGraph,
  depth: number,
): Node[] {
  const { kernel } = context;
  const groups = congruentSolids(kernel, solids, graph.toleranceMm);
  const leaderOf = (group: Group): Shape | undefined => solids[group.leader];
  const sides = (group: Group): number => {
    const leader = leaderOf(group);
    return leader ? kernel.topology(leader).faces.length : 0;
  };
  const made = new Map<Group, Node[]>();
  // The hardest first: when it cannot be had, no work is lost on the others.
  for (const group of [...groups].sort((a, b) => sides(b) - sides(a))) {
    const leader = leaderOf(group);
    if (leader) made.set(group, remembered(context, leader, target, depth));
  }
  return groups.flatMap((group) => {
    const placed = group.members.flatMap((m, i) => {
      const signature = group.signatures[i];
      return signature ? [{ pose: m.pose, signature }] : [];
    });
    const nodes = made.get(group) ?? [];
    return placed.length < 2 ? nodes : nodes.flatMap((node) => repeated(node, placed, graph.toleranceMm));
  });
}

/** Different bases leave the same residuals: what was found, or that nothing was, is kept. */
function remembered(context: SearchContext, solid: Shape, target: Target, depth: number): Node[] {
  const { kernel, memory } = context;
  const { volume, area, centroid } = kernel.roughMass(solid);
  const faces = kernel.topology(solid).faces.length;
  const key = [target.sort, faces, ...[volume, area, ...centroid].map((x) => x.toPrecision(8))].join(" ");
  const ofPart = memory.get(target.part) ?? new Map<string, Remembered>();
  memory.set(target.part, ofPart);
  const known = ofPart.get(key);
  if (known?.nodes) return known.nodes;
  // What failed deep down may be found with more room below it.
  if (known?.error && depth >= known.depth) throw known.error;
  try {
    const nodes = kernel.scope(() =>
      tracedTool(context, solid, target, depth, () => toolFor(context, solid, target, depth)),
    );
    ofPart.set(key, { nodes });
    return nodes;
  } catch (error) {
    if (error instanceof UnbakeError && error.code !== "timeout") ofPart.set(key, { error, depth });
    throw error;
  }
}

/** One residual solid as one or several tools. */
function toolFor(context: SearchContext, solid: Shape, target: Target, depth: number): Node[] {
  const { kernel } = context;
  const graph = solidGraph(kernel, solid);
  spend(context, graph.faces.length);
  const whole = asWhole(kernel, graph);
  if (whole) return [finished(kernel, whole, target)];
  const tube = tried(() => asTube(kernel, graph));
  if (tube) return [tube];
  const hull = scopedTry(kernel, () => prismHull(kernel, graph, target));
  if (hull) {
    const longer = overrunEnds(kernel, target, hull);
    const tool = harmless(kernel, longer, target) ? longer : hull;
    return [(target.sort === "cut" && holeFromExtrusion(tool)) || tool];
  }
  const turned = scopedTry(kernel, () => revolveHull(kernel, graph, target));
  if (turned) return [finished(kernel, turned, target)];
  const blocks = scopedTry(kernel, () => halfSpaces(kernel, graph, target));
  if (blocks) return blocks;
  if (graph.faces.length > target.graph.faces.length + 4)
    throw new UnbakeError(
      "not_recovered",
      `what is left of a solid of ${target.graph.faces.length} faces has ${graph.faces.length}`,
    );
  return flattened(recoverBody(context, solid, depth + 1, target));
}

const ranOver = (kernel: Kernel, target: Target, node: ExtrudeNode | RevolveNode): ExtrudeNode | RevolveNode =>
  node.type === "extrude" ? overrunEnds(kernel, target, node) : node;

/** A single feature as a tool: run over where it is open, and called a hole where it is one. */
function finished(kernel: Kernel, node: ExtrudeNode | RevolveNode, target: Target): Node {
  if (node.type === "extrude") {
    const longer = overrunEnds(kernel, target, node);
    return (target.sort === "cut" && holeFromExtrusion(longer)) || longer;
  }
  if (target.sort !== "cut") return node;
  return holeFromRevolution(node, openEnds(kernel, target, node), structureMm(target.diagonalMm)) ?? node;
}

/** A union of tools is just its tools. */
function flattened(node: Node): Node[] {
  return node.type === "boolean" && node.operation === "union"
    ? [...flattened(node.base), ...node.tools.flatMap(flattened)]
    : [node];
}
