/** Sweeps along a path. */

import type { Topology } from "@unbake/geometry";
import { mul } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { BRepOffsetAPI_MakePipeShell, TopoDS_Face, TopoDS_Wire } from "replicad-opencascadejs";
import type { Shape, SweepResult } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { boolean } from "../ops/booleans.js";
import { extrude, revolve } from "../ops/extrude.js";
import { chainSweep } from "../ops/operation.js";
import { smoothRad, sweepLadderMm } from "../tolerances.js";
import { helixOf } from "./helix.js";
import { loopsOf, spineWire } from "./loops.js";
import { adoptSweep, capAndSew } from "./pieces.js";
import { screwSweep } from "./screw.js";

export interface SweepOptions {
  /** What happens where the path has a corner: sections moved without turning, mitred (the default), or rounded. */
  readonly transition?: "transformed" | "right" | "round";
  /** The section turns with the curvature of the path; otherwise as little as it can. */
  readonly frenet?: boolean;
}

const transitions = {
  transformed: "BRepBuilderAPI_Transformed",
  right: "BRepBuilderAPI_RightCorner",
  round: "BRepBuilderAPI_RoundCorner",
} as const;

/**
 * Sweeps a face (to a solid), a wire or an edge (to faces) along a path of connected edges. The profile is taken where
 * it stands, which should be the start of the path. Along lines and arcs the result has planes, cylinders and tori where
 * the section allows; along a helix it is an exact screw. Throws "kernel" when the path bends more tightly than the
 * profile allows.
 */
export function sweep(context: Context, profile: Shape, spine: Shape, options: SweepOptions = {}): SweepResult {
  const exact = alongOneCurve(context, profile, topologyOf(context, spine));
  if (exact) return exact;
  const path = spineWire(context, spine);
  const loops = loopsOf(context, profile);
  const failures: string[] = [];
  try {
    if (loops.length === 0) throw new UnbakeError("kernel", `a ${profile.kind} cannot be swept`);
    for (const tolerance of sweepLadderMm) {
      try {
        return sweepOnce(context, profile, loops, path, options, tolerance);
      } catch (error) {
        if (!(error instanceof UnbakeError)) throw error;
        failures.push(error.detail);
      }
    }
    throw new UnbakeError("kernel", [...new Set(failures)].join("; "));
  } finally {
    for (const wire of [path, ...loops]) wire.delete();
  }
}

/** A path of one line, one circle or one helix moves the profile rigidly: that is an extrusion, a revolution, a screw. */
function alongOneCurve(context: Context, profile: Shape, path: Topology): SweepResult | undefined {
  const [edge, ...more] = path.edges;
  const { curve, range } = edge ?? {};
  if (!curve || !range || more.length > 0) return undefined;
  if (curve.kind === "line") return extrude(context, profile, mul(curve.direction, range[1] - range[0]));
  if (curve.kind === "circle") {
    return revolve(context, profile, curve.frame.origin, curve.frame.z, range[1] - range[0]);
  }
  const helix = helixOf(path);
  return helix && screwSweep(context, profile, helix);
}

function sweepOnce(
  context: Context,
  profile: Shape,
  loops: readonly TopoDS_Wire[],
  path: TopoDS_Wire,
  options: SweepOptions,
  toleranceMm: number,
): SweepResult {
  const { oc } = context;
  const solid = profile.kind === "face";
  const closedPath = oc.BRep_Tool.IsClosed(path);
  const makeSolids = solid && (loops.length === 1 || closedPath);
  const makers: BRepOffsetAPI_MakePipeShell[] = [];
  try {
    for (const loop of loops) makers.push(pipe(context, loop, path, options, toleranceMm, makeSolids));
  } catch (error) {
    for (const maker of makers) maker.delete();
    throw error;
  }
  if (solid && !makeSolids) {
    return withTemporaries((temp) => {
      const ends = (["FirstShape", "LastShape"] as const).map((end) =>
        temp(
          planarCap(
            context,
            makers.map((maker) => temp(oc.TopoDS.Wire(temp(maker[end]())))),
          ),
        ),
      );
      const [start, end] = ends as [TopoDS_Face, TopoDS_Face];
      return capAndSew(context, "sweep", profile, makers, start, end);
    });
  }
  const [outer, ...holes] = makers.map((maker) => adoptSweep(context, "sweep", maker, makeSolids));
  if (!outer) throw new UnbakeError("kernel", "the profile has no loop");
  return holes.length === 0 ? outer : withoutHoles(context, outer, holes);
}

function pipe(
  { oc }: Context,
  loop: TopoDS_Wire,
  path: TopoDS_Wire,
  options: SweepOptions,
  toleranceMm: number,
  makeSolid: boolean,
): BRepOffsetAPI_MakePipeShell {
  const maker = new oc.BRepOffsetAPI_MakePipeShell(path);
  try {
    maker.SetIsBuildHistory(true);
    maker.SetTolerance(toleranceMm, toleranceMm, smoothRad);
    maker.SetTransitionMode(transitions[options.transition ?? "right"]);
    maker.SetMode(options.frenet ?? false);
    maker.Add(loop, false, false);
    withTemporaries((temp) => maker.Build(temp(new oc.Message_ProgressRange())));
    if (!maker.IsDone()) {
      throw new UnbakeError("kernel", "the sweep cannot be built: its path bends more tightly than the profile allows");
    }
    if (makeSolid && !maker.MakeSolid()) throw new UnbakeError("kernel", "the sweep does not close to a solid");
    return maker;
  } catch (error) {
    maker.delete();
    throw error;
  }
}

/** The flat face inside the first wire and outside the others. */
function planarCap({ oc }: Context, wires: readonly TopoDS_Wire[]): TopoDS_Face {
  return withTemporaries((temp) => {
    const [outer, ...holes] = wires;
    if (!outer) throw new UnbakeError("kernel", "the profile has no loop");
    const maker = temp(new oc.BRepBuilderAPI_MakeFace(outer, true));
    if (!maker.IsDone()) throw new UnbakeError("kernel", "an end of the sweep is not flat");
    for (const hole of holes) maker.Add(hole);
    // Wires keep the direction of their profile, which need not be that of the plane found.
    const fix = temp(new oc.ShapeFix_Face(temp(maker.Face())));
    fix.FixOrientation();
    return fix.Face();
  });
}

/** Along a closed path there are no caps: the solids of the holes are cut out of that of the outer loop. */
function withoutHoles(context: Context, outer: SweepResult, holes: readonly SweepResult[]): SweepResult {
  const shapes = holes.map((hole) => hole.shape);
  const cut = boolean(context, "cut", [outer.shape], shapes);
  const parts = [outer, ...holes].map((part) => chainSweep(part, cut));
  const [main] = parts;
  if (!main) throw new UnbakeError("kernel", "the profile has no loop");
  return {
    ...main,
    generated: (ref, kind) => [...new Set(parts.flatMap((part) => part.generated(ref, kind)))].sort((a, b) => a - b),
  };
}
