/**
 * Candidate bases: large simple bodies that share much of their boundary with the part.
 * Along each main direction: every constant section, over its own slab and over the whole height, with and without its holes.
 * About each main axis: the regions that half-planes cut.
 */
import { cross, toLocal, unit, type Vec3 } from "@unbake/geometry";
import { footOn, mainAxes, mainDirections, sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { segmentCount } from "../analysis/profile/measure.js";
import { rectangle } from "../analysis/profile/rectangle.js";
import { sameProfile } from "../analysis/profile/same.js";
import type { ExtrudeNode, Profile, RevolveNode } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { extentAlong, slabsAlong } from "../recognise/extrusion/sections.js";
import { stackAlong } from "../recognise/extrusion/stack.js";
import { meridianProfile } from "../recognise/revolution/meridian.js";
import { axisFrame, radialHint } from "../recognise/revolution/revolution.js";
import type { SearchContext } from "./context.js";
import { explainedByExtrusion, explainedByRevolution, type FaceSamples } from "./explained.js";

export interface Candidate {
  readonly node: ExtrudeNode | RevolveNode;
  /** Further pieces that belong to it: those of a stack. */
  readonly more?: readonly ExtrudeNode[];
  /** Share of the part's area that it explains, 0 to 1. */
  readonly explained: number;
}

/** Directions worth slicing: more rarely pay. */
const mostDirections = 5;
const mostSlabs = 12;
const mostAxes = 3;
/** Share of the part's area that must turn about an axis before it is worth a half-plane. */
const leastTurned = 0.1;

/** Candidates worth an exact try, at most `most`: the one that explains most first, then the best of every other kind. */
export function baseCandidates(
  context: SearchContext,
  graph: SolidGraph,
  samples: FaceSamples,
  most: number,
): Candidate[] {
  const total = samples.areas.reduce((a, b) => a + b, 0);
  const directions = mainDirections(graph, samples.areas).slice(0, mostDirections);
  const prismatic = directions.flatMap((direction, i) => [
    ...prisms(context, graph, direction),
    ...(i === 0 ? [boundingBlock(context, graph, direction)] : []),
  ]);
  const axes = mainAxes(graph, samples.areas).filter((axis) => axis.weight >= leastTurned * total);
  const found: Candidate[] = [
    ...prismatic.map((node) => ({ node, explained: explainedByExtrusion(graph, samples, node) / total })),
    ...axes
      .slice(0, mostAxes)
      .flatMap((axis) => turned(context, graph, axis))
      .map((node) => ({ node, explained: explainedByRevolution(graph, samples, node) / total })),
  ].filter((c) => c.explained > 0);
  found.sort(
    (a, b) =>
      Math.round((b.explained - a.explained) * 1e5) ||
      segmentCount(a.node.profile) - segmentCount(b.node.profile) ||
      height(a.node) - height(b.node),
  );
  const [first] = directions;
  return [...varied(found, most), ...(first ? stacked(context, graph, first) : [])];
}

/** The stack along the direction that most of the part lies along, as one candidate. */
function stacked({ kernel }: SearchContext, graph: SolidGraph, direction: Vec3): Candidate[] {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const [node, ...more] = stackAlong(kernel, graph, frame);
  return node ? [{ node, more, explained: 0 }] : [];
}

/** Ties go to the shorter extrusion, rounded: what the world's axes are must not matter. */
const height = (node: Candidate["node"]): number =>
  node.type === "extrude" ? Number((node.to - node.from).toPrecision(6)) : 0;

/** The best of each kind (turned, along a direction, over the whole height or part of it) before second-best ones. */
function varied(sorted: readonly Candidate[], most: number): Candidate[] {
  const longest = new Map<string, number>();
  const along = ({ node }: Candidate): string => `${node.type} ${node.frame.z.map((c) => c.toFixed(3)).join(" ")}`;
  for (const c of sorted)
    if (c.node.type === "extrude") longest.set(along(c), Math.max(longest.get(along(c)) ?? 0, c.node.to - c.node.from));
  const kinds = new Set<string>();
  const [first, second]: [Candidate[], Candidate[]] = [[], []];
  for (const c of sorted) {
    const whole = c.node.type === "extrude" && c.node.to - c.node.from >= (longest.get(along(c)) ?? 0) * (1 - 1e-9);
    const kind = `${along(c)} ${whole} ${segmentCount(c.node.profile) === 4}`;
    (kinds.has(kind) ? second : first).push(c);
    kinds.add(kind);
  }
  return [...first, ...second].slice(0, most);
}

/** The block around the part, its sides along its longest edges: what a machinist would start from. */
function boundingBlock(context: SearchContext, graph: SolidGraph, direction: Vec3): ExtrudeNode {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const turnedTo = (x: Vec3, y: Vec3, z: Vec3): readonly [number, number] =>
    extentAlong(context.kernel, graph.shape, { origin: frame.origin, x, y, z });
  const [x0, x1] = turnedTo(frame.y, frame.z, frame.x);
  const [y0, y1] = turnedTo(frame.z, frame.x, frame.y);
  const [from, to] = turnedTo(frame.x, frame.y, frame.z);
  const profile: Profile = { outer: rectangle([x0, y0], [x1, y1]), holes: [] };
  return { type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] };
}

