/** Moves and mirror images. */

import type { Pose } from "@unbake/geometry";
import { poseDeterminant } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Operation, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toTrsf } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { unitDeterminantShare } from "../tolerances.js";
import { operation, unchanged } from "./operation.js";

/** The shape moved by a pose. A rigid move shares all geometry with its input; a mirror image copies it. Ids stay. */
export function transform(context: Context, shape: Shape, pose: Pose): Operation {
  const { oc, store } = context;
  const native = store.native(shape);
  const determinant = poseDeterminant(pose);
  if (!(Math.abs(Math.abs(determinant) - 1) < unitDeterminantShare)) {
    throw new UnbakeError("kernel", `a pose must not scale (determinant ${determinant})`);
  }
  if (determinant > 0) {
    return withTemporaries((temp) => {
      const location = temp(new oc.TopLoc_Location(temp(toTrsf(oc, pose))));
      return unchanged(store.adopt(native.Moved(location, false)));
    });
  }
  const maker = withTemporaries((temp) => new oc.BRepBuilderAPI_Transform(native, temp(toTrsf(oc, pose)), true, false));
  const result = store.adopt(maker.Shape(), [maker]);
  const sameCounts = (["face", "edge", "vertex"] as const).every(
    (kind) => subShapes(oc, store, shape, kind).count === subShapes(oc, store, result, kind).count,
  );
  // The copy is walked in the order of the original, unless OpenCASCADE split something that was shared.
  return sameCounts ? unchanged(result) : operation(context, result, maker);
}
