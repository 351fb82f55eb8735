/** Sewing faces to shells and solids, and mending solids that are not watertight. */
import type { BRepBuilderAPI_Sewing, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape, SubRef } from "../api.js";
import { UnbakeError } from "../errors.js";
import { boundingBox } from "../measure/boundingBox.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { copyOf, subShapes } from "../occ/subshapes.js";
import { makeCompound } from "./compound.js";
import { geometricHistory } from "./geometricHistory.js";
import { resolve } from "./operation.js";
import { contentOf, isValid } from "./validity.js";

/** Joins faces along edges that lie within `toleranceMm` of each other; shells that close become solids. */
export function sew(context: Context, shapes: readonly Shape[], toleranceMm: number): Operation {
  const { oc, store } = context;
  const sewing = sewn(
    context,
    shapes.map((shape) => store.native(shape)),
    toleranceMm,
  );
  const result = store.adopt(solidsFromShells(context, sewing.SewedShape()), [sewing]);
  return {
    shape: result,
    modified(ref: SubRef) {
      const index = subShapes(oc, store, result, ref.kind);
      const native = resolve(context, ref);
      const image = sewing.IsModifiedSubShape(native)
        ? sewing.ModifiedSubShape(native)
        : sewing.IsModified(native)
          ? sewing.Modified(native)
          : copyOf(oc, native);
      const id = image.IsNull() ? -1 : index.find(image);
      image.delete();
      return id >= 0 ? [id] : [];
    },
    generated: () => [],
  };
}

function sewn({ oc }: Context, natives: readonly TopoDS_Shape[], toleranceMm: number): BRepBuilderAPI_Sewing {
  const sewing = new oc.BRepBuilderAPI_Sewing(toleranceMm, true, true, true, false);
  for (const native of natives) sewing.Add(native);
  withTemporaries((temp) => sewing.Perform(temp(new oc.Message_ProgressRange())));
  return sewing;
}

/** Closed shells as solids, oriented outwards; what stays open stays a shell. Deletes `shape`. */
function solidsFromShells({ oc }: Context, shape: TopoDS_Shape): TopoDS_Shape {
  return withTemporaries((temp) => {
    temp(shape);
    const parts: TopoDS_Shape[] = [];
    const explorer = temp(new oc.TopExp_Explorer(shape, "TopAbs_SHELL"));
    for (; explorer.More(); explorer.Next()) {
      const shell = temp(oc.TopoDS.Shell(temp(explorer.Current())));
      if (!oc.BRep_Tool.IsClosed(shell)) {
        parts.push(shell);
        continue;
      }
      const solid = temp(temp(new oc.BRepBuilderAPI_MakeSolid(shell)).Solid());
      oc.BRepLib.OrientClosedSolid(solid);
      parts.push(solid);
    }
    const loose = temp(new oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SHELL"));
    for (; loose.More(); loose.Next()) parts.push(temp(loose.Current()));
    const [only, ...more] = parts;
    return only && more.length === 0 ? copyOf(oc, only) : makeCompound(oc, parts);
  });
}

/** Gaps that are closed, as a share of the size of the shape, tried in turn; the least is 1e-6 mm. */
const gapShares = [1e-7, 1e-6, 1e-5, 1e-4];

/**
 * The shape with every solid watertight, valid and oriented outwards. Sound solids come back as they are; others are
 * sewn anew with growing tolerance. Throws "open_shell" when holes remain.
 */
export function heal(context: Context, shape: Shape): Operation {
  const { oc, store } = context;
  const native = store.native(shape);
  if (isSound(context, shape)) return geometricHistory(context, shape, store.adopt(copyOf(oc, native)));
  const { min, max } = boundingBox(context, shape, { tight: false });
  const size = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  for (const share of gapShares) {
    const tolerance = Math.max(1e-6, share * size);
    const candidate = store.scope((keep) => {
      const sewing = sewn(context, [native], tolerance);
      const result = store.adopt(solidsFromShells(context, sewing.SewedShape()), [sewing]);
      return isSound(context, result) ? keep(result) : undefined;
    });
    if (candidate) return geometricHistory(context, shape, candidate, Math.max(1e-4, 2 * tolerance));
  }
  const open = topologyOf(context, shape).shells.filter((s) => !s.closed);
  throw new UnbakeError("open_shell", open.length > 0 ? describeHoles(context, shape) : "no tolerance closes it");
}

/** Solids only, all shells closed, valid, positive volume. */
function isSound(context: Context, shape: Shape): boolean {
  const topology = topologyOf(context, shape);
  if (topology.solids.length === 0 || topology.shells.some((s) => !s.closed || s.solid < 0)) return false;
  const native = context.store.native(shape);
  return contentOf(context.oc, native, 3) > 0 && isValid(context.oc, native);
}

function describeHoles(context: Context, shape: Shape): string {
  const { edges } = topologyOf(context, shape);
  const free = edges.filter((edge) => !edge.degenerate && !edge.seam && edge.faces.length === 1);
  return `${free.length} of ${edges.length} edges have a face on one side only`;
}
