/**
 * The outline of a planar face moved into it. OpenCASCADE rounds the inset at corners that point inwards; where two straight or round walls
 * meet they are carried on to a sharp corner, as in a shell.
 */

import type { CurveSegment, EdgeInfo, Frame, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve, projectToCurve } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { insetReachMm, joinGapMm } from "../tolerances.js";
import { meetingPoints } from "./meetingPoints.js";

/** Segments that follow each other; each runs from the first to the second value of its range. */
type Loop = readonly CurveSegment[];

const startOf = ({ curve, range }: CurveSegment): Vec3 => evaluateCurve(curve, range[0]);
const endOf = ({ curve, range }: CurveSegment): Vec3 => evaluateCurve(curve, range[1]);
const middleOf = ({ curve, range }: CurveSegment): Vec3 => evaluateCurve(curve, (range[0] + range[1]) / 2);

/** The loops of a planar face moved into it by `distance` mm. Throws "kernel" when nothing closed is left. */
export function insetLoops(context: Context, face: Shape, frame: Frame, distance: number): Loop[] {
  const corners = topologyOf(context, face).vertices.map(({ point }) => point);
  return chained(roundedInset(context, face, distance)).map((loop) => sharpened(loop, frame, corners, distance));
}

/** The edges of OpenCASCADE's inset, in no order. */
function roundedInset(context: Context, face: Shape, distance: number): readonly EdgeInfo[] {
  const { oc, store } = context;
  return withTemporaries((temp) => {
    const spine = temp(oc.TopoDS.Face(store.native(face)));
    const maker = temp(new oc.BRepOffsetAPI_MakeOffset(spine, "GeomAbs_Arc", false));
    maker.Perform(-distance, 0);
    if (!maker.IsDone()) throw new UnbakeError("kernel", "the outline cannot be moved inwards");
    const inset = store.adopt(maker.Shape());
    const { edges } = topologyOf(context, inset);
    store.free(inset);
    return edges;
  });
}

/** Edges in loops, by where their ends meet. */
function chained(edges: readonly EdgeInfo[]): CurveSegment[][] {
  const left = edges.flatMap(({ curve, range }): CurveSegment[] => (curve ? [{ curve, range }] : []));
  const loops: CurveSegment[][] = [];
  for (let first = left.pop(); first; first = left.pop()) {
    const loop = [first];
    for (let end = endOf(first); distance3(end, startOf(first)) > joinGapMm; end = endOf(at(loop, loop.length - 1))) {
      const next = left.findIndex(
        (s) => distance3(startOf(s), end) <= joinGapMm || distance3(endOf(s), end) <= joinGapMm,
      );
      const found = left.splice(next, 1)[0];
      if (next < 0 || !found) throw new UnbakeError("kernel", "the outline moved inwards is not closed");
      const { curve, range } = found;
      loop.push(distance3(startOf(found), end) <= joinGapMm ? found : { curve, range: [range[1], range[0]] });
    }
    loops.push(loop);
  }
  return loops;
}

/** The loop without the rounds about corners, its other segments carried on to where they meet. */
function sharpened(loop: Loop, frame: Frame, corners: readonly Vec3[], distance: number): Loop {
  const segments: (CurveSegment | undefined)[] = [...loop];
  const count = loop.length;
  for (const [i, round] of loop.entries()) {
    const [before, after] = [(i + count - 1) % count, (i + 1) % count];
    const [previous, next] = [segments[before], segments[after]];
    if (before === after || !previous || !next || !isRound(round, corners, distance)) continue;
    const middle = middleOf(round);
    const [corner] = meetingPoints(frame, previous.curve, next.curve)
      .map((point) => ({ point, away: distance3(point, middle) }))
      .sort((a, b) => a.away - b.away);
    if (!corner) continue;
    segments[before] = { ...previous, range: [previous.range[0], parameterOf(previous, corner.point, 1)] };
    segments[after] = { ...next, range: [parameterOf(next, corner.point, 0), next.range[1]] };
    segments[i] = undefined;
  }
  return segments.filter((segment) => segment !== undefined);
}

function isRound({ curve }: CurveSegment, corners: readonly Vec3[], distance: number): boolean {
  if (curve.kind !== "circle" || Math.abs(curve.radius - distance) > insetReachMm) return false;
  return corners.some((corner) => distance3(corner, curve.frame.origin) <= insetReachMm);
}

/** The parameter of a point on the curve, round a circle the one nearest to the present end. */
function parameterOf({ curve, range }: CurveSegment, point: Vec3, end: 0 | 1): number {
  const { t } = projectToCurve(curve, point);
  if (curve.kind !== "circle") return t;
  const turn = 2 * Math.PI;
  return t + turn * Math.round((range[end] - t) / turn);
}
