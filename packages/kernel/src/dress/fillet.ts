/** Rounding edges with a constant radius. */

import { UnbakeError } from "@unbake/ground";
import type { BRepFilletAPI_MakeFillet } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { sameRadiusShare } from "../tolerances.js";
import { dressEdges, type EdgeDresser } from "./dressEdges.js";
import { fullRound } from "./fullRound.js";

export interface FilletEdge {
  readonly edge: number;
  /** In mm. */
  readonly radius: number;
}

/**
 * The solid with its edges rounded. OpenCASCADE rounds the whole chain of edges that continue each other smoothly
 * when it is asked for one of them; each edge of the chain generates its strip, each rounded corner's vertex its
 * patch. Throws "kernel" naming the edges that could not be rounded.
 */
export function fillet(context: Context, solid: Shape, edges: readonly FilletEdge[]): Operation {
  for (const { edge, radius } of edges) {
    if (!(radius > 0)) throw new UnbakeError("kernel", `the fillet of edge ${edge} has the radius ${radius}`);
  }
  return dressEdges(context, solid, edges, filletDresser);
}

const filletDresser: EdgeDresser<FilletEdge, BRepFilletAPI_MakeFillet> = {
  what: "fillet",
  begin: ({ oc }, native) => new oc.BRepFilletAPI_MakeFillet(native, "ChFi3d_Rational"),
  add(_context, maker, { edge, radius }, native) {
    const contour = maker.Contour(native);
    if (contour === 0) {
      maker.Add(radius, native);
      return;
    }
    const other = maker.Radius(contour);
    if (Math.abs(other - radius) > sameRadiusShare * radius) {
      throw new UnbakeError(
        "kernel",
        `edge ${edge} continues an edge filleted with the radius ${other}: one chain cannot have two radii`,
      );
    }
  },
  describe: ({ edge, radius }) => `edge ${edge} with the radius ${radius}`,
  construct: fullRound,
  faultyContours: (maker) => Array.from({ length: maker.NbFaultyContours() }, (_, i) => maker.FaultyContour(i + 1)),
};
