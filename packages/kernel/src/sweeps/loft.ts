/** Lofts from profile to profile. */

import { UnbakeError } from "@unbake/ground";
import type { BRepOffsetAPI_ThruSections, TopoDS_Wire } from "replicad-opencascadejs";
import type { Shape, SweepResult } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { chainSweep } from "../ops/operation.js";
import { flatten } from "../rewrite/index.js";
import { skinToleranceMm } from "../tolerances.js";
import { loopsOf } from "./loops.js";
import { adoptSweep, capAndSew } from "./pieces.js";
import { splineLoft } from "./splineLoft.js";

export interface LoftOptions {
  /** Straight from profile to profile instead of smoothly through all of them. */
  readonly ruled?: boolean;
  /** Degree from profile to profile, where there are enough of them; 2 by default, as in KCL. 1 is ruled. */
  readonly degree?: number;
  /** A solid (the default) or its skin only. */
  readonly solid?: boolean;
}

const defaultDegree = 2;

/**
 * A skin through profiles in order: faces, closed wires, and a vertex at either end. Profiles with different numbers of
 * edges are divided to match; each edge of a profile generates its faces. Profiles with holes need equally many of
 * them, joined in their order. Throws "kernel" when the skin cannot be built or is no sound solid.
 */
export function loft(context: Context, profiles: readonly Shape[], options: LoftOptions = {}): SweepResult {
  if (profiles.length < 2) throw new UnbakeError("kernel", "a loft needs two profiles");
  const solid = options.solid ?? true;
  const stacks = profiles.map((profile) => loopsOf(context, profile));
  try {
    const count = Math.max(...stacks.map((loops) => loops.length));
    if (count === 0) throw new UnbakeError("kernel", "a loft needs a profile that is no vertex");
    if (stacks.some((loops) => loops.length !== count && loops.length > 0)) {
      throw new UnbakeError("kernel", "the profiles of a loft need the same number of holes");
    }
    const made =
      smoothly(context, profiles, count, options) ??
      (count === 1
        ? adoptSweep(context, "loft", skin(context, profiles, stacks, 0, solid, options), solid)
        : loftWithHoles(context, profiles, stacks, count, options));
    // Between polygons OpenCASCADE makes flat sides as splines.
    const flat = flatten(context, made.shape);
    return flat ? chainSweep(made, flat) : made;
  } finally {
    for (const wire of stacks.flat()) wire.delete();
  }
}

const isRuled = ({ ruled, degree }: LoftOptions): boolean => ruled ?? degree === 1;

/** Through three and more profiles of one loop that correspond edge by edge. Between two every loft is ruled. */
function smoothly(
  context: Context,
  profiles: readonly Shape[],
  loops: number,
  options: LoftOptions,
): SweepResult | undefined {
  if (profiles.length < 3 || loops > 1 || isRuled(options)) return undefined;
  return splineLoft(context, profiles, options.degree ?? defaultDegree, options.solid ?? true);
}

function loftWithHoles(
  context: Context,
  profiles: readonly Shape[],
  stacks: readonly (readonly TopoDS_Wire[])[],
  count: number,
  options: LoftOptions,
): SweepResult {
  const first = profiles[0];
  const last = profiles.at(-1);
  if (first?.kind !== "face" || last?.kind !== "face" || options.solid === false) {
    throw new UnbakeError("kernel", "a loft with holes needs faces at both ends and makes a solid");
  }
  const makers: BRepOffsetAPI_ThruSections[] = [];
  try {
    for (let level = 0; level < count; level++) makers.push(skin(context, profiles, stacks, level, false, options));
  } catch (error) {
    for (const maker of makers) maker.delete();
    throw error;
  }
  const { store } = context;
  return capAndSew(context, "loft", first, makers, store.native(first), store.native(last));
}

/** The skin through one loop of each profile. The caller deletes it. */
function skin(
  { oc, store }: Context,
  profiles: readonly Shape[],
  stacks: readonly (readonly TopoDS_Wire[])[],
  level: number,
  solid: boolean,
  options: LoftOptions,
): BRepOffsetAPI_ThruSections {
  const maker = new oc.BRepOffsetAPI_ThruSections(solid, isRuled(options), skinToleranceMm);
  try {
    profiles.forEach((profile, i) => {
      const wire = stacks[i]?.[level];
      if (wire) maker.AddWire(wire);
      else withTemporaries((temp) => maker.AddVertex(temp(oc.TopoDS.Vertex(store.native(profile)))));
    });
    // Inputs are used again: their edges must not be touched.
    maker.SetMutableInput(false);
    maker.CheckCompatibility(true);
    withTemporaries((temp) => maker.Build(temp(new oc.Message_ProgressRange())));
    if (!maker.IsDone()) throw new UnbakeError("kernel", "the loft cannot be built");
    return maker;
  } catch (error) {
    maker.delete();
    throw error;
  }
}
