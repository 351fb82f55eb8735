/** Merging of faces and edges that continue each other. */

import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { readBrep, writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { copyOf, subShapes } from "../occ/subshapes.js";
import { unifiedContentShare, unifiedErrorShare, unifyAngularRad, unifyLinearMm } from "../tolerances.js";
import { geometricHistory } from "./geometricHistory.js";
import { unchanged } from "./operation.js";
import { contentOf, dimensionOf, isValid } from "./validity.js";

/**
 * The same shape with fewer faces and edges. When OpenCASCADE's merging spoils the shape (not valid, or another
 * volume), the shape comes back as it was.
 */
export function unify(
  context: Context,
  shape: Shape,
  options: { readonly linearMm?: number; readonly angularRad?: number } = {},
): Operation {
  const { oc, store } = context;
  const native = store.native(shape);
  // The merging writes into the curves of its input, and may leave that invalid too.
  const before = writeBrep(context, shape);
  const merged = withTemporaries((temp) => {
    const tool = temp(new oc.ShapeUpgrade_UnifySameDomain(native, true, true, false));
    tool.SetLinearTolerance(options.linearMm ?? unifyLinearMm);
    tool.SetAngularTolerance(options.angularRad ?? unifyAngularRad);
    tool.Build();
    return tool.Shape();
  });
  const result = store.adopt(merged);
  const merges = (["face", "edge"] as const).some(
    (kind) => subShapes(oc, store, result, kind).count !== subShapes(oc, store, shape, kind).count,
  );
  if (merges && !changesContent(oc, native, store.native(result))) {
    if (isValid(oc, store.native(result))) return geometricHistory(context, shape, result);
    // Real files hold solids that BRepCheck rejects: merged, they may stay so.
    if (!wasValid(context, before)) return geometricHistory(context, shape, result);
  }
  store.free(result);
  if (isValid(oc, native) || !wasValid(context, before)) return unchanged(store.adopt(copyOf(oc, native)));
  return geometricHistory(context, shape, readBrep(context, before));
}

function wasValid(context: Context, text: string): boolean {
  const shape = readBrep(context, text);
  const valid = isValid(context.oc, context.store.native(shape));
  context.store.free(shape);
  return valid;
}

function changesContent(oc: OpenCascadeInstance, native: TopoDS_Shape, merged: TopoDS_Shape): boolean {
  const dimension = dimensionOf(oc, native);
  const before = contentOf(oc, native, dimension, unifiedErrorShare);
  const after = contentOf(oc, merged, dimension, unifiedErrorShare);
  return Math.abs(after - before) > unifiedContentShare * Math.abs(before);
}
