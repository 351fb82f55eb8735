/** Many shapes as one. */
import type { TopoDS_Compound, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { subShape, subShapes } from "../occ/subshapes.js";

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
  const made = store.adopt(
    makeCompound(
      oc,
      shapes.map((shape) => store.native(shape)),
    ),
  );
  if (shapes.every(({ kind }) => kind === "solid")) store.record(made).parts = [...shapes];
  return made;
}

/** Every solid of a shape as a handle of its own; what is known about the solids that a compound was made of goes with them. */
export function solidsOf({ oc, store }: Context, shape: Shape): Shape[] {
  const index = subShapes(oc, store, shape, "solid");
  const parts = store.record(shape).parts?.map((part) => store.find(part)) ?? [];
  return Array.from({ length: index.count }, (_, id) => {
    const solid = subShape(oc, store, shape, "solid", id);
    const record = store.record(solid);
    const part = parts[id];
    if (part?.native.IsEqual(record.native)) {
      const { topology, mass, rough } = part;
      Object.assign(record, { ...(topology && { topology }), ...(mass && { mass }), ...(rough && { rough }) });
    }
    return solid;
  });
}
