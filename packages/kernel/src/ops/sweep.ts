/** Sweeps along a wire, twisted extrusions and lofts. A profile's holes are swept on their own and cut out. */
import type { TopoDS_Shape, TopoDS_Wire } from "replicad-opencascadejs";
import type { Shape, SubKind, SubRef, SweepResult } from "../api.js";
import { UnbakeError } from "../errors.js";
import { frameFromZ, norm, perpendicular, unit } from "../geometry/vec3.js";
import type { Context } from "../occ/context.js";
import { toAx3, toPnt } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { Vec3 } from "../types.js";
import { boolean } from "./booleans.js";
import { chainSweep, faceIdsOf, type HistoryAlgorithm, operation } from "./operation.js";
import { contentOf, isValid } from "./validity.js";

export interface SweepOptions {
  readonly transition?: "transformed" | "right" | "round";
  readonly frenet?: boolean;
}

/** How far (mm) a swept surface may be from the true one: a tenth of what verification resolves. */
const sweepToleranceMm = 1e-4;

const transitions = {
  transformed: "BRepBuilderAPI_Transformed",
  right: "BRepBuilderAPI_RightCorner",
  round: "BRepBuilderAPI_RoundCorner",
} as const;

/** Sweeps a face (to a solid) or a wire (to a shell) along a spine wire that starts at the profile. */
export function sweep(context: Context, profile: Shape, spine: Shape, options: SweepOptions = {}): SweepResult {
  const { oc } = context;
  const spineWire = asWire(context, spine);
  return overLoops(context, profile, (wire, solid) => {
    const maker = new oc.BRepOffsetAPI_MakePipeShell(spineWire);
    maker.SetIsBuildHistory(true);
    maker.SetTolerance(sweepToleranceMm, sweepToleranceMm, 1e-2);
    maker.SetTransitionMode(transitions[options.transition ?? "right"]);
    maker.SetMode(options.frenet ?? false);
    maker.Add(wire, false, false);
    return { maker, solid };
  });
}

/**
 * Extrudes a planar profile along `vector` while it turns by `angleRad` about the axis through `center`: a sweep
 * along the axis whose normal follows a helix.
 */
export function twistExtrude(
  context: Context,
  profile: Shape,
  vector: Vec3,
  angleRad: number,
  center: Vec3,
): SweepResult {
  const { oc } = context;
  const height = norm(vector);
  if (!(height > 0) || angleRad === 0)
    throw new UnbakeError("kernel", "a twisted extrusion needs a length and an angle");
  const frame = frameFromZ(center, unit(vector), perpendicular(unit(vector)));
  return withTemporaries((outer) => {
    const from = outer(toPnt(oc, center));
    const to = outer(toPnt(oc, [center[0] + vector[0], center[1] + vector[1], center[2] + vector[2]]));
    const spineEdge = outer(outer(new oc.BRepBuilderAPI_MakeEdge(from, to)).Edge());
    const spine = outer(outer(new oc.BRepBuilderAPI_MakeWire(spineEdge)).Wire());
    const helix = outer(helixWire(context, frame, height, angleRad));
    return overLoops(context, profile, (wire, solid) => {
      const maker = new oc.BRepOffsetAPI_MakePipeShell(spine);
      maker.SetIsBuildHistory(true);
      maker.SetTolerance(sweepToleranceMm, sweepToleranceMm, 1e-2);
      maker.SetMode(helix, true, "BRepFill_NoContact");
      maker.Add(wire, false, false);
      return { maker, solid };
    });
  });

  function helixWire(c: Context, axes: typeof frame, rise: number, turn: number): TopoDS_Wire {
    return withTemporaries((temp) => {
      // Any radius will do: only the direction from the axis to the helix counts.
      const cylinder = temp(new c.oc.Geom_CylindricalSurface(temp(toAx3(c.oc, axes)), rise));
      const origin = temp(new c.oc.gp_Pnt2d(0, 0));
      const direction = temp(new c.oc.gp_Dir2d(turn, rise));
      const line = temp(new c.oc.Geom2d_Line(origin, direction));
      const length = Math.hypot(turn, rise);
      const edge = temp(temp(new c.oc.BRepBuilderAPI_MakeEdge(line, cylinder, 0, length)).Edge());
      const made = temp(new c.oc.BRepBuilderAPI_MakeWire(edge)).Wire();
      c.oc.BRepLib.BuildCurves3d(made);
      return made;
    });
  }
}

/** A skin through profiles in order (faces, wires; a vertex at either end). Solid by default. */
export function loft(
  context: Context,
  profiles: readonly Shape[],
  options: { readonly ruled?: boolean; readonly solid?: boolean } = {},
): SweepResult {
  const { oc, store } = context;
  if (profiles.length < 2) throw new UnbakeError("kernel", "a loft needs two profiles");
  const solid = options.solid ?? true;
  const stacks = profiles.map((profile) => loopsOf(context, profile));
  const holes = Math.max(...stacks.map((loops) => loops.length)) - 1;
  if (stacks.some((loops, i) => loops.length !== holes + 1 && profiles[i]?.kind !== "vertex")) {
    throw new UnbakeError("kernel", "the profiles of a loft need the same number of holes");
  }
  const skin = (level: number): SweepResult => {
    const maker = new oc.BRepOffsetAPI_ThruSections(solid, options.ruled ?? false, 1e-6);
    profiles.forEach((profile, i) => {
      if (profile.kind === "vertex") {
        withTemporaries((temp) => maker.AddVertex(temp(oc.TopoDS.Vertex(store.native(profile)))));
        return;
      }
      const wire = stacks[i]?.[level];
      if (wire) maker.AddWire(wire);
    });
    maker.CheckCompatibility(true);
    withTemporaries((temp) => maker.Build(temp(new oc.Message_ProgressRange())));
    return finish(context, "loft", maker, solid);
  };
  try {
    return cutHoles(
      context,
      skin(0),
      Array.from({ length: holes }, (_, i) => skin(i + 1)),
    );
  } finally {
    for (const wire of stacks.flat()) wire.delete();
  }
}

