/** Box, sphere, cylinder. */

import type { Frame, Vec3 } from "@unbake/geometry";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toAx2, toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";

/** From the frame's origin along its axes. */
export function box({ oc, store }: Context, frame: Frame, size: Vec3): Shape {
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepPrimAPI_MakeBox(temp(toAx2(oc, frame)), size[0], size[1], size[2]));
    return store.adopt(maker.Solid());
  });
}

export function sphere({ oc, store }: Context, center: Vec3, radius: number): Shape {
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepPrimAPI_MakeSphere(temp(toPnt(oc, center)), radius));
    return store.adopt(maker.Solid());
  });
}

/** From the plane of the frame up along z. */
export function cylinder({ oc, store }: Context, frame: Frame, radius: number, height: number): Shape {
  return withTemporaries((temp) => {
    const maker = temp(new oc.BRepPrimAPI_MakeCylinder(temp(toAx2(oc, frame)), radius, height));
    return store.adopt(maker.Solid());
  });
}
