/** Volume, area, centroid, inertia from exact geometry. */
import type { GProp_GProps, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toAx1 } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { contentOf } from "../ops/validity.js";
import type { MassProperties, Vec3 } from "../types.js";

/**
 * Relative error asked of the integration of each face. OpenCASCADE's integration without one is off by up to 3e-4
 * of the volume on real parts (trimmed tori, splines); proofs that say "equal within 1e-6" need better.
 */
const integrationError = 1e-9;

/**
 * Where both integrations agree this closely (relative) the one of fixed order is the better: it is exact to rounding on
 * plain faces, where the adaptive one stops 4e-8 to 4e-7 off (bores, extruded ellipses) whatever error it reports.
 */
const agreement = 1e-6;

/** The properties that `integrate` finds by fixed order where the adaptive integration confirms them, else the adaptive ones. */
function integrated(
  oc: OpenCascadeInstance,
  temp: <T extends { delete(): void }>(native: T) => T,
  integrate: (properties: GProp_GProps, adaptive: boolean) => void,
): GProp_GProps {
  const [fixed, adaptive] = [temp(new oc.GProp_GProps()), temp(new oc.GProp_GProps())];
  integrate(fixed, false);
  integrate(adaptive, true);
  const agree = Math.abs(fixed.Mass() - adaptive.Mass()) <= agreement * Math.abs(adaptive.Mass());
  return agree ? fixed : adaptive;
}

/**
 * Mass properties with density 1, in mm, mm2, mm3. Centroid and inertia are those of the volume;
 * of a shape without volume, those of its surface.
 */
export function massProperties({ oc, store }: Context, shape: Shape): MassProperties {
  const record = store.record(shape);
  record.mass ??= measured(oc, record.native);
  return record.mass;
}

/** Volume, area and centroid by integration of fixed order, kept with the handle; the better values where they are known. */
export function roughMass({ oc, store }: Context, shape: Shape): RoughMass {
  const record = store.record(shape);
  record.rough ??= record.mass ?? roughlyMeasured(oc, record.native);
  return record.rough;
}

type RoughMass = Pick<MassProperties, "volume" | "area" | "centroid">;

function roughlyMeasured(oc: OpenCascadeInstance, native: TopoDS_Shape): RoughMass {
  return withTemporaries((temp) => {
    const properties = temp(new oc.GProp_GProps());
    oc.BRepGProp.VolumeProperties(native, properties, true, false, false);
    const c = temp(properties.CentreOfMass());
    return { volume: properties.Mass(), area: contentOf(oc, native, 2), centroid: [c.X(), c.Y(), c.Z()] };
  });
}

function measured(oc: OpenCascadeInstance, native: TopoDS_Shape): MassProperties {
  return withTemporaries((temp) => {
    const surface = integrated(oc, temp, (properties, adaptive) =>
      adaptive
        ? oc.BRepGProp.SurfaceProperties(native, properties, integrationError, false)
        : oc.BRepGProp.SurfaceProperties(native, properties, false, false),
    );
    const solid = integrated(oc, temp, (properties, adaptive) =>
      adaptive
        ? oc.BRepGProp.VolumeProperties(native, properties, integrationError, true, false)
        : oc.BRepGProp.VolumeProperties(native, properties, true, false, false),
    );
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

/** Area and centroid of faces, in the order asked for. */
export function faceAreas(
  { oc }: Context,
  faces: readonly TopoDS_Shape[],
  rough: boolean,
): { readonly area: number; readonly centroid: Vec3 }[] {
  return faces.map((face) =>
    withTemporaries((temp) => {
      const properties = temp(new oc.GProp_GProps());
      if (rough) oc.BRepGProp.SurfaceProperties(face, properties, false, false);
      else oc.BRepGProp.SurfaceProperties(face, properties, integrationError, false);
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
