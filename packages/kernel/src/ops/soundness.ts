/** Checks that every operation on solids puts its result through: algorithms that fail often say nothing. */

import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { boundingBox } from "../measure/boundingBox.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import type { Native } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { cornerGapMm, cornerGapShare } from "../tolerances.js";
import { widestCorner } from "./corners.js";
import { contentOf, isValid } from "./validity.js";

/** A solid alone in a compound is that solid; anything else stays as it is. Takes ownership of `shape`. */
export function unwrapSolid(oc: OpenCascadeInstance, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.IsNull() || shape.ShapeType() !== "TopAbs_COMPOUND" || shape.NbChildren() !== 1) return shape;
  const explorer = new oc.TopExp_Explorer(shape, "TopAbs_SOLID");
  const solid = explorer.More() ? explorer.Current() : undefined;
  if (solid) explorer.Next();
  const alone = solid && !explorer.More();
  explorer.delete();
  if (!solid || !alone) {
    solid?.delete();
    return shape;
  }
  shape.delete();
  return solid;
}

/** What a sound result is held to besides being valid, closed and of positive volume. */
export interface Expectation {
  /** Least and most volume in mm3 that a true answer can have. */
  readonly volume?: readonly [number, number];
  /** The input was not valid itself, so validity cannot be asked of the result. */
  readonly inputInvalid?: boolean;
}

const anyVolume: readonly [number, number] = [0, Number.POSITIVE_INFINITY];

/** Why `shape` cannot be the solids that were asked for, or undefined. */
export function complaintAbout(context: Context, shape: Shape, expected: Expectation = {}): string | undefined {
  const { oc, store } = context;
  const native = store.native(shape);
  const { solids, shells, faces } = topologyOf(context, shape);
  if (solids.length === 0) return "the result holds no solid";
  if (faces.some((face) => face.solid < 0)) return "the result holds faces outside its solids";
  if (shells.some((shell) => !shell.closed)) return "the result is not closed";
  const volume = contentOf(oc, native, 3);
  if (!(volume > 0)) return `the result has the volume ${volume}`;
  const [least, most] = expected.volume ?? anyVolume;
  if (volume < least || volume > most) {
    return `the result has the volume ${volume.toPrecision(9)}, not between ${least.toPrecision(9)} and ${most.toPrecision(9)}`;
  }
  if (!expected.inputInvalid && !isValid(oc, native)) return "the result is not valid";
  return undefined;
}

/**
 * Solids that are what they say: closed, oriented, of positive volume, consistent by BRepCheck, their edges meeting in their corners (a tolerance
 * can hide a gap from BRepCheck). Of surfaces only that they are consistent.
 */
export function isSound(context: Context, shape: Shape): boolean {
  const { oc, store } = context;
  const native = store.native(shape);
  const topology = topologyOf(context, shape);
  if (topology.solids.length === 0) return isValid(oc, native);
  const { min, max } = boundingBox(context, shape, { tight: false });
  const mostGap = Math.max(cornerGapMm, cornerGapShare * Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]));
  return complaintAbout(context, shape) === undefined && widestCorner(topology) <= mostGap;
}

/** Adopts the result of `maker` when it is sound; else frees both and throws "kernel", saying what `what` did wrong. */
export function adoptSound(
  context: Context,
  what: string,
  native: TopoDS_Shape,
  makers: Native[],
  expected?: Expectation,
): Shape {
  const shape = context.store.adopt(unwrapSolid(context.oc, native), makers);
  let complaint: string | undefined;
  try {
    complaint = complaintAbout(context, shape, expected);
  } catch (error) {
    context.store.free(shape);
    throw error;
  }
  if (complaint === undefined) return shape;
  context.store.free(shape);
  throw new UnbakeError("kernel", `${what}: ${complaint}`);
}
