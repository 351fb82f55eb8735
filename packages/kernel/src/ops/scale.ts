/** Change of size. */
import type { Operation, Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { Vec3 } from "../types.js";
import { unchanged } from "./operation.js";

/** The shape scaled about `center`. Equal factors keep every surface what it is. Ids stay. */
export function scale({ oc, store }: Context, shape: Shape, center: Vec3, factors: Vec3): Operation {
  const [x, y, z] = factors;
  if (!(x > 0 && y > 0 && z > 0)) throw new UnbakeError("kernel", "scale factors must be positive");
  if (x !== y || y !== z) throw new UnbakeError("unsupported_command", "scale with different factors along the axes");
  return withTemporaries((temp) => {
    const trsf = temp(new oc.gp_Trsf());
    trsf.SetScale(temp(toPnt(oc, center)), x);
    const maker = temp(new oc.BRepBuilderAPI_Transform(store.native(shape), trsf, true, false));
    return unchanged(store.adopt(maker.Shape()));
  });
}
