/** Edges at which a solid turns inwards: what keeps it from being an intersection of half-spaces. */
import { cross, curveTangent, dot, type EdgeInfo, evaluateCurve, mul } from "@unbake/geometry";
import { outwardAt } from "../../analysis/graph/elementary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { smoothSine } from "../../tolerances.js";

export interface ConcaveEdge {
  readonly edge: number;
  readonly faces: readonly number[];
}

/** Places along an edge that are looked at, as shares of its range: an edge between curved faces may turn inwards over a part of it. */
const looks = [0.13, 0.5, 0.87];

/** The concave edges, by id. Where more than two faces meet in an edge, two pieces of the solid touch there: it counts as one of them. */
export function concaveEdges(graph: SolidGraph): readonly ConcaveEdge[] {
  return graph.topology.edges.flatMap((edge): ConcaveEdge[] => {
    const { id, faces, curve, degenerate, seam } = edge;
    if (!curve || degenerate || seam || faces.length < 2) return [];
    if (faces.length > 2 || looks.some((share) => turnsInwards(graph, edge, share))) return [{ edge: id, faces }];
    return [];
  });
}

function turnsInwards(graph: SolidGraph, { id, curve, range, faces }: EdgeInfo, share: number): boolean {
  const [a, b] = faces.map((face) => graph.faces[face]);
  if (!curve || !a || !b) return false;
  const t = range[0] + share * (range[1] - range[0]);
  const point = evaluateCurve(curve, t);
  const [ownNormal, otherNormal] = [outwardAt(a, point), outwardAt(b, point)];
  const coedge = a.info.loops.flatMap(({ coedges }) => coedges).find(({ edge }) => edge === id);
  if (!ownNormal || !otherNormal || !coedge) return false;
  // The face lies to the left of its loop: where that way leads out of the other face, both rise from the edge.
  const along = mul(curveTangent(curve, t), coedge.reversed ? -1 : 1);
  return dot(otherNormal, cross(ownNormal, along)) > smoothSine;
}
