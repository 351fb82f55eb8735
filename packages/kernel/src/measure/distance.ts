/** Distances and classification by OpenCASCADE's extrema. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Distance, Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { Vec3 } from "../types.js";

/** Closest points of two shapes; distance 0 when one lies inside the other. */
export function distance({ oc, store }: Context, a: Shape, b: Shape): Distance {
  return withTemporaries((temp) => {
    const tool = temp(new oc.BRepExtrema_DistShapeShape(store.native(a), store.native(b)));
    if (!tool.IsDone() || tool.NbSolution() === 0) throw new UnbakeError("kernel", "no closest points found");
    const onA = temp(tool.PointOnShape1(1));
    const onB = temp(tool.PointOnShape2(1));
    return {
      distance: tool.Value(),
      onA: [onA.X(), onA.Y(), onA.Z()],
      onB: [onB.X(), onB.Y(), onB.Z()],
    };
  });
}

/** Distance from a point to a shape's boundary; a point inside a solid is 0 away. */
export function distanceToPoint(context: Context, shape: Shape, point: Vec3): number {
  return distanceToNative(context, context.store.native(shape), point);
}

export function distanceToNative({ oc }: Context, native: TopoDS_Shape, point: Vec3): number {
  return withTemporaries((temp) => {
    const vertex = temp(temp(new oc.BRepBuilderAPI_MakeVertex(temp(toPnt(oc, point)))).Vertex());
    const tool = temp(new oc.BRepExtrema_DistShapeShape(vertex, native));
    if (!tool.IsDone() || tool.NbSolution() === 0) throw new UnbakeError("kernel", "no closest point found");
    return tool.Value();
  });
}

/**
 * Where a point lies relative to a solid. "on": within the tolerance of a face. Classification proper is not bound,
 * but the extrema tool classifies a vertex against a solid and says whether it lies inside.
 */
export function classify(
  { oc, store }: Context,
  solid: Shape,
  point: Vec3,
  toleranceMm: number,
): "inside" | "outside" | "on" {
  const native = store.native(solid);
  return withTemporaries((temp) => {
    const vertex = temp(temp(new oc.BRepBuilderAPI_MakeVertex(temp(toPnt(oc, point)))).Vertex());
    const explorer = temp(new oc.TopExp_Explorer(native, "TopAbs_SHELL"));
    let nearest = Number.POSITIVE_INFINITY;
    for (; explorer.More(); explorer.Next()) {
      const shell = temp(explorer.Current());
      const toShell = temp(new oc.BRepExtrema_DistShapeShape(vertex, shell));
      if (!toShell.IsDone()) throw new UnbakeError("kernel", "no distance to the shell");
      nearest = Math.min(nearest, toShell.Value());
    }
    if (nearest <= toleranceMm) return "on";
    const tool = temp(new oc.BRepExtrema_DistShapeShape(vertex, native));
    if (!tool.IsDone()) throw new UnbakeError("kernel", "the point was not classified");
    return tool.InnerSolution() ? "inside" : "outside";
  });
}