function prisms(context: SearchContext, graph: SolidGraph, direction: Vec3): ExtrudeNode[] {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const { low, high, slabs } = slabsAlong(context.kernel, graph, frame, mostSlabs);
  const nodes: ExtrudeNode[] = [];
  const add = (profile: Profile, from: number, to: number): void => {
    if (nodes.some((n) => sameExtent(n, from, to) && sameProfile(n.profile, profile))) return;
    nodes.push({ type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] });
  };
  slabs.forEach((slab, i) => {
    for (const profile of slab.profiles.slice(0, 3)) {
      const solid: Profile = { outer: profile.outer, holes: [] };
      add(profile, low, high);
      add(solid, low, high);
      const [from, to] = sameRun(slabs, i, profile);
      add(profile, from, to);
      add(solid, from, to);
    }
  });
  return nodes;
}

/** The slabs around slab i that have the same section. */
function sameRun(
  slabs: readonly { from: number; to: number; profiles: readonly Profile[] }[],
  i: number,
  profile: Profile,
): readonly [number, number] {
  const has = (k: number): boolean => slabs[k]?.profiles.some((p) => sameProfile(p, profile)) ?? false;
  let first = i;
  let last = i;
  while (has(first - 1) && slabs[first - 1]?.to === slabs[first]?.from) first--;
  while (has(last + 1) && slabs[last + 1]?.from === slabs[last]?.to) last++;
  return [slabs[first]?.from ?? 0, slabs[last]?.to ?? 0];
}

const sameExtent = (n: ExtrudeNode, from: number, to: number): boolean =>
  Math.abs(n.from - from) < 1e-9 && Math.abs(n.to - to) < 1e-9;

function turned(context: SearchContext, graph: SolidGraph, axis: ReturnType<typeof mainAxes>[number]): RevolveNode[] {
  const x0 = axisFrame(graph, axis, radialHint(axis.direction)).x;
  const y0 = cross(axis.direction, x0);
  const nodes: RevolveNode[] = [];
  const turnsSplines = graph.faces.some((face) => face.surface.kind === "revolution");
  for (const angle of radialAngles(graph, axis, x0, y0)) {
    const radial: Vec3 = unit([
      x0[0] * Math.cos(angle) + y0[0] * Math.sin(angle),
      x0[1] * Math.cos(angle) + y0[1] * Math.sin(angle),
      x0[2] * Math.cos(angle) + y0[2] * Math.sin(angle),
    ]);
    const cut = axisFrame(graph, axis, radial);
    const [profile] = meridianProfile(context.kernel, graph, cut, true);
    if (!profile || (!turnsSplines && hasFreeform(profile))) continue;
    const node: RevolveNode = {
      type: "revolve",
      frame: axisFrame(graph, axis, x0),
      profile,
      angleRad: 2 * Math.PI,
      explains: [],
    };
    if (!nodes.some((n) => sameProfile(n.profile, profile))) nodes.push(node);
  }
  return nodes;
}

const hasFreeform = (profile: Profile): boolean =>
  [profile.outer, ...profile.holes].some(
    (loop) =>
      loop.kind === "ellipse" ||
      (loop.kind === "path" && loop.segments.some((s) => s.kind === "bspline" || s.kind === "ellipticArc")),
  );

/** Angles halfway between the vertices' angles about the axis, widest gaps first: between features, not through them. */
function radialAngles(graph: SolidGraph, axis: ReturnType<typeof mainAxes>[number], x: Vec3, y: Vec3): number[] {
  const frame = { origin: axis.origin, x, y, z: axis.direction };
  const angles: number[] = [];
  for (const vertex of graph.topology.vertices) {
    const foot = footOn(axis, vertex.point);
    const [px, py] = toLocal({ ...frame, origin: foot }, vertex.point);
    if (Math.hypot(px, py) > graph.toleranceMm) angles.push(Math.atan2(py, px));
  }
  angles.sort((a, b) => a - b);
  const gaps = angles.map((a, i) => {
    const next = i + 1 < angles.length ? (angles[i + 1] ?? a) : (angles[0] ?? a) + 2 * Math.PI;
    return { at: (a + next) / 2, gap: next - a };
  });
  gaps.sort((a, b) => Math.round((b.gap - a.gap) * 1e6) || a.at - b.at);
  const wide = gaps
    .filter((g) => g.gap > 1e-4)
    .slice(0, 4)
    .map((g) => g.at);
  return wide.length > 0 ? wide : [0.1234];
}
