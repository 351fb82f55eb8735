/** Sweeps along a line and about an axis. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape, SweepResult } from "../api.js";
import { UnbakeError } from "../errors.js";
import { norm } from "../geometry/vec3.js";
import type { Context } from "../occ/context.js";
import { toAx1, toVec } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { Vec3 } from "../types.js";
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
  return sweepResult(context, "revolution", revol, full);
}

/** A turn this close to full is full: a slit of 1e-9 rad is below every tolerance on parts under 100 m. */
const fullTurnSlackRad = 1e-9;

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
