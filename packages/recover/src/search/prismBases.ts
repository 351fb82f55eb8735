/** Extrusions along a direction that could be the base of a part. */

import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { rectangle } from "../analysis/profile/rectangle.js";
import { sameProfile } from "../analysis/profile/same.js";
import type { ExtrudeNode, Profile } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { extentAlong, slabsAlong } from "../recognise/extrusion/sections.js";
import { roundingMm } from "../tolerances.js";
import type { SearchContext } from "./context.js";

const mostSlabs = 12;
/** Sections of one slab that are extruded, the largest first. */
const mostSections = 3;

/** The block around the part, its sides along its longest edges: what a machinist would start from. */
export function boundingBlock(context: Pick<SearchContext, "kernel">, graph: SolidGraph, direction: Vec3): ExtrudeNode {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const turnedTo = (x: Vec3, y: Vec3, z: Vec3): readonly [number, number] =>
    extentAlong(context.kernel, graph.shape, { origin: frame.origin, x, y, z });
  const [x0, x1] = turnedTo(frame.y, frame.z, frame.x);
  const [y0, y1] = turnedTo(frame.z, frame.x, frame.y);
  const [from, to] = turnedTo(frame.x, frame.y, frame.z);
  const profile: Profile = { outer: rectangle([x0, y0], [x1, y1]), holes: [] };
  return { type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] };
}

/** Every constant section along the direction, over its own slab and over the whole height, with and without its holes. */
export function prisms(context: SearchContext, graph: SolidGraph, direction: Vec3): ExtrudeNode[] {
  const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
  const { low, high, slabs } = slabsAlong(context.kernel, graph, frame, mostSlabs);
  const nodes: ExtrudeNode[] = [];
  const add = (profile: Profile, from: number, to: number): void => {
    if (nodes.some((n) => sameExtent(n, from, to) && sameProfile(n.profile, profile))) return;
    nodes.push({ type: "extrude", frame, profile, from, to, overrunStart: 0, overrunEnd: 0, explains: [] });
  };
  slabs.forEach((slab, i) => {
    for (const profile of slab.profiles.slice(0, mostSections)) {
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
  const [lowest, highest] = [slabs[first], slabs[last]];
  if (!lowest || !highest) throw new UnbakeError("internal", `there is no slab ${i} of ${slabs.length}`);
  return [lowest.from, highest.to];
}

const sameExtent = (n: ExtrudeNode, from: number, to: number): boolean =>
  Math.abs(n.from - from) < roundingMm && Math.abs(n.to - to) < roundingMm;
