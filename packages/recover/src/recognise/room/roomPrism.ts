/** A room as an exact prism: its sides along the part's own walls, and beyond the part where it is open. */
import {
  evaluateCurve,
  type Frame,
  type Mesh,
  toLocal,
  toLocalDirection,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { parallel, roleAlong } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFace } from "../../model/profile.js";
import type { ExtrudeNode, ProfileLoop } from "../../model/types.js";
import { shadowChordShare, shadowStraightShare } from "../../tolerances.js";
import { outlineLoop, type Wall } from "../intersection/outline.js";
import { wallsOf } from "../intersection/shadow.js";
import { overrunLength } from "../tool/overrun.js";
import { type Room, reachesIn } from "./rooms.js";

/** Open sides are led round however far they bulge. */
const roomGaps = { mostBulge: 4, mostGaps: 0.97 } as const;

/** Edges where faces end that lean, straight ones between the room's ends and round ones at them: the part's outline may run along them. */
function edgesIn(graph: SolidGraph, frame: Frame, [from, to]: readonly [number, number]): readonly Wall[] {
  const slack = 2 * graph.toleranceMm;
  const isLeaning = (id: number): boolean => roleAlong(at(graph.faces, id), frame.z, graph.parallelSine) === "other";
  return graph.topology.edges.flatMap(({ curve, range, faces }): Wall[] => {
    if (!curve || !faces.some(isLeaning)) return [];
    const [[ax, ay, az], [bx, by, bz]] = range.map((t) => toLocal(frame, evaluateCurve(curve, t))) as [Vec3, Vec3];
    if (Math.max(az, bz) < from - slack || Math.min(az, bz) > to + slack) return [];
    const isEdge = true;
    if (curve.kind === "line") {
      const length = Math.hypot(bx - ax, by - ay);
      if (length <= slack) return [];
      const direction: Vec2 = [(bx - ax) / length, (by - ay) / length];
      const [min, max]: [Vec2, Vec2] = [
        [Math.min(ax, bx), Math.min(ay, by)],
        [Math.max(ax, bx), Math.max(ay, by)],
      ];
      return [{ curve: { kind: "line", point: [ax, ay], direction }, isEdge, min, max }];
    }
    const isAtEnd = [from, to].some((end) => Math.abs(az - end) <= slack);
    if (!isAtEnd || curve.kind !== "circle" || !parallel(curve.frame.z, frame.z, graph.parallelSine)) return [];
    const [x, y] = toLocal(frame, curve.frame.origin);
    const { radius } = curve;
    const [min, max]: [Vec2, Vec2] = [
      [x - radius, y - radius],
      [x + radius, y + radius],
    ];
    return [{ curve: { kind: "circle", center: [x, y], radius }, isEdge, min, max }];
  });
}

/** Where flat faces that lean pass the room's ends: lines in no edge of the part. */
function passesAt(graph: SolidGraph, frame: Frame, ends: readonly number[]): readonly Wall[] {
  const { edges, vertices } = graph.topology;
  return graph.faces.flatMap((face): Wall[] => {
    const { surface, info } = face;
    if (surface.kind !== "plane" || roleAlong(face, frame.z, graph.parallelSine) !== "other") return [];
    const corners = info.loops
      .flatMap(({ coedges }) => coedges.flatMap(({ edge }) => [at(edges, edge).start, at(edges, edge).end]))
      .map((vertex) => toLocal(frame, at(vertices, vertex).point));
    const row = (i: 0 | 1 | 2): readonly number[] => corners.map((corner) => corner[i]);
    const [xs, ys, zs] = [row(0), row(1), row(2)];
    const [nx, ny, nz] = toLocalDirection(frame, surface.frame.z);
    const [ox, oy, oz] = toLocal(frame, surface.frame.origin);
    const flat = nx * nx + ny * ny;
    const direction: Vec2 = [-ny / Math.sqrt(flat), nx / Math.sqrt(flat)];
    const [min, max]: [Vec2, Vec2] = [
      [Math.min(...xs), Math.min(...ys)],
      [Math.max(...xs), Math.max(...ys)],
    ];
    return ends
      .filter((end) => end > Math.min(...zs) && end < Math.max(...zs))
      .map((end) => {
        // From the plane's origin down its own steepest line to the height.
        const way = (-(end - oz) * nz) / flat;
        const point: Vec2 = [ox + nx * way, oy + ny * way];
        return { curve: { kind: "line", point, direction }, isEdge: true, min, max };
      });
  });
}

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
  const walls = [
    ...wallsOf(graph, mesh, frame, () => true, [from, to]),
    ...edgesIn(graph, frame, [from, to]),
    ...passesAt(graph, frame, [from, to]),
  ];
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
