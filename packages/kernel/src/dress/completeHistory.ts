/**
 * OpenCASCADE's fillets and chamfers rebuild the edges and vertices of every face they touch, and report the old
 * ones as deleted, although most only became shorter or stayed as they were. Their successors are found by structure
 * and geometry: an edge lives on where a piece of its curve still parts what became of its two faces.
 */

import type { EdgeInfo } from "@unbake/geometry";
import { distance3, evaluateCurve, projectToCurve } from "@unbake/geometry";
import type { Operation, Shape, SubRef } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { subShapes } from "../occ/subshapes.js";
import { resolve } from "../ops/operation.js";
import { rebuiltReachMm } from "../tolerances.js";

/** The history of `inner` over `input`, with the successors of edges and vertices that `inner` takes for deleted. */
export function completeHistory(context: Context, input: Shape, inner: Operation): Operation {
  const { oc, store } = context;
  const idIn = (ref: SubRef): number | undefined => subShapes(oc, store, input, ref.kind).find(resolve(context, ref));

  const edgeSuccessors = (ref: SubRef): number[] => {
    // An edge that made a face was dressed: it is gone.
    if (inner.generated(ref, "face").length > 0) return [];
    const id = idIn(ref);
    const edge = id === undefined ? undefined : topologyOf(context, input).edges[id];
    if (!edge?.curve) return [];
    const images = edge.faces.map((id) => new Set(inner.modified({ shape: input, kind: "face", id })));
    return topologyOf(context, inner.shape)
      .edges.filter((candidate) => images.every((ids) => candidate.faces.some((face) => ids.has(face))))
      .filter((candidate) => candidate.seam === edge.seam && continues(edge, candidate))
      .map((candidate) => candidate.id);
  };

  const vertexSuccessors = (ref: SubRef): number[] => {
    const id = idIn(ref);
    const point = id === undefined ? undefined : topologyOf(context, input).vertices[id]?.point;
    if (!point) return [];
    const found = topologyOf(context, inner.shape).vertices.find((v) => distance3(v.point, point) <= rebuiltReachMm);
    return found ? [found.id] : [];
  };

  return {
    shape: inner.shape,
    generated: inner.generated,
    modified(ref) {
      const ids = inner.modified(ref);
      if (ids.length > 0 || ref.kind === "face") return ids;
      return ref.kind === "edge" ? edgeSuccessors(ref) : vertexSuccessors(ref);
    },
  };
}

/** `candidate` runs along `edge`: three points of it lie on the old edge. */
function continues(edge: EdgeInfo, candidate: EdgeInfo): boolean {
  const { curve, range } = candidate;
  const old = edge.curve;
  if (!curve || !old) return false;
  return [0.25, 0.5, 0.75].every((part) => {
    const point = evaluateCurve(curve, range[0] + part * (range[1] - range[0]));
    return projectToCurve(old, point, edge.range).distance <= rebuiltReachMm + edge.tolerance;
  });
}
