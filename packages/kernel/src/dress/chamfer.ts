/** Cutting edges off with a flat. */

import { UnbakeError } from "@unbake/ground";
import type { BRepFilletAPI_MakeChamfer } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { dressEdges, type EdgeDresser } from "./dressEdges.js";

export interface ChamferEdge {
  readonly edge: number;
  /** Set back (mm) on the reference face, or on both faces when there is no `second`. */
  readonly distance: number;
  /** Set back (mm) on the other face. */
  readonly second?: number;
  /** The reference face, on which `distance` is measured; the edge's first face when not given. */
  readonly face?: number;
}

/** The solid with its edges chamfered; chains and history as with `fillet`. Throws "kernel" naming the edges that failed. */
export function chamfer(context: Context, solid: Shape, edges: readonly ChamferEdge[]): Operation {
  const { edges: infos } = topologyOf(context, solid);
  for (const { edge, distance, second, face } of edges) {
    if (!(distance > 0) || (second !== undefined && !(second > 0))) {
      throw new UnbakeError("kernel", `the chamfer of edge ${edge} has the distances ${distance}, ${second}`);
    }
    if (face !== undefined && !infos[edge]?.faces.includes(face)) {
      throw new UnbakeError("kernel", `face ${face} does not meet edge ${edge}, which is to be chamfered from it`);
    }
  }
  return dressEdges(context, solid, edges, chamferDresser);
}

const chamferDresser: EdgeDresser<ChamferEdge, BRepFilletAPI_MakeChamfer> = {
  what: "chamfer",
  begin: ({ oc }, native) => new oc.BRepFilletAPI_MakeChamfer(native),
  add(context, maker, item, native, shape) {
    // Part of the chain of an edge that was added before.
    if (maker.Contour(native) !== 0) return;
    const { distance, second } = item;
    if (second === undefined) {
      maker.Add(distance, native);
      return;
    }
    const { oc, store } = context;
    const face = item.face ?? topologyOf(context, shape).edges[item.edge]?.faces[0];
    if (face === undefined) throw new UnbakeError("kernel", `edge ${item.edge} meets no face`);
    withTemporaries((temp) => {
      maker.Add(distance, second, native, temp(oc.TopoDS.Face(subShapes(oc, store, shape, "face").at(face))));
    });
  },
  describe: ({ edge, distance, second }) =>
    `edge ${edge} with the distance ${distance}${second === undefined ? "" : ` and ${second}`}`,
  // Chamfers do not tell which of their contours failed.
  faultyContours: () => [],
  follow: (item, first, shape) => {
    if (item.face === undefined) return item;
    const [face] = first.modified({ shape, kind: "face", id: item.face });
    return face === undefined ? undefined : { ...item, face };
  },
};
