/** The faces beside a face, and whether it runs smoothly into them. */
import { evaluateCurve, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { meetSmoothly } from "../../analysis/graph/smooth.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";

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
      // Of a freeform face it is not known, and held to be so.
      return [{ edge: id, other, middle, smooth: meetSmoothly(graph, face, other, middle) !== false }];
    }),
  );
}
