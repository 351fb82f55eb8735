/**
 * Sub-shapes by number. The order is that of a depth-first walk, each sub-shape (same TShape, same location,
 * any orientation) counted where it is met first: `topology` numbers them by the same rule.
 */

import { at, UnbakeError } from "@unbake/ground";
import type { TopAbs_ShapeEnum, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { type Native, withTemporaries } from "./guard.js";
import type { HandleStore, IndexedKind } from "./handles.js";
import type { OpenCascadeInstance } from "./module.js";

const typeOfKind: Record<IndexedKind, TopAbs_ShapeEnum> = {
  solid: "TopAbs_SOLID",
  shell: "TopAbs_SHELL",
  face: "TopAbs_FACE",
  edge: "TopAbs_EDGE",
  vertex: "TopAbs_VERTEX",
};

/** Both directions between ids (from 0) and sub-shapes. */
export interface SubShapeIndex extends Native {
  readonly count: number;
  /** The ids in the order of the walk, repeated where a sub-shape is met again. */
  readonly visits: readonly number[];
  /** The sub-shape of an id; it stays the index's own. */
  at(id: number): TopoDS_Shape;
  /** The id of a sub-shape; undefined when it is none. */
  find(shape: TopoDS_Shape): number | undefined;
}

/** The index of one kind of sub-shape, made on first use and freed with the handle. */
export function subShapes(oc: OpenCascadeInstance, store: HandleStore, shape: Shape, kind: IndexedKind): SubShapeIndex {
  const record = store.record(shape);
  let index = record.indices[kind];
  if (!index) {
    index = buildIndex(oc, record.native, kind);
    record.indices[kind] = index;
  }
  return index;
}

/** A handle of its own for one sub-shape. */
export function subShape(
  oc: OpenCascadeInstance,
  store: HandleStore,
  shape: Shape,
  kind: IndexedKind,
  id: number,
): Shape {
  const index = subShapes(oc, store, shape, kind);
  if (!Number.isInteger(id) || id < 0 || id >= index.count) {
    throw new UnbakeError("kernel", `the shape has ${index.count} sub-shapes of kind ${kind}, none with id ${id}`);
  }
  return store.adopt(copyOf(oc, index.at(id)));
}

/** OpenCASCADE's own indexed maps are not bound, so this hashes by TShape and location and compares with IsSame. */
function buildIndex(oc: OpenCascadeInstance, native: TopoDS_Shape, kind: IndexedKind): SubShapeIndex {
  const found: TopoDS_Shape[] = [];
  const visits: number[] = [];
  const buckets = new Map<number, number[]>();
  const find = (shape: TopoDS_Shape): number | undefined => {
    const hash = oc.ReplicadShapeHasher.HashCode(shape, hashBound);
    return buckets.get(hash)?.find((id) => at(found, id).IsSame(shape));
  };
  withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(native, typeOfKind[kind]));
    for (; explorer.More(); explorer.Next()) {
      const shape = explorer.Current();
      const hash = oc.ReplicadShapeHasher.HashCode(shape, hashBound);
      const bucket = buckets.get(hash);
      const known = bucket?.find((id) => at(found, id).IsSame(shape));
      visits.push(known ?? found.length);
      if (known !== undefined) {
        shape.delete();
        continue;
      }
      if (bucket) bucket.push(found.length);
      else buckets.set(hash, [found.length]);
      found.push(shape);
    }
  });
  return {
    count: found.length,
    visits,
    at(id) {
      const shape = found[id];
      if (!shape) throw new UnbakeError("kernel", `no ${kind} with id ${id}`);
      return shape;
    },
    find,
    delete() {
      for (const shape of found) shape.delete();
    },
  };
}

/** Another handle on the same TShape, location and orientation. */
export function copyOf(oc: OpenCascadeInstance, shape: TopoDS_Shape): TopoDS_Shape {
  return withTemporaries((temp) => shape.Moved(temp(new oc.TopLoc_Location())));
}

/** The hasher's largest bound. */
export const hashBound = 0x7fffffff;