interface PipeMaker extends HistoryAlgorithm {
  Build(range: import("replicad-opencascadejs").Message_ProgressRange): void;
  MakeSolid(): boolean;
  IsDone(): boolean;
  Shape(): TopoDS_Shape;
  FirstShape(): TopoDS_Shape;
  LastShape(): TopoDS_Shape;
}

/** Runs a pipe for the outer loop and one for each hole, and cuts the holes out. */
function overLoops(
  context: Context,
  profile: Shape,
  prepare: (wire: TopoDS_Wire, solid: boolean) => { readonly maker: PipeMaker; readonly solid: boolean },
): SweepResult {
  const { oc } = context;
  const loops = loopsOf(context, profile);
  try {
    const [outer, ...holes] = loops.map((wire) => {
      const { maker, solid } = prepare(wire, profile.kind === "face");
      withTemporaries((temp) => maker.Build(temp(new oc.Message_ProgressRange())));
      if (!maker.IsDone()) {
        maker.delete();
        throw new UnbakeError(
          "kernel",
          "the sweep cannot be built: its path bends more tightly than the profile allows",
        );
      }
      if (solid && !maker.MakeSolid()) {
        maker.delete();
        throw new UnbakeError("kernel", "the sweep does not close to a solid");
      }
      return finish(context, "sweep", maker, solid);
    });
    if (!outer) throw new UnbakeError("kernel", "the profile has no loop");
    return cutHoles(context, outer, holes);
  } finally {
    for (const wire of loops) wire.delete();
  }
}

interface FinishedMaker extends HistoryAlgorithm {
  IsDone(): boolean;
  Shape(): TopoDS_Shape;
  FirstShape(): TopoDS_Shape;
  LastShape(): TopoDS_Shape;
}

function finish(context: Context, what: string, maker: FinishedMaker, solid: boolean): SweepResult {
  const { oc, store } = context;
  if (!maker.IsDone()) {
    maker.delete();
    throw new UnbakeError("kernel", `the ${what} cannot be built`);
  }
  let native = maker.Shape();
  if (solid && contentOf(oc, native, 3) < 0) {
    const turned = native.Reversed();
    native.delete();
    native = turned;
  }
  if (solid && !isValid(oc, native)) {
    native.delete();
    maker.delete();
    throw new UnbakeError("kernel", `the ${what} makes an invalid solid: it may run through itself`);
  }
  const shape = store.adopt(native, [maker]);
  return {
    ...operation(context, shape, maker),
    startFaces: faceIdsOf(context, shape, maker.FirstShape()),
    endFaces: faceIdsOf(context, shape, maker.LastShape()),
  };
}

/** The outer solid without those of the holes; what the holes' edges generated is followed into the result. */
function cutHoles(context: Context, outer: SweepResult, holes: readonly SweepResult[]): SweepResult {
  if (holes.length === 0) return outer;
  const cut = boolean(
    context,
    "cut",
    [outer.shape],
    holes.map((hole) => hole.shape),
  );
  const main = chainSweep(outer, cut);
  const parts = holes.map((hole) => chainSweep(hole, cut));
  const union = (ids: readonly number[]): number[] => [...new Set(ids)].sort((a, b) => a - b);
  return {
    ...main,
    generated: (ref: SubRef, kind: SubKind) => union([main, ...parts].flatMap((part) => part.generated(ref, kind))),
  };
}

/** The wires of a profile, the outer one first; the caller deletes them. */
function loopsOf({ oc, store }: Context, profile: Shape): TopoDS_Wire[] {
  const native = store.native(profile);
  if (profile.kind === "vertex") return [];
  if (profile.kind === "edge") {
    return [withTemporaries((temp) => temp(new oc.BRepBuilderAPI_MakeWire(temp(oc.TopoDS.Edge(native)))).Wire())];
  }
  const outer =
    profile.kind === "face"
      ? withTemporaries((temp) => oc.BRepTools.OuterWire(temp(oc.TopoDS.Face(native))))
      : undefined;
  const wires: TopoDS_Wire[] = outer ? [outer] : [];
  withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(native, "TopAbs_WIRE"));
    for (; explorer.More(); explorer.Next()) {
      const found = temp(explorer.Current());
      if (!outer?.IsSame(found)) wires.push(oc.TopoDS.Wire(found));
    }
  });
  return wires;
}

function asWire(context: Context, spine: Shape): TopoDS_Wire {
  const [wire, ...more] = loopsOf(context, spine);
  if (!wire || more.length > 0) throw new UnbakeError("kernel", "a path needs to be one wire");
  return wire;
}
