/** Merging of faces and edges that continue each other. */
import type { Operation, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { geometricHistory } from "./geometricHistory.js";
import { contentOf, dimensionOf, isValid } from "./validity.js";

/** Defaults of OpenCASCADE's Precision: 1e-7 mm would miss what files round, so 1e-6. */
const defaultLinearMm = 1e-6;
const defaultAngularRad = 1e-6;

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
  const merged = withTemporaries((temp) => {
    const tool = temp(new oc.ShapeUpgrade_UnifySameDomain(native, true, true, false));
    tool.SetLinearTolerance(options.linearMm ?? defaultLinearMm);
    tool.SetAngularTolerance(options.angularRad ?? defaultAngularRad);
    tool.Build();
    return tool.Shape();
  });
  const dimension = dimensionOf(oc, native);
  const before = contentOf(oc, native, dimension);
  const after = contentOf(oc, merged, dimension);
  const spoilt = Math.abs(after - before) > 1e-6 * Math.abs(before) || (!isValid(oc, merged) && isValid(oc, native));
  if (spoilt) {
    merged.delete();
    return geometricHistory(
      context,
      shape,
      store.adopt(withTemporaries((temp) => native.Moved(temp(new oc.TopLoc_Location()), false))),
    );
  }
  return geometricHistory(context, shape, store.adopt(merged));
}
