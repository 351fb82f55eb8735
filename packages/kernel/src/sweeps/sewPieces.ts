/** Faces that were made one by one and belong together by construction. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { makeCompound } from "../ops/compound.js";
import { adoptSound } from "../ops/soundness.js";

/** What is left between borders that are the same but computed twice; grows with the size of the part. */
const sewingToleranceMm = 1e-6;
const sewingToleranceShare = 5e-8;

export interface SewnPieces {
  readonly shape: Shape;
  /** Ids in `shape` of the faces that came from a piece (a face, or a shell). */
  facesOf(piece: TopoDS_Shape): number[];
  /** Frees what `facesOf` needs; call it when all pieces are looked up. */
  forget(): void;
}

/** Sews pieces along their common borders: to a solid (checked) when `solid`, else to a shell or a face. */
export function sewPieces(context: Context, what: string, pieces: readonly TopoDS_Shape[], solid: boolean): SewnPieces {
  const { oc, store } = context;
  const sewing = new oc.BRepBuilderAPI_Sewing(toleranceFor(context, pieces), true, true, true, false);
  try {
    const native = withTemporaries((temp) => {
      for (const piece of pieces) sewing.Add(piece);
      sewing.Perform(temp(new oc.Message_ProgressRange()));
      const sewn = sewing.SewedShape();
      if (!solid) return sewn;
      temp(sewn);
      if (sewn.IsNull() || sewn.ShapeType() !== "TopAbs_SHELL") {
        throw new UnbakeError("kernel", `${what}: ${sewing.NbFreeEdges()} borders do not meet`);
      }
      const made = temp(new oc.BRepBuilderAPI_MakeSolid(temp(oc.TopoDS.Shell(sewn)))).Solid();
      oc.BRepLib.OrientClosedSolid(made);
      return made;
    });
    const shape = solid ? adoptSound(context, what, native, []) : store.adopt(native);
    return {
      shape,
      facesOf: (piece) => withTemporaries((temp) => facesOf(context, shape, temp(imageOf(piece)))),
      forget: () => sewing.delete(),
    };
  } catch (error) {
    sewing.delete();
    throw error;
  }

  function imageOf(piece: TopoDS_Shape): TopoDS_Shape {
    return sewing.IsModified(piece) ? sewing.Modified(piece) : sewing.ModifiedSubShape(piece);
  }
}

function facesOf({ oc, store }: Context, shape: Shape, image: TopoDS_Shape): number[] {
  const index = subShapes(oc, store, shape, "face");
  const ids = new Set<number>();
  withTemporaries((temp) => {
    const explorer = temp(new oc.TopExp_Explorer(image, "TopAbs_FACE"));
    for (; explorer.More(); explorer.Next()) {
      const id = index.find(temp(explorer.Current()));
      if (id >= 0) ids.add(id);
    }
  });
  return [...ids].sort((a, b) => a - b);
}

function toleranceFor({ oc }: Context, pieces: readonly TopoDS_Shape[]): number {
  return withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(temp(makeCompound(oc, pieces)), box, false);
    return Math.max(sewingToleranceMm, sewingToleranceShare * Math.sqrt(box.SquareExtent()));
  });
}
