/** Faces that were made one by one and belong together by construction. */

import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape, SubKind } from "../api.js";
import type { Context } from "../occ/context.js";
import { type Native, withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { adoptSound } from "../ops/soundness.js";
import { contentOf } from "../ops/validity.js";
import { sewingToleranceMm, sewingToleranceShare } from "../tolerances.js";

export interface SewnPieces {
  readonly shape: Shape;
  /** Ids in `shape` of what became of a piece, or of a sub-shape of one. */
  imagesOf(piece: TopoDS_Shape, kind: SubKind): number[];
}

/**
 * Sews pieces along their common borders: to a solid (checked) when `solid`, else to a shell or a face.
 * `makers` live as long as the result: its history is asked from them.
 */
export function sewPieces(
  context: Context,
  what: string,
  pieces: readonly TopoDS_Shape[],
  solid: boolean,
  makers: readonly Native[] = [],
): SewnPieces {
  const { oc, store } = context;
  const sewing = new oc.BRepBuilderAPI_Sewing(toleranceFor(context, pieces), true, true, true, false);
  let native: TopoDS_Shape;
  try {
    for (const piece of pieces) sewing.Add(piece);
    withTemporaries((temp) => sewing.Perform(temp(new oc.Message_ProgressRange())));
    native = solid ? solidOf(context, what, sewing.SewedShape(), sewing.NbFreeEdges()) : sewing.SewedShape();
  } catch (error) {
    for (const maker of [sewing, ...makers]) maker.delete();
    throw error;
  }
  const companions = [sewing, ...makers];
  const shape = solid ? adoptSound(context, what, native, companions) : store.adopt(native, companions);
  return {
    shape,
    imagesOf: (piece, kind) =>
      withTemporaries((temp) => {
        const image = temp(sewing.IsModified(piece) ? sewing.Modified(piece) : sewing.ModifiedSubShape(piece));
        return idsInside(context, shape, image, kind);
      }),
  };
}

const typeOfKind = { face: "TopAbs_FACE", edge: "TopAbs_EDGE", vertex: "TopAbs_VERTEX" } as const;

function idsInside({ oc, store }: Context, shape: Shape, image: TopoDS_Shape, kind: SubKind): number[] {
  const index = subShapes(oc, store, shape, kind);
  const ids = new Set<number>();
  withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(image, typeOfKind[kind]));
    for (; explorer.More(); explorer.Next()) {
      const id = index.find(temp(explorer.Current()));
      if (id !== undefined) ids.add(id);
    }
  });
  return [...ids].sort((a, b) => a - b);
}

/** Takes ownership of `sewn`. */
function solidOf({ oc }: Context, what: string, sewn: TopoDS_Shape, freeEdges: number): TopoDS_Shape {
  return withTemporaries((temp) => {
    temp(sewn);
    if (sewn.IsNull() || sewn.ShapeType() !== "TopAbs_SHELL") {
      throw new UnbakeError("kernel", `${what}: the pieces do not join (${freeEdges} open borders)`);
    }
    const solid = temp(new oc.BRepBuilderAPI_MakeSolid(temp(oc.TopoDS.Shell(sewn)))).Solid();
    oc.BRepLib.OrientClosedSolid(solid);
    // It shoots one ray from afar, which between the turns of a helix may count wrongly.
    if (contentOf(oc, solid, 3) < 0) solid.Reverse();
    return solid;
  });
}

function toleranceFor({ oc }: Context, pieces: readonly TopoDS_Shape[]): number {
  return withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(temp(makeCompound(oc, pieces)), box, false);
    return Math.max(sewingToleranceMm, sewingToleranceShare * Math.sqrt(box.SquareExtent()));
  });
}
