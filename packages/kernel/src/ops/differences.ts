/** What each of two bodies has that the other lacks, from one intersection of both. */

import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { fromList, toList } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { copyOf, subShapes } from "../occ/subshapes.js";
import { mergeAngularRad } from "../tolerances.js";

type Temp = <T extends { delete(): void }>(native: T) => T;

/**
 * [solids of `a` without `b`, solids of `b` without `a`], faces that continue each other merged. Half the work of two
 * cuts: the general fuse splits both bodies, and its history says which pieces came out of which. Nothing is checked.
 * Throws "kernel" when the fuse reports an error.
 */
export function differences(context: Context, a: Shape, b: Shape): [Shape[], Shape[]] {
  const { oc, store } = context;
  return withTemporaries((temp) => {
    const algorithm = temp(new oc.BRepAlgoAPI_BuilderAlgo());
    algorithm.SetArguments(temp(toList(oc, [store.native(a), store.native(b)])));
    algorithm.SetNonDestructive(true);
    algorithm.SetRunParallel(false);
    algorithm.Build(temp(new oc.Message_ProgressRange()));
    if (!algorithm.IsDone() || algorithm.HasErrors())
      throw new UnbakeError("kernel", "the general fuse reports an error");
    const pieces = (shape: Shape): TopoDS_Shape[] => {
      const solids = subShapes(oc, store, shape, "solid");
      return Array.from({ length: solids.count }, (_, id) => solids.at(id)).flatMap((solid) => {
        if (algorithm.IsDeleted(solid)) return [];
        const list = temp(algorithm.Modified(solid));
        const images = fromList(list).map(temp);
        return images.length > 0 ? images : [solid];
      });
    };
    const [ofA, ofB] = [pieces(a), pieces(b)];
    const only = (mine: readonly TopoDS_Shape[], others: readonly TopoDS_Shape[]): Shape[] =>
      mine.filter((p) => !others.some((q) => q.IsSame(p))).map((p) => store.adopt(merged(oc, temp, p)));
    return [only(ofA, ofB), only(ofB, ofA)];
  });
}

function merged(oc: OpenCascadeInstance, temp: Temp, piece: TopoDS_Shape): TopoDS_Shape {
  const tool = temp(new oc.ShapeUpgrade_UnifySameDomain(piece, true, true, false));
  tool.SetAngularTolerance(mergeAngularRad);
  tool.Build();
  const result = tool.Shape();
  if (!result.IsNull()) return result;
  result.delete();
  return copyOf(oc, piece);
}
