/** Volume, area, centroid, inertia from exact geometry. */
import type { GProp_GProps, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toAx1 } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import type { MassProperties, Vec3 } from "../types.js";

/**
 * Relative error asked of the integration of each face. OpenCASCADE's integration without one is off by up to 3e-4
 * of the volume on real parts (trimmed tori, splines); proofs that say "equal within 1e-6" need better.
 */
const integrationError = 1e-9;

/**
 * Mass properties with density 1, in mm, mm2, mm3. Centroid and inertia are those of the volume;
 * of a shape without volume, those of its surface.
 */
export function massProperties({ oc, store }: Context, shape: Shape): MassProperties {
  const record = store.record(shape);
  record.mass ??= measured(oc, record.native);
  return record.mass;
}

function measured(oc: OpenCascadeInstance, native: TopoDS_Shape): MassProperties {
  return withTemporaries((temp) => {
    const surface = temp(new oc.GProp_GProps());
    oc.BRepGProp.SurfaceProperties(native, surface, integrationError, false);
    const solid = temp(new oc.GProp_GProps());
    oc.BRepGProp.VolumeProperties(native, solid, integrationError, true, false);
    const volume = solid.Mass();
    const properties = volume !== 0 ? solid : surface;
    const c = temp(properties.CentreOfMass());
    const centroid: Vec3 = [c.X(), c.Y(), c.Z()];
    return { volume, area: surface.Mass(), centroid, inertia: inertia(oc, properties, centroid) };
  });
}

/**
 * The matrix of inertia is not bound, but the moment about any axis is: three axes give the diagonal, and the
 * moment about a diagonal axis, I(x+y) = (Ixx + Iyy)/2 - Pxy, gives each product of inertia.
 */
function inertia(oc: OpenCascadeInstance, properties: GProp_GProps, centroid: Vec3): MassProperties["inertia"] {
  const about = (direction: Vec3): number => {
    const axis = toAx1(oc, centroid, direction);
    const moment = properties.MomentOfInertia(axis);
    axis.delete();
    return moment;
  };
  const xx = about([1, 0, 0]);
  const yy = about([0, 1, 0]);
  const zz = about([0, 0, 1]);
  return [
    xx,
    yy,
    zz,
    (xx + yy) / 2 - about([1, 1, 0]),
    (xx + zz) / 2 - about([1, 0, 1]),
    (yy + zz) / 2 - about([0, 1, 1]),
  ];
}

/** Area and centroid of faces, in the order asked for (all faces when none are named). */
export function faceAreas(
  { oc }: Context,
  faces: readonly TopoDS_Shape[],
): { readonly area: number; readonly centroid: Vec3 }[] {
  return faces.map((face) =>
    withTemporaries((temp) => {
      const properties = temp(new oc.GProp_GProps());
      oc.BRepGProp.SurfaceProperties(face, properties, integrationError, false);
      const c = temp(properties.CentreOfMass());
      return { area: properties.Mass(), centroid: [c.X(), c.Y(), c.Z()] };
    }),
  );
}

/** Length of one edge in mm. */
export function lengthOf({ oc }: Context, edge: import("replicad-opencascadejs").TopoDS_Shape): number {
  return withTemporaries((temp) => {
    const properties = temp(new oc.GProp_GProps());
    oc.BRepGProp.LinearProperties(edge, properties, false, false);
    return properties.Mass();
  });
}
