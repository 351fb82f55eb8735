/** Distances and classification by OpenCASCADE's extrema. */

import type { Vec3 } from "@unbake/geometry";
import { addScaled, dot, mul, projectToSurface, sub, surfaceNormal } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Distance, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { blurMm, onSurfaceMm } from "../tolerances.js";
import { topologyOf } from "./topology.js";

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
 * Where a point lies relative to a solid. "on": within the tolerance of a face. The classifier proper is not bound;
 * the extrema tool classifies vertices, but blurs the boundary by 0.001 mm. A point nearer than that is first moved
 * straight away from its closest boundary point: while that point stays the closest one, no boundary is crossed.
 */
export function classify(
  context: Context,
  solid: Shape,
  point: Vec3,
  toleranceMm: number,
): "inside" | "outside" | "on" {
  const native = context.store.native(solid);
  const nearest = nearestOnBoundary(context, native, point);
  if (nearest.distance <= toleranceMm) return "on";
  if (nearest.distance > 2 * blurMm) return isInside(context, native, point) ? "inside" : "outside";
  const away = mul(sub(point, nearest.point), 1 / nearest.distance);
  for (const reach of [4 * blurMm, 2 * blurMm, 1.2 * blurMm]) {
    const moved = addScaled(nearest.point, away, reach);
    if (Math.abs(nearestOnBoundary(context, native, moved).distance - reach) > onSurfaceMm) continue;
    return isInside(context, native, moved) ? "inside" : "outside";
  }
  // A wall thinner than the blur: the side of the nearest face decides.
  return sideOfNearestFace(context, solid, point, nearest.point);
}

function nearestOnBoundary(
  { oc }: Context,
  native: TopoDS_Shape,
  point: Vec3,
): { readonly point: Vec3; readonly distance: number } {
  return withTemporaries((temp) => {
    const vertex = temp(temp(new oc.BRepBuilderAPI_MakeVertex(temp(toPnt(oc, point)))).Vertex());
    const explorer = temp(new oc.TopExp_Explorer(native, "TopAbs_SHELL"));
    let best: { point: Vec3; distance: number } = { point, distance: Number.POSITIVE_INFINITY };
    for (; explorer.More(); explorer.Next()) {
      const tool = temp(new oc.BRepExtrema_DistShapeShape(vertex, temp(explorer.Current())));
      if (!tool.IsDone() || tool.NbSolution() === 0) throw new UnbakeError("kernel", "no distance to the shell");
      if (tool.Value() >= best.distance) continue;
      const p = temp(tool.PointOnShape2(1));
      best = { point: [p.X(), p.Y(), p.Z()], distance: tool.Value() };
    }
    return best;
  });
}

function isInside({ oc }: Context, native: TopoDS_Shape, point: Vec3): boolean {
  return withTemporaries((temp) => {
    const vertex = temp(temp(new oc.BRepBuilderAPI_MakeVertex(temp(toPnt(oc, point)))).Vertex());
    const tool = temp(new oc.BRepExtrema_DistShapeShape(vertex, native));
    if (!tool.IsDone()) throw new UnbakeError("kernel", "the point was not classified");
    return tool.InnerSolution();
  });
}

function sideOfNearestFace(context: Context, solid: Shape, point: Vec3, foot: Vec3): "inside" | "outside" {
  const { faces } = topologyOf(context, solid);
  const away = sub(point, foot);
  let squarest = 0;
  for (const face of faces) {
    const { u, v, distance: off } = projectToSurface(face.surface, foot);
    if (off > onSurfaceMm) continue;
    const along = dot(surfaceNormal(face.surface, u, v), away) * (face.sameSense ? 1 : -1);
    // The face that the point stands on most squarely.
    if (Math.abs(along) > Math.abs(squarest)) squarest = along;
  }
  return squarest < 0 ? "inside" : "outside";
}
