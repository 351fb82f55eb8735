/**
 * The section of a solid by a plane, from its exact surfaces alone: no boolean. Every face that the plane crosses is cut
 * along a line, a circle or a spline between points where the plane crosses its edges; these pieces chain into loops.
 */

import {
  type BSplineCurve,
  distance3,
  type Frame,
  splineSegment,
  toLocal,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { onSurfaceMm, sameAngleRad, sameBranchMm, sameParameterShare } from "../../tolerances.js";
import { type ElementarySurface, isElementary } from "../graph/elementary.js";
import { meetingPoint, worstDistance } from "../graph/meetingPoint.js";
import type { GraphFace, SolidGraph } from "../graph/solidGraph.js";
import { knotRange } from "../profile/bspline.js";
import { insideProfile } from "../profile/locate.js";
import { loopArea } from "../profile/measure.js";
import { mergeSegments } from "../profile/merge.js";
import { branchAt } from "./branch.js";
import { type Crossing, crossingsOf } from "./crossings.js";
import type { Branch } from "./way.js";

interface Piece {
  readonly from: string;
  readonly to: string;
  readonly segment: Segment2;
}

/**
 * Why there is no exact section: the plane touches an edge or vertex ("touch"), cuts a plain surface in another curve than
 * those ("curve"), cuts a freeform one ("freeform"), or the solid's faces do not share edges ("open").
 */
export type NoSection = "touch" | "curve" | "freeform" | "open";

/** Profiles in the x-y plane of `frame`, largest first, or why there are none. */
export function planeSection(graph: SolidGraph, frame: Frame): Profile[] | NoSection {
  const crossings: Crossing[][] = [];
  for (const edge of graph.topology.edges) {
    const found = crossingsOf(edge, frame, graph.toleranceMm);
    if (!found) return "touch";
    crossings.push(found);
  }
  const surfaces = surfacesBeside(graph);
  const section: ElementarySurface = { kind: "plane", frame };
  const points = crossings.map((found, edge) =>
    found.map((crossing) => onSurfaces(crossing, [section, ...(surfaces[edge] ?? [])], graph.toleranceMm)),
  );
  const pieces: Piece[] = [];
  for (const face of graph.faces) {
    const made = piecesOf(graph, face, points, frame);
    if (typeof made === "string") return made;
    pieces.push(...made);
  }
  const loops = chained(pieces, graph.toleranceMm);
  return (loops && nested(loops)) ?? "open";
}

/** The surfaces that meet in each edge; none where one of them is freeform. */
function surfacesBeside(graph: SolidGraph): ElementarySurface[][] {
  const beside: (ElementarySurface[] | undefined)[] = graph.topology.edges.map(() => []);
  for (const { info, surface } of graph.faces)
    for (const { coedges } of info.loops)
      for (const { edge } of coedges)
        if (isElementary(surface)) beside[edge]?.push(surface);
        else beside[edge] = undefined;
  return beside.map((surfaces) => surfaces ?? []);
}

/** The crossing where the surfaces beside the edge meet, which files draw their edges only roughly along. */
function onSurfaces(crossing: Crossing, surfaces: readonly ElementarySurface[], toleranceMm: number): Crossing {
  if (worstDistance(surfaces, crossing.point) <= onSurfaceMm) return crossing;
  const point = meetingPoint(surfaces, crossing.point);
  return distance3(point, crossing.point) <= toleranceMm ? { ...crossing, point } : crossing;
}

interface End {
  readonly key: string;
  readonly at: Vec2;
  readonly branch: Branch;
}

function piecesOf(
  graph: SolidGraph,
  face: GraphFace,
  crossings: readonly Crossing[][],
  frame: Frame,
): Piece[] | NoSection {
  const starts: End[] = [];
  const ends: End[] = [];
  for (const loop of face.info.loops)
    for (const coedge of loop.coedges)
      for (const crossing of crossings[coedge.edge] ?? []) {
        const branch = branchAt(face.surface, face.sameSense, crossing.point, frame, graph.parallelSine);
        if (!branch) return isElementary(face.surface) ? "curve" : "freeform";
        const [x, y] = toLocal(frame, crossing.point);
        // The face lies left of its coedges: where one rises through the plane, the section leaves the face.
        (crossing.rising !== coedge.reversed ? ends : starts).push({ key: crossing.key, at: [x, y], branch });
      }
  if (starts.length !== ends.length) return "open";
  const free = [...ends];
  const pieces: Piece[] = [];
  for (const start of starts) {
    let best: End | undefined;
    let bestGap = Number.POSITIVE_INFINITY;
    for (const end of free) {
      const gap = gapBetween(start, end);
      if (gap !== undefined && gap < bestGap) {
        best = end;
        bestGap = gap;
      }
    }
    const segment = best && segmentOf(start, best, graph.toleranceMm);
    if (!best || !segment) return "open";
    free.splice(free.indexOf(best), 1);
    pieces.push({ from: start.key, to: best.key, segment });
  }
  return pieces;
}

/** How far along its branch the end lies behind the start; undefined when it is on another branch or before it. */
function gapBetween(start: End, end: End): number | undefined {
  const [a, b] = [start.branch, end.branch];
  if (a.kind === "line" && b.kind === "line") {
    const gap = b.at - a.at;
    return a.name === b.name || sameLine(start, end) ? (gap > 0 ? gap : undefined) : undefined;
  }
  if (a.kind === "circle" && b.kind === "circle") {
    if (Math.hypot(a.center[0] - b.center[0], a.center[1] - b.center[1]) > sameBranchMm) return undefined;
    const radiusA = Math.hypot(start.at[0] - a.center[0], start.at[1] - a.center[1]);
    const radiusB = Math.hypot(end.at[0] - b.center[0], end.at[1] - b.center[1]);
    if (Math.abs(radiusA - radiusB) > sameBranchMm) return undefined;
    let gap = a.ccw ? b.at - a.at : a.at - b.at;
    while (gap <= sameAngleRad) gap += 2 * Math.PI;
    return gap;
  }
  if (a.kind === "spline" && b.kind === "spline") {
    if (!samePoles(a.curve, b.curve)) return undefined;
    const [first, last] = knotRange(a.curve.knots);
    const gap = b.at - a.at;
    const slack = (last - first) * sameParameterShare;
    // Round a closed curve the way goes on past its seam.
    return gap > slack ? gap : a.closed ? gap + last - first : undefined;
  }
  return undefined;
}

/** The two meridians of a revolution are two branches. */
const samePoles = (a: BSplineCurve, b: BSplineCurve): boolean =>
  a.poles.every((pole, i) => {
    const other = b.poles[i];
    return other !== undefined && distance3(pole, other) < sameBranchMm;
  });

/** The way from start to end runs in the start's direction, whatever rounding made of the branches' names. */
function sameLine(start: End, end: End): boolean {
  if (start.branch.kind === "spline") return false;
  const words = start.branch.name.split(" ").map(Number);
  const [x, y] = [end.at[0] - start.at[0], end.at[1] - start.at[1]];
  return Math.abs(x * at(words, 2) - y * at(words, 1)) < sameBranchMm;
}

/** Undefined where the way runs over the seam of a closed spline that is not periodic. */
function segmentOf(start: End, end: End, toleranceMm: number): Segment2 | undefined {
  const { branch } = start;
  if (branch.kind === "line") return { kind: "line", start: start.at, end: end.at };
  if (branch.kind === "circle")
    return { kind: "arc", start: start.at, end: end.at, center: branch.center, ccw: branch.ccw };
  if (end.branch.kind !== "spline") return undefined;
  const [first, last] = knotRange(branch.curve.knots);
  const slack = (last - first) * sameParameterShare;
  const from = branch.closed && branch.at >= last - slack ? first : branch.at;
  let to = end.branch.at;
  if (to <= from + slack) {
    if (branch.curve.periodic) to += last - first;
    else if (to <= first + slack) to = last;
    else return undefined;
  }
  const curve = splineBetween(branch.curve, from, to, start, end);
  return { kind: "bspline", start: start.at, end: end.at, curve, toleranceMm };
}

/** The part of the curve, its first and last pole at the points where the section has them. */
function splineBetween(curve: BSplineCurve, from: number, to: number, start: End, end: End): BSplineCurve {
  const part = splineSegment(curve, from, to);
  return {
    ...part,
    poles: part.poles.map((pole, i): Vec3 => {
      const at = i === 0 ? start.at : i === part.poles.length - 1 ? end.at : undefined;
      return at ? [at[0], at[1], 0] : pole;
    }),
  };
}

function chained(pieces: readonly Piece[], toleranceMm: number): ProfileLoop[] | undefined {
  const next = new Map<string, Piece>();
  for (const piece of pieces) {
    if (next.has(piece.from)) return undefined;
    next.set(piece.from, piece);
  }
  const loops: ProfileLoop[] = [];
  const done = new Set<Piece>();
  for (const first of pieces) {
    if (done.has(first)) continue;
    const segments: Segment2[] = [];
    let piece: Piece | undefined = first;
    while (piece && !done.has(piece)) {
      done.add(piece);
      segments.push(piece.segment);
      piece = next.get(piece.to);
    }
    if (piece !== first) return undefined;
    const loop = mergeSegments(segments, toleranceMm);
    if (!loop) return undefined;
    loops.push(loop);
  }
  return loops;
}

/** Counter-clockwise loops are outlines, clockwise ones holes in the outline around them. */
function nested(loops: readonly ProfileLoop[]): Profile[] | undefined {
  const sized = loops
    .map((loop) => ({ loop, area: loopArea(loop) }))
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  const outlines: { outer: ProfileLoop; holes: ProfileLoop[]; area: number }[] = [];
  for (const { loop, area } of sized) {
    const p = loop.kind === "path" ? loop.segments[0]?.start : ([loop.center[0], loop.center[1]] as Vec2);
    if (!p) return undefined;
    const around = outlines.filter((o) => insideProfile({ outer: o.outer, holes: [] }, p));
    const parent = around[around.length - 1];
    // A circle has lost its sense when its arcs were merged: depth decides.
    const isHole =
      loop.kind === "path"
        ? area < 0
        : around.length > 0 && !parent?.holes.some((h) => insideProfile({ outer: h, holes: [] }, p));
    if (!isHole) outlines.push({ outer: loop, holes: [], area: Math.abs(area) });
    else if (parent) parent.holes.push(loop);
    else return undefined;
  }
  return outlines.map(({ outer, holes }) => ({ outer, holes }));
}
