/** The faces beside a face, and whether it runs smoothly into them. */
import { cross, dot, evaluateCurve, norm, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { outwardAt } from "../../analysis/graph/elementary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { smoothSine } from "../../tolerances.js";

export interface Neighbour {
  readonly edge: number;
  readonly other: number;
  readonly smooth: boolean;
  readonly middle: Vec3;
}

export function neighboursOf(graph: SolidGraph, face: number): readonly Neighbour[] {
  return at(graph.faces, face).info.loops.flatMap(({ coedges }) =>
    coedges.flatMap(({ edge: id }): Neighbour[] => {
      const edge = at(graph.topology.edges, id);
      const other = edge.faces.find((one) => one !== face);
      if (!edge.curve || other === undefined || edge.seam) return [];
      const middle = evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2);
      return [{ edge: id, other, middle, smooth: isSmooth(graph, face, other, middle) }];
    }),
  );
}

/** Both faces have the same outward normal there; where one of them is freeform that is not known, and held to be so. */
function isSmooth(graph: SolidGraph, a: number, b: number, point: Vec3): boolean {
  const [p, q] = [a, b].map((id) => outwardAt(at(graph.faces, id), point));
  return !p || !q || (norm(cross(p, q)) < smoothSine && dot(p, q) > 0);
}
