/**
 * A stack of slabs: between two neighbouring caps of a solid, what it is there all the way up. Where every face is a cap or a wall this is
 * the solid itself, however many pockets and steps it has; where some are neither (fillets, cross holes) they are what is left.
 */

import type { Frame } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { roleAlong } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { sameProfile } from "../../analysis/profile/same.js";
import type { ExtrudeNode, Profile } from "../../model/types.js";
import { capHeight } from "./extrusion.js";
import { type Slab, slabsAlong } from "./sections.js";

/** More slabs than these are no program that anybody wants to read. */
const mostSlabs = 40;
const mostPieces = 24;

/** The pieces of the stack along the frame's z, from below; fewer than two, or too many, are none. */
export function stackAlong(kernel: Kernel, graph: SolidGraph, frame: Frame): ExtrudeNode[] {
  const { low, high, slabs } = slabsAlong(kernel, graph, frame, mostSlabs);
  const caps = graph.faces
    .filter((face) => roleAlong(face, frame.z, graph.parallelSine) === "cap")
    .map((face) => capHeight(graph, face.id, frame));
  const levels = distinct([low, ...caps, high], graph.toleranceMm);
  const pieces: Piece[] = [];
  for (const [i, to] of levels.entries()) {
    const from = levels[i - 1];
    if (from === undefined) continue;
    for (const profile of constantSection(slabs, from, to)) {
      const below = pieces.find((p) => Math.abs(p.to - from) < graph.toleranceMm && sameProfile(p.profile, profile));
      if (below) below.to = to;
      else pieces.push({ profile, from, to });
    }
  }
  if (pieces.length < 2 || pieces.length > mostPieces) return [];
  return pieces.map((piece) => ({
    type: "extrude",
    frame,
    ...piece,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  }));
}

interface Piece {
  readonly profile: Profile;
  readonly from: number;
  to: number;
}

/** The section of the thickest slab between two caps that has one: thinner ones are those of fillets and chamfers. */
function constantSection(slabs: readonly Slab[], from: number, to: number): readonly Profile[] {
  const between = slabs.filter((s) => s.from < to && s.to > from && s.profiles.length > 0);
  return [...between].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)[0]?.profiles ?? [];
}

function distinct(heights: readonly number[], toleranceMm: number): number[] {
  const sorted = [...heights].sort((a, b) => a - b);
  return sorted.filter((h, i) => i === 0 || h - at(sorted, i - 1) > toleranceMm);
}
