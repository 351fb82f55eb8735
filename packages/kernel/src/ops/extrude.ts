/** Sweeps along a line and about an axis. */

import type { Pose, Vec3 } from "@unbake/geometry";
import {
  applyPose,
  distance3,
  evaluateCurve,
  norm,
  projectToCurve,
  projectToSurface,
  rotationPose,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape, SubKind, SubRef, SweepResult } from "../api.js";
import { distanceToNative } from "../measure/distance.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { toAx1, toVec } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { withoutSpindleArcs } from "../rewrite/spindleArcs.js";
import { fullTurnSlackRad, sweptReachMm } from "../tolerances.js";
import { faceIdsOf, type HistoryAlgorithm, operation } from "./operation.js";

interface Sweep extends HistoryAlgorithm {
  IsDone(): boolean;
  Shape(): TopoDS_Shape;
  FirstShape(): TopoDS_Shape;
  LastShape(): TopoDS_Shape;
}

/** Profile face to solid, wire to shell, edge to face. Each profile edge generates a side face, each vertex a side edge. */
export function extrude(context: Context, profile: Shape, vector: Vec3): SweepResult {
  if (!(norm(vector) > 0)) throw new UnbakeError("kernel", "the extrusion has no length");
  const { oc, store } = context;
  const prism = withTemporaries(
    (temp) => new oc.BRepPrimAPI_MakePrism(store.native(profile), temp(toVec(oc, vector)), false, true),
  );
  return sweepResult(context, "extrusion", prism, false);
}

/** Turns the profile about an axis by `angleRad`, right-handed; at 2 pi or more the result closes and has no caps. */
export function revolve(
  context: Context,
  profile: Shape,
  axisOrigin: Vec3,
  axisDirection: Vec3,
  angleRad: number,
): SweepResult {
  if (!(Math.abs(angleRad) > 0)) throw new UnbakeError("kernel", "the revolution has no angle");
  const { oc, store } = context;
  const plain = withoutSpindleArcs(context, profile, axisOrigin, axisDirection);
  if (plain) {
    const result = revolve(context, plain, axisOrigin, axisDirection, angleRad);
    // The profile's sub-shapes keep their numbers.
    const there = (ref: SubRef): SubRef => (ref.shape === profile ? { ...ref, shape: plain } : ref);
    return {
      ...result,
      modified: (ref) => result.modified(there(ref)),
      generated: (ref, kind) => result.generated(there(ref), kind),
    };
  }
  const turn: Vec3 = angleRad < 0 ? [-axisDirection[0], -axisDirection[1], -axisDirection[2]] : axisDirection;
  const angle = Math.abs(angleRad);
  const full = angle >= 2 * Math.PI - fullTurnSlackRad;
  const revol = withTemporaries((temp) => {
    const axis = temp(toAx1(oc, axisOrigin, turn));
    const native = store.native(profile);
    return full
      ? new oc.BRepPrimAPI_MakeRevol(native, axis, false)
      : new oc.BRepPrimAPI_MakeRevol(native, axis, angle, false);
  });
  const result = sweepResult(context, "revolution", revol, full);
  const partWay = rotationPose(axisOrigin, turn, Math.min(angle, 2 * Math.PI) * partOfTurn);
  return {
    ...result,
    generated(ref, kind) {
      const told = result.generated(ref, kind);
      return told.length > 0 ? told : sweptThrough(context, result.shape, ref, kind, partWay);
    },
  };
}

/** Some part of the way that no symmetry singles out. */
const partOfTurn = 0.41;
/**
 * OpenCASCADE rebuilds planar faces of a full turn and forgets what they came from: the sub-shape of the result that
 * the middle of an edge (or a vertex) passes through is what it generated.
 */
function sweptThrough(context: Context, result: Shape, ref: SubRef, kind: SubKind, partWay: Pose): number[] {
  const { edges, vertices } = topologyOf(context, ref.shape);
  const edge = ref.kind === "edge" ? edges[ref.id] : undefined;
  const start =
    ref.kind === "edge" && kind === "face"
      ? edge?.curve && evaluateCurve(edge.curve, edge.range[0] + partOfTurn * (edge.range[1] - edge.range[0]))
      : ref.kind === "vertex" && kind === "edge"
        ? vertices[ref.id]?.point
        : undefined;
  if (!start) return [];
  const point = applyPose(partWay, start);
  // On the axis nothing is swept.
  if (distance3(point, start) < sweptReachMm) return [];
  const topology = topologyOf(context, result);
  if (kind === "edge") {
    return topology.edges
      .filter(({ curve, range }) => curve && projectToCurve(curve, point, range).distance < sweptReachMm)
      .map(({ id }) => id);
  }
  const faces = subShapes(context.oc, context.store, result, "face");
  return topology.faces
    .filter(({ surface }) => projectToSurface(surface, point).distance < sweptReachMm)
    .filter(({ id }) => distanceToNative(context, faces.at(id), point) < sweptReachMm)
    .map(({ id }) => id);
}

function sweepResult(context: Context, what: string, sweep: Sweep, closed: boolean): SweepResult {
  const { store } = context;
  if (!sweep.IsDone()) {
    sweep.delete();
    throw new UnbakeError("kernel", `the ${what} was not done`);
  }
  const shape = store.adopt(sweep.Shape(), [sweep]);
  return {
    ...operation(context, shape, sweep),
    startFaces: closed ? [] : faceIdsOf(context, shape, sweep.FirstShape()),
    endFaces: closed ? [] : faceIdsOf(context, shape, sweep.LastShape()),
  };
}
