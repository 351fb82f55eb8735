/** Spline patches and spline edges that are flat and straight, as planes and lines. */
import type { Operation, Shape } from "../api.js";
import { readBrep, writeBrep } from "../io/brep.js";
import { boundingBox } from "../measure/boundingBox.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { unchanged } from "../ops/operation.js";
import { contentOf, dimensionOf, isValid } from "../ops/validity.js";
import { flattenedVolumeShare } from "../tolerances.js";
import { scaling } from "./affine.js";
import { isFlatSurface } from "./mapGeometry.js";
import { patchesOf } from "./patches.js";
import { readBrepText } from "./records.js";
import { writeText } from "./writeText.js";

/**
 * The same shape with planes for flat spline faces and lines for straight edges between planes, numbered as before; or
 * undefined when there is nothing to flatten, other surfaces would have to be approximated, or the result is not sound.
 */
export function flatten(context: Context, shape: Shape): Operation | undefined {
  const { oc, store } = context;
  const surfaces = topologyOf(context, shape).faces.map(({ surface }) => surface);
  if (!surfaces.some((surface) => surface.kind === "bspline" && isFlatSurface(surface))) return undefined;
  if (surfaces.some(({ kind }) => kind !== "bspline" && kind !== "plane")) return undefined;
  const text = readBrepText(writeBrep(context, shape));
  const { min, max } = boundingBox(context, shape, { tight: false });
  const size = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const identity = scaling([0, 0, 0], [1, 1, 1]);
  const flat = readBrep(context, writeText(text, identity, patchesOf(context, shape, text), size));
  const [before, after] = [store.native(shape), store.native(flat)];
  const dimension = dimensionOf(oc, before);
  const [was, is] = [contentOf(oc, before, dimension), contentOf(oc, after, dimension)];
  if (isValid(oc, after) && Math.abs(is - was) <= flattenedVolumeShare * Math.abs(was)) return unchanged(flat);
  store.free(flat);
  return undefined;
}
