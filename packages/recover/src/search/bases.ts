/**
 * Candidate bases: large simple bodies that share much of their boundary with the part.
 * Along each main direction: every constant section, over its own slab and over the whole height, with and without its holes.
 * About each main axis: the regions that half-planes cut; whole spheres and tori. And what the shadows along main directions have in common, or a
 * shadow and a revolution about an axis along it.
 */

import type { Vec3 } from "@unbake/geometry";
import { countOf } from "@unbake/ground";
import { attempt } from "../analysis/attempt.js";
import { type Axis, mainAxes, mainDirections, sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { segmentCount } from "../analysis/profile/measure.js";
import type { ExtrudeNode, Node, RevolveNode } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { stackAlong } from "../recognise/extrusion/stack.js";
import { turnedHull } from "../recognise/revolution/turnedHull.js";
import { wholeSurfaces } from "../recognise/revolution/wholeSurface.js";
import { wholeLengthShare } from "../tolerances.js";
import { carvedBases } from "./carvedBases.js";
import type { SearchContext } from "./context.js";
import { areaExplainedByExtrusion, areaExplainedByRevolution, type FaceSamples } from "./explainedArea.js";
import { boundingBlock, prisms } from "./prismBases.js";
import { revolvedBases } from "./revolvedBases.js";
import { shadowBases } from "./shadowBases.js";
import { turnedBases } from "./turnedBases.js";

export interface Candidate {
  readonly node: ExtrudeNode | RevolveNode;
  /** Further pieces that belong to it: those of a stack. */
  readonly more?: readonly ExtrudeNode[];
  /** Further bodies that it lies in: the base is what all have in common. */
  readonly within?: readonly (ExtrudeNode | RevolveNode)[];
  /** Cutters that belong to it. */
  readonly without?: readonly Node[];
  /** Share of the part's area that it explains, 0 to 1. */
  readonly explained: number;
}

/** Directions worth slicing: more rarely pay. */
const mostDirections = 5;
const mostAxes = 3;
/** Share of the part's area that must turn about an axis before it is worth a half-plane. */
const leastTurned = 0.1;

export interface Candidates {
  readonly simple: readonly Candidate[];
  /** Bases less the rooms beside the part: found only when they are asked for. */
  readonly carved: () => readonly Candidate[];
}

/** Candidates worth an exact try, at most `most`: the one that explains most first, then the best of every other kind. */
export function baseCandidates(
  context: SearchContext,
  graph: SolidGraph,
  samples: FaceSamples,
  most: number,
): Candidates {
  const total = samples.areas.reduce((a, b) => a + b, 0);
  const directions = mainDirections(graph, samples.areas).slice(0, mostDirections);
  const prismatic = directions.flatMap((direction, i) => [
    ...prisms(context, graph, direction),
    ...(i === 0 ? [boundingBlock(context, graph, direction)] : []),
  ]);
  const allAxes = mainAxes(graph, samples.areas);
  const axes = allAxes.filter((axis) => axis.weight >= leastTurned * total);
  const found: Candidate[] = [
    ...prismatic.map((node) => ({ node, explained: areaExplainedByExtrusion(graph, samples, node) / total })),
    ...axes
      .slice(0, mostAxes)
      .flatMap((axis) => [...revolvedBases(context, graph, axis), ...hullsOf(context, graph, axis)])
      .concat(wholeSurfaces(graph, samples.areas))
      .map((node) => ({ node, explained: areaExplainedByRevolution(graph, samples, node) / total })),
  ].filter((c) => c.explained > 0);
  found.sort(
    (a, b) =>
      Math.round((b.explained - a.explained) * 1e5) ||
      segmentCount(a.node.profile) - segmentCount(b.node.profile) ||
      height(a.node) - height(b.node),
  );
  const [first] = directions;
  const shadowed = shadowBases(context, graph, samples, directions);
  const shadows = [
    ...turnedBases(context, graph, samples, allAxes, directions),
    ...shadowed.map(({ node, within, area }): Candidate => ({ node, within, explained: area / total })),
  ];
  const plain = kindsFirst(found, most);
  // What shadows have in common is tried first where it explains more of the part's area than any single body.
  const best = Math.max(0, ...plain.map(({ explained }) => explained));
  const simple = [
    ...shadows.filter(({ explained }) => explained > best),
    ...plain,
    ...shadows.filter(({ explained }) => explained <= best),
    ...(first ? stackCandidate(context, graph, first) : []),
  ];
  return { simple, carved: () => carvedBases(context, graph, directions, shadowed) };
}

function hullsOf({ kernel }: SearchContext, graph: SolidGraph, axis: Axis): RevolveNode[] {
  const hull = attempt(() => turnedHull(kernel, graph, axis));
  return hull ? [hull] : [];
}

/** The stack along the direction that most of the part lies along, as one candidate. */
function stackCandidate({ kernel }: SearchContext, graph: SolidGraph, direction: Vec3): Candidate[] {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const [node, ...more] = stackAlong(kernel, graph, frame);
  return node ? [{ node, more, explained: 0 }] : [];
}

/** Ties go to the shorter extrusion, rounded: what the world's axes are must not matter. */
const height = (node: Candidate["node"]): number =>
  node.type === "extrude" ? Number((node.to - node.from).toPrecision(6)) : 0;

/** The best of each kind (turned, along a direction, over the whole height or part of it) before second-best ones. */
function kindsFirst(sorted: readonly Candidate[], most: number): Candidate[] {
  const longest = new Map<string, number>();
  const along = ({ node }: Candidate): string => `${node.type} ${node.frame.z.map((c) => c.toFixed(3)).join(" ")}`;
  for (const c of sorted)
    if (c.node.type === "extrude") longest.set(along(c), Math.max(countOf(longest, along(c)), c.node.to - c.node.from));
  const kinds = new Set<string>();
  const [first, second]: [Candidate[], Candidate[]] = [[], []];
  for (const c of sorted) {
    const whole =
      c.node.type === "extrude" && c.node.to - c.node.from >= countOf(longest, along(c)) * (1 - wholeLengthShare);
    const kind = `${along(c)} ${whole} ${segmentCount(c.node.profile) === 4}`;
    (kinds.has(kind) ? second : first).push(c);
    kinds.add(kind);
  }
  return [...first, ...second].slice(0, most);
}
