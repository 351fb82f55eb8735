/** Joining faces that were made apart. */

import { UnbakeError } from "@unbake/ground";
import type { BRepBuilderAPI_Sewing, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape, SubRef } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { copyOf, subShapes } from "../occ/subshapes.js";
import { resolve } from "../ops/operation.js";
import { solidsFromShells } from "./solidsFromShells.js";

/**
 * Joins faces along edges that lie within `toleranceMm` of each other. Shells that close become solids, with hollows
 * where one lies inside another; what stays open stays a shell.
 */
export function sew(context: Context, shapes: readonly Shape[], toleranceMm: number): Operation {
  const { oc, store } = context;
  if (!(toleranceMm > 0)) throw new UnbakeError("kernel", `sewing with the tolerance ${toleranceMm}`);
  const natives = shapes.map((shape) => store.native(shape));
  const sewing = sewFaces(context, natives, toleranceMm);
  const result = store.adopt(solidsFromShells(context, sewing.SewedShape()), [sewing]);
  return {
    shape: result,
    modified(ref: SubRef) {
      const index = subShapes(oc, store, result, ref.kind);
      const native = resolve(context, ref);
      return withTemporaries((temp) => {
        const image = temp(
          sewing.IsModifiedSubShape(native)
            ? sewing.ModifiedSubShape(native)
            : sewing.IsModified(native)
              ? sewing.Modified(native)
              : copyOf(oc, native),
        );
        const id = image.IsNull() ? undefined : index.find(image);
        return id === undefined ? [] : [id];
      });
    },
    generated: () => [],
  };
}

/** The finished sewing tool; the caller deletes it. */
export function sewFaces(
  { oc }: Context,
  natives: readonly TopoDS_Shape[],
  toleranceMm: number,
): BRepBuilderAPI_Sewing {
  const sewing = new oc.BRepBuilderAPI_Sewing(toleranceMm, true, true, true, false);
  for (const native of natives) sewing.Add(native);
  withTemporaries((temp) => sewing.Perform(temp(new oc.Message_ProgressRange())));
  return sewing;
}
