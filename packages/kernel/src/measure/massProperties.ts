/** Volume, area, centroid, inertia from exact geometry. */

import type { MassProperties, Topology, Vec3 } from "@unbake/geometry";
import { sub } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { GProp_GProps, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { toAx1 } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { ShapeRecord } from "../occ/handles.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { contentOf } from "../ops/validity.js";
import { agreementShare, integrationErrorShare } from "../tolerances.js";
import { type FaceMeasure, type Integrate, isPlainFace, measureFace, surfaceIntegral } from "./faceMeasures.js";
import { closedMeasure } from "./openLoops.js";
import { isSweptSpline, onSplines } from "./sweptSplines.js";
import { topologyOf } from "./topology.js";

type Temporary = <T extends { delete(): void }>(native: T) => T;

/** `onlyClosed`: faces of open shells bound nothing and are left out; a face alone is in no closed shell. */
const volumeIntegral =
  ({ BRepGProp }: OpenCascadeInstance, onlyClosed = true): Integrate =>
  (shape, properties, adaptive) => {
    if (adaptive) BRepGProp.VolumeProperties(shape, properties, integrationErrorShare, onlyClosed, false);
    else BRepGProp.VolumeProperties(shape, properties, onlyClosed, false, false);
  };

/** By fixed order, and adaptively. */
function both(
  oc: OpenCascadeInstance,
  temp: Temporary,
  native: TopoDS_Shape,
  integrate: Integrate,
): readonly [GProp_GProps, GProp_GProps] {
  const [fixed, adaptive] = [temp(new oc.GProp_GProps()), temp(new oc.GProp_GProps())];
  integrate(native, fixed, false);
  integrate(native, adaptive, true);
  return [fixed, adaptive];
}

/** The properties by fixed order where the adaptive integration confirms them, else the adaptive ones. */
function confirmed(oc: OpenCascadeInstance, temp: Temporary, native: TopoDS_Shape, integrate: Integrate): GProp_GProps {
  const [fixed, adaptive] = both(oc, temp, native, integrate);
  return Math.abs(fixed.Mass() - adaptive.Mass()) <= agreementShare * Math.abs(adaptive.Mass()) ? fixed : adaptive;
}

/**
 * Mass properties with density 1, in mm, mm2, mm3. Centroid and inertia are those of the volume;
 * of a shape without volume, those of its surface.
 */
export function massProperties(context: Context, shape: Shape): MassProperties {
  const record = context.store.record(shape);
  record.mass ??= ofParts(context, record) ?? measured(context, shape);
  return record.mass;
}

/** The properties of a compound from those of the solids it was made of, as long as their handles live. */
function ofParts(context: Context, { parts }: ShapeRecord): MassProperties | undefined {
  if (!parts?.every((part) => context.store.find(part))) return undefined;
  const all = parts.map((part) => massProperties(context, part));
  return all.every(({ volume }) => volume > 0) ? combined(all) : undefined;
}

/** The mass properties of bodies together. Moments about the common centroid: the theorem of parallel axes (Steiner). */
function combined(all: readonly MassProperties[]): MassProperties {
  const sum = (of: (one: MassProperties) => number): number => all.reduce((total, one) => total + of(one), 0);
  const volume = sum((one) => one.volume);
  const centroid: Vec3 = [0, 1, 2].map(
    (i) => sum((one) => one.volume * at(one.centroid, i)) / volume,
  ) as unknown as Vec3;
  const inertia = (entry: number, shift: (d: Vec3) => number): number =>
    sum((one) => at(one.inertia, entry) + one.volume * shift(sub(one.centroid, centroid)));
  return {
    volume,
    area: sum((one) => one.area),
    centroid,
    inertia: [
      inertia(0, ([, y, z]) => y * y + z * z),
      inertia(1, ([x, , z]) => x * x + z * z),
      inertia(2, ([x, y]) => x * x + y * y),
      inertia(3, ([x, y]) => x * y),
      inertia(4, ([x, , z]) => x * z),
      inertia(5, ([, y, z]) => y * z),
    ],
  };
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

/** As what its faces are, swept splines as splines where they bound solids, each face of one. */
function measured(context: Context, shape: Shape): MassProperties {
  const { oc, store } = context;
  const { native } = store.record(shape);
  const topology = topologyOf(context, shape);
  const faces = subShapes(oc, store, shape, "face");
  const own = topology.faces.map(({ id }) => faces.at(id));
  const isBounding = topology.shells.every(({ solid }) => solid >= 0) && faces.visits.length === faces.count;
  const swept = isBounding ? topology.faces.flatMap(({ id }) => (isSweptSpline(topology, id) ? [id] : [])) : [];
  if (swept.length === 0) return integrated(oc, { native, topology, faces: own, isClosed: true });
  return onSplines(context, shape, swept, (splines) =>
    withTemporaries((temp) => {
      const replaced = own.map((face, id) => splines[swept.indexOf(id)] ?? face);
      return integrated(oc, { native: temp(makeCompound(oc, replaced)), topology, faces: replaced, isClosed: false });
    }),
  );
}

/** What is integrated: the shape, or (not closed) the faces of solids. */
interface Integrand {
  readonly native: TopoDS_Shape;
  readonly topology: Topology;
  readonly faces: readonly TopoDS_Shape[];
  readonly isClosed: boolean;
}

const integrated = (oc: OpenCascadeInstance, integrand: Integrand): MassProperties =>
  atOnce(oc, integrand) ?? twice(oc, integrand);

/**
 * As `twice`, where the faces that need it confirm the integration of fixed order: the others do not have to be integrated again.
 * Undefined where they do not, and where there is no volume.
 */
function atOnce(oc: OpenCascadeInstance, { native, topology, faces, isClosed }: Integrand): MassProperties | undefined {
  return withTemporaries((temp) => {
    const [volume, surface] = [temp(new oc.GProp_GProps()), temp(new oc.GProp_GProps())];
    volumeIntegral(oc, isClosed)(native, volume, false);
    surfaceIntegral(oc)(native, surface, false);
    if (volume.Mass() === 0) return undefined;
    const others = faces.filter((_, id) => !isPlainFace(topology, id));
    if (others.length > 0) {
      const rest = temp(makeCompound(oc, others));
      // What a set of faces contributes to a volume depends on where it is seen from: only a difference means something.
      const missing = (integrate: Integrate): number => {
        const [fixed, adaptive] = both(oc, temp, rest, integrate);
        return Math.abs(fixed.Mass() - adaptive.Mass());
      };
      if (missing(volumeIntegral(oc, false)) > agreementShare * Math.abs(volume.Mass())) return undefined;
      if (missing(surfaceIntegral(oc)) > agreementShare * surface.Mass()) return undefined;
    }
    return propertiesOf(oc, temp, volume, surface.Mass());
  });
}

function twice(oc: OpenCascadeInstance, { native, isClosed }: Integrand): MassProperties {
  return withTemporaries((temp) => {
    const surface = confirmed(oc, temp, native, surfaceIntegral(oc));
    const solid = confirmed(oc, temp, native, volumeIntegral(oc, isClosed));
    const bulk = propertiesOf(oc, temp, solid.Mass() !== 0 ? solid : surface, surface.Mass());
    return { ...bulk, volume: solid.Mass() };
  });
}

function propertiesOf(
  oc: OpenCascadeInstance,
  temp: Temporary,
  properties: GProp_GProps,
  area: number,
): MassProperties {
  const c = temp(properties.CentreOfMass());
  const centroid: Vec3 = [c.X(), c.Y(), c.Z()];
  return { volume: properties.Mass(), area, centroid, inertia: inertia(oc, properties, centroid) };
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

/** Area and centroid of faces, in the order asked for; `rough`: by fixed order whatever the face. */
export function faceProperties(
  context: Context,
  shape: Shape,
  ids: readonly number[] | undefined,
  rough: boolean,
): FaceMeasure[] {
  const { oc, store } = context;
  const faces = subShapes(oc, store, shape, "face");
  const record = store.record(shape);
  record.faces ??= new Map();
  const known = record.faces;
  const asked = ids ?? Array.from({ length: faces.count }, (_, id) => id);
  const topology = topologyOf(context, shape);
  if (!rough) {
    const swept = asked.filter((id) => !known.has(id) && isSweptSpline(topology, id));
    onSplines(context, shape, swept, (splines) => {
      for (const [i, id] of swept.entries()) known.set(id, measureFace(oc, at(splines, i), false));
    });
  }
  return asked.map((id) => {
    const before = known.get(id);
    if (before) return before;
    const open = measureFace(oc, faces.at(id), rough || isPlainFace(topology, id));
    const measure = rough ? open : (closedMeasure(topology, at(topology.faces, id), open) ?? open);
    if (!rough) known.set(id, measure);
    return measure;
  });
}

/** Length of one edge in mm. */
export function lengthOf({ oc }: Context, edge: import("replicad-opencascadejs").TopoDS_Shape): number {
  return withTemporaries((temp) => {
    const properties = temp(new oc.GProp_GProps());
    oc.BRepGProp.LinearProperties(edge, properties, false, false);
    return properties.Mass();
  });
}
