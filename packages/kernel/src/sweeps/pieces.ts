/** From what a sweep or a loft made of each loop of a profile to one body with its history. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape, SubKind, SubRef, SweepResult } from "../api.js";
import type { Context } from "../occ/context.js";
import { fromList } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { geometricHistory } from "../ops/geometricHistory.js";
import { faceIdsOf, type HistoryAlgorithm, operation, resolve } from "../ops/operation.js";
import { adoptSound } from "../ops/soundness.js";
import { sewPieces } from "./sewPieces.js";

/** What OpenCASCADE's sweeps and lofts have in common, once they are built. */
export interface SweepMaker extends HistoryAlgorithm {
  Shape(): TopoDS_Shape;
  FirstShape(): TopoDS_Shape;
  LastShape(): TopoDS_Shape;
}

/** One loop, made a solid already when it is to be one. Takes ownership of `maker`. */
export function adoptSweep(context: Context, what: string, maker: SweepMaker, solid: boolean): SweepResult {
  const { oc, store } = context;
  const native = solid ? outward(oc, maker.Shape()) : maker.Shape();
  const shape = solid ? adoptSound(context, what, native, [maker]) : store.adopt(native, [maker]);
  return {
    ...operation(context, shape, maker),
    startFaces: faceIdsOf(context, shape, maker.FirstShape()),
    endFaces: faceIdsOf(context, shape, maker.LastShape()),
  };
}

/** A solid with its faces outwards. Takes ownership of `native`. */
function outward(oc: OpenCascadeInstance, native: TopoDS_Shape): TopoDS_Shape {
  if (native.IsNull() || native.ShapeType() !== "TopAbs_SOLID") return native;
  const solid = oc.TopoDS.Solid(native);
  oc.BRepLib.OrientClosedSolid(solid);
  if (solid !== native) native.delete();
  return solid;
}

/**
 * A profile with holes: the skins of all its loops and the two caps between them, sewn to a solid. That is quicker and
 * safer than cutting one solid out of another whose caps lie in the same planes. Takes ownership of the makers.
 */
export function capAndSew(
  context: Context,
  what: string,
  profile: Shape,
  makers: readonly SweepMaker[],
  startCap: TopoDS_Shape,
  endCap: TopoDS_Shape,
): SweepResult {
  return withTemporaries((temp) => {
    const skins = makers.map((maker) => temp(maker.Shape()));
    const sewn = sewPieces(context, what, [...skins, startCap, endCap], true, makers);
    const { shape } = sewn;
    return {
      shape,
      startFaces: sewn.imagesOf(startCap, "face"),
      endFaces: sewn.imagesOf(endCap, "face"),
      modified: geometricHistory(context, profile, shape).modified,
      generated(ref: SubRef, kind: SubKind) {
        context.store.record(shape);
        const native = resolve(context, ref);
        const ids = new Set<number>();
        for (const maker of makers) {
          const list = maker.Generated(native);
          for (const made of fromList(list)) {
            if (made.ShapeType() === typeOfKind[kind]) for (const id of sewn.imagesOf(made, kind)) ids.add(id);
            made.delete();
          }
          list.delete();
        }
        return [...ids].sort((a, b) => a - b);
      },
    };
  });
}

const typeOfKind = { face: "TopAbs_FACE", edge: "TopAbs_EDGE", vertex: "TopAbs_VERTEX" } as const;
