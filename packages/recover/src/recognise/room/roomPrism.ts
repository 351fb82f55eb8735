/** A room as an exact prism: its sides along the part's own walls, and beyond the part where it is open. */
import type { Mesh, Vec2 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFace } from "../../model/profile.js";
import type { ExtrudeNode, ProfileLoop } from "../../model/types.js";
import { shadowChordShare, shadowStraightShare } from "../../tolerances.js";
import { outlineLoop } from "../intersection/outline.js";
import { wallsOf } from "../intersection/shadow.js";
import { overrunLength } from "../tool/overrun.js";
import { type Room, reachesIn } from "./rooms.js";

/** Open sides are led round however far they bulge. */
const roomGaps = { mostBulge: 4, mostGaps: 0.97 } as const;

/** The prism; undefined where walls do not meet, or it would cut into the part. */
export function roomPrism(
  kernel: Kernel,
  graph: SolidGraph,
  mesh: Mesh,
  room: Room,
  outMm = overrunLength(graph.topology),
): ExtrudeNode | undefined {
  const { frame, from, to, region, isOpen } = room;
  const chordMm = 1.5 * shadowChordShare * graph.diagonalMm;
  const straightMm = Math.max(graph.toleranceMm, shadowStraightShare * graph.diagonalMm);
  const tolerances = { chordMm, straightMm, sameMm: graph.toleranceMm };
  const walls = wallsOf(graph, mesh, frame, () => true, [from, to]);
  const round = { outMm, ...roomGaps };
  const outer = outlineLoop(region.outer, walls, tolerances, { ...round, isOpen });
  if (!outer) return undefined;
  const holes: ProfileLoop[] = [];
  for (const hole of region.holes) {
    const loop = outlineLoop([...hole].reverse() as Vec2[], walls, tolerances, round);
    if (!loop) return undefined;
    holes.push(loop);
  }
  const profile = { outer, holes };
  if (reachesIn(graph, room, profile)) return undefined;
  if (!attemptInScope(kernel, () => profileFace(kernel, frame, profile))) return undefined;
  const [overrunStart, overrunEnd] = [room.opensBelow, room.opensAbove].map((opens) => (opens ? round.outMm : 0)) as [
    number,
    number,
  ];
  return { type: "extrude", frame, profile, from, to, overrunStart, overrunEnd, explains: [] };
}
