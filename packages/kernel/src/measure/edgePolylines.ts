/** Edges as polylines, for pictures. */

import { discretiseCurve } from "@unbake/geometry";
import type { MeshOptions, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { topologyOf } from "./topology.js";

/** One polyline for each edge that has a curve, from its exact geometry; coordinates x, y, z in mm. */
export function edgePolylines(
  context: Context,
  shape: Shape,
  options: MeshOptions,
): { readonly edge: number; readonly points: Float32Array }[] {
  return topologyOf(context, shape).edges.flatMap(({ id, curve, range }) => {
    if (!curve) return [];
    const points = discretiseCurve(curve, range, options.linear, options.angularRad);
    return [{ edge: id, points: Float32Array.from(points.flat()) }];
  });
}
