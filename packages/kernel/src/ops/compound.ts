/** Many shapes as one. */
import type { TopoDS_Compound, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";

/** A new compound; the parts stay the caller's. */
export function makeCompound(oc: OpenCascadeInstance, parts: readonly TopoDS_Shape[]): TopoDS_Compound {
  return withTemporaries((temp) => {
    const builder = temp(new oc.TopoDS_Builder());
    const result = new oc.TopoDS_Compound();
    builder.MakeCompound(result);
    for (const part of parts) builder.Add(result, part);
    return result;
  });
}

export function compound({ oc, store }: Context, shapes: readonly Shape[]): Shape {
  return store.adopt(
    makeCompound(
      oc,
      shapes.map((shape) => store.native(shape)),
    ),
  );
}
