/** Axis-aligned bounding boxes. */
import type { Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import type { Box } from "../types.js";

/** The box in mm. Tight (default): from exact geometry, without the tolerances of the shape; else quick and a little large. */
export function boundingBox({ oc, store }: Context, shape: Shape, options: { readonly tight?: boolean } = {}): Box {
  const native = store.native(shape);
  return withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    if (options.tight ?? true) oc.BRepBndLib.AddOptimal(native, box, false, false);
    else oc.BRepBndLib.Add(native, box, false);
    if (box.IsVoid()) throw new UnbakeError("kernel", "the shape has no extent");
    return {
      min: [box.GetXMin(), box.GetYMin(), box.GetZMin()],
      max: [box.GetXMax(), box.GetYMax(), box.GetZMax()],
    };
  });
}
