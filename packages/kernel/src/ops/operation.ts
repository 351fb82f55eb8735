/** The result of an algorithm together with its history. */
import type { NCollection_List_TopoDS_Shape, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape, SubKind, SubRef, SweepResult } from "../api.js";
import type { Context } from "../occ/context.js";
import { fromList } from "../occ/convert.js";
import type { Native } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";

/** The history that OpenCASCADE's algorithms keep. */
export interface HistoryAlgorithm extends Native {
  Modified(shape: TopoDS_Shape): NCollection_List_TopoDS_Shape;
  Generated(shape: TopoDS_Shape): NCollection_List_TopoDS_Shape;
  IsDeleted(shape: TopoDS_Shape): boolean;
}

const typeOfKind: Record<SubKind, string> = { face: "TopAbs_FACE", edge: "TopAbs_EDGE", vertex: "TopAbs_VERTEX" };

/** The sub-shape that a reference means. It belongs to the index of its shape. */
export function resolve({ oc, store }: Context, ref: SubRef): TopoDS_Shape {
  return subShapes(oc, store, ref.shape, ref.kind).at(ref.id);
}

/**
 * An operation over `result`, whose history is asked from `algorithm`. The algorithm must have been given to
 * `result` as a companion, so that both live equally long.
 */
export function operation(context: Context, result: Shape, algorithm: HistoryAlgorithm): Operation {
  return {
    shape: result,
    modified(ref) {
      context.store.record(result);
      const native = resolve(context, ref);
      if (algorithm.IsDeleted(native)) return [];
      const images = idsIn(context, result, algorithm.Modified(native), ref.kind);
      if (images.length > 0) return images;
      const same = subShapes(context.oc, context.store, result, ref.kind).find(native);
      return same === undefined ? [] : [same];
    },
    generated(ref, kind) {
      context.store.record(result);
      return idsIn(context, result, algorithm.Generated(resolve(context, ref)), kind);
    },
  };
}

/** Ids in `result` of the listed sub-shapes of one kind, ascending, each once. Empties and deletes the list. */
function idsIn(context: Context, result: Shape, list: NCollection_List_TopoDS_Shape, kind: SubKind): number[] {
  const index = subShapes(context.oc, context.store, result, kind);
  const ids = new Set<number>();
  for (const shape of fromList(list)) {
    if (!shape.IsNull() && shape.ShapeType() === typeOfKind[kind]) {
      const id = index.find(shape);
      if (id !== undefined) ids.add(id);
    }
    shape.delete();
  }
  list.delete();
  return [...ids].sort((a, b) => a - b);
}

/** Ids in `result` of all faces of `part`; deletes `part`. */
export function faceIdsOf(context: Context, result: Shape, part: TopoDS_Shape): number[] {
  const { oc, store } = context;
  const index = subShapes(oc, store, result, "face");
  const ids = new Set<number>();
  if (!part.IsNull()) {
    const explorer = new oc.TopExp_Explorer(part, "TopAbs_FACE");
    for (; explorer.More(); explorer.Next()) {
      const face = explorer.Current();
      const id = index.find(face);
      if (id !== undefined) ids.add(id);
      face.delete();
    }
    explorer.delete();
  }
  part.delete();
  return [...ids].sort((a, b) => a - b);
}

/** A history in which every sub-shape keeps its number, for results with the same structure as their input. */
export function unchanged(result: Shape): Operation {
  return { shape: result, modified: (ref) => [ref.id], generated: () => [] };
}

/** First `inner`, then `outer`, as one operation on the inputs of `inner`. */
export function chain(inner: Operation, outer: Operation): Operation {
  const forward = (ids: readonly number[], kind: SubKind): number[] =>
    [...new Set(ids.flatMap((id) => outer.modified({ shape: inner.shape, kind, id })))].sort((a, b) => a - b);
  return {
    shape: outer.shape,
    modified: (ref) => forward(inner.modified(ref), ref.kind),
    generated: (ref, kind) => {
      const made = forward(inner.generated(ref, kind), kind);
      const later = inner
        .modified(ref)
        .flatMap((id) => outer.generated({ shape: inner.shape, kind: ref.kind, id }, kind));
      return [...new Set([...made, ...later])].sort((a, b) => a - b);
    },
  };
}

/** The same for a sweep: its caps are followed too. */
export function chainSweep(inner: SweepResult, outer: Operation): SweepResult {
  const follow = (ids: readonly number[]): number[] =>
    [...new Set(ids.flatMap((id) => outer.modified({ shape: inner.shape, kind: "face", id })))].sort((a, b) => a - b);
  return { ...chain(inner, outer), startFaces: follow(inner.startFaces), endFaces: follow(inner.endFaces) };
}
