/** One run of one of OpenCASCADE's booleans, unchecked. */
import type { BRepAlgoAPI_BuilderAlgo, NCollection_List_TopoDS_Shape, TopoDS_Shape } from "replicad-opencascadejs";
import { toList } from "../occ/convert.js";
import { describeException, withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { mergeAngularRad } from "../tolerances.js";

export type BooleanKind = "fuse" | "cut" | "common" | "split";

export interface BooleanAlgorithm extends BRepAlgoAPI_BuilderAlgo {
  SetTools(tools: NCollection_List_TopoDS_Shape): void;
}

/** One attempt; the finished algorithm, or what went wrong. */
export function run(
  oc: OpenCascadeInstance,
  kind: BooleanKind,
  left: readonly TopoDS_Shape[],
  right: readonly TopoDS_Shape[],
  fuzzy: number,
  unify: boolean,
): BooleanAlgorithm | string {
  const algorithm = clearedAtItsEnd(makeAlgorithm(oc, kind));
  try {
    withTemporaries((temp) => {
      // A fusion needs at least one shape on either side.
      const borrow = kind === "fuse" && right.length === 0 ? left.slice(-1) : [];
      algorithm.SetArguments(temp(toList(oc, left.slice(0, left.length - borrow.length))));
      algorithm.SetTools(temp(toList(oc, [...right, ...borrow])));
      // Inputs keep their tolerances: they are used again.
      algorithm.SetNonDestructive(true);
      algorithm.SetRunParallel(false);
      algorithm.SetFuzzyValue(fuzzy);
      algorithm.Build(temp(new oc.Message_ProgressRange()));
      if (unify && algorithm.IsDone() && !algorithm.HasErrors()) algorithm.SimplifyResult(true, true, mergeAngularRad);
    });
    if (algorithm.IsDone() && !algorithm.HasErrors()) return algorithm;
    algorithm.delete();
    return "the algorithm reports an error";
  } catch (thrown) {
    algorithm.delete();
    return describeException(oc, thrown);
  }
}

function makeAlgorithm(oc: OpenCascadeInstance, kind: BooleanKind): BooleanAlgorithm {
  switch (kind) {
    case "fuse":
      return new oc.BRepAlgoAPI_Fuse();
    case "cut":
      return new oc.BRepAlgoAPI_Cut();
    case "common":
      return new oc.BRepAlgoAPI_Common();
    case "split":
      return new oc.BRepAlgoAPI_Splitter();
  }
}

/** Deleted as it is an algorithm would leave some 90 kB behind: what it worked with goes only when it is told to clear. */
function clearedAtItsEnd(algorithm: BooleanAlgorithm): BooleanAlgorithm {
  const end = algorithm.delete.bind(algorithm);
  algorithm.delete = () => {
    algorithm.Clear();
    end();
  };
  return algorithm;
}

/** A compound with one part is that part. */
export function unwrap(oc: OpenCascadeInstance, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.ShapeType() !== "TopAbs_COMPOUND" || shape.NbChildren() !== 1) return shape;
  for (const type of ["TopAbs_SOLID", "TopAbs_FACE", "TopAbs_EDGE"] as const) {
    const explorer = new oc.TopExp_Explorer(shape, type);
    const found = explorer.More() ? explorer.Current() : undefined;
    explorer.Next();
    const alone = found && !explorer.More();
    explorer.delete();
    if (!found) continue;
    if (!alone) {
      found.delete();
      return shape;
    }
    shape.delete();
    return found;
  }
  return shape;
}
