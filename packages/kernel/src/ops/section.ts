/** Plane sections, and the regions that curves bound in a plane. */

import type { Box, Frame, Vec3 } from "@unbake/geometry";
import { toLocal } from "@unbake/geometry";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { boundingBox } from "../measure/boundingBox.js";
import type { Context } from "../occ/context.js";
import { toAx3 } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { subShape, subShapes } from "../occ/subshapes.js";
import { boolean } from "./booleans.js";
import { compound, makeCompound } from "./compound.js";
import { dimensionOf } from "./validity.js";

/**
 * Of a shape with solids or faces: the faces that it has in common with the plane of `frame`. Of wires and edges in
 * that plane: every bounded region that they cut it into, a region with others inside keeping them as holes.
 * A compound of planar faces, normals along z; empty when there is nothing.
 */
export function section(context: Context, shape: Shape, frame: Frame): Shape {
  const { oc, store } = context;
  return store.scope((keep) => {
    const sheet = planeSheet(context, frame, boundingBox(context, shape, { tight: false }));
    if (dimensionOf(oc, store.native(shape)) >= 2) {
      const cut = boolean(context, "common", [sheet], [shape]).shape;
      return keep(cut.kind === "compound" ? cut : compound(context, [cut]));
    }
    // Edge by edge: a tool must not cross itself, but tools may cross each other.
    const edges = subShapes(oc, store, shape, "edge");
    const tools = Array.from({ length: edges.count }, (_, id) => subShape(oc, store, shape, "edge", id));
    const pieces = boolean(context, "split", [sheet], tools);
    const border = new Set(subShapes(oc, store, sheet, "edge").visits);
    const rim = new Set([...border].flatMap((id) => pieces.modified({ shape: sheet, kind: "edge", id })));
    return keep(store.adopt(makeCompound(oc, boundedFaces(context, pieces.shape, rim))));
  });
}

/** A square in the plane, well beyond the box. */
function planeSheet({ oc, store }: Context, frame: Frame, box: Box): Shape {
  const corners: Vec3[] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [
    (i & 1 ? box.max : box.min)[0],
    (i & 2 ? box.max : box.min)[1],
    (i & 4 ? box.max : box.min)[2],
  ]);
  const local = corners.map((corner) => toLocal(frame, corner));
  const reach = 1 + 1.5 * Math.max(...local.flatMap(([u, v]) => [Math.abs(u), Math.abs(v)]));
  return withTemporaries((temp) => {
    const plane = temp(new oc.gp_Pln(temp(toAx3(oc, frame))));
    return store.adopt(temp(new oc.BRepBuilderAPI_MakeFace(plane, -reach, reach, -reach, reach)).Face());
  });
}

/** The faces without an edge on the rim of the sheet. */
function boundedFaces(context: Context, pieces: Shape, rim: ReadonlySet<number>): TopoDS_Shape[] {
  const { oc, store } = context;
  const faces = subShapes(oc, store, pieces, "face");
  const edges = subShapes(oc, store, pieces, "edge");
  return Array.from({ length: faces.count }, (_, id) => faces.at(id)).filter((face) =>
    withTemporaries((temp) => {
      const explorer = temp(new oc.TopExp_Explorer(face, "TopAbs_EDGE"));
      for (; explorer.More(); explorer.Next()) {
        const edge = edges.find(temp(explorer.Current()));
        if (edge !== undefined && rim.has(edge)) return false;
      }
      return true;
    }),
  );
}
