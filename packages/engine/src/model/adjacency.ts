/** Questions about which edges bound which faces. */
import { distance3, type EdgeInfo, evaluateCurve, type Topology } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { samePlaceMm } from "../tolerances.js";

/** Edges that bound both a face of `a` and a face of `b`. */
export function commonEdges(topology: Topology, a: readonly number[], b: readonly number[]): number[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return topology.edges
    .filter((edge) => !edge.degenerate && edge.faces.some((f) => inA.has(f)) && edge.faces.some((f) => inB.has(f)))
    .filter((edge) => edge.faces.length > 1)
    .map((edge) => edge.id);
}

/** The neighbours of an edge in the loop of a face that it belongs to: the one after it and the one before. None without a face. */
export function neighbours(
  topology: Topology,
  face: number | undefined,
  edge: number,
): { readonly next: number; readonly previous: number } | undefined {
  if (face === undefined) return undefined;
  for (const loop of at(topology.faces, face).loops) {
    const ids = loop.coedges.map((coedge) => coedge.edge).filter((id) => !topology.edges[id]?.degenerate);
    const index = ids.indexOf(edge);
    if (index < 0) continue;
    const pick = (i: number): number => at(ids, (i + ids.length) % ids.length);
    return { next: pick(index + 1), previous: pick(index - 1) };
  }
  return undefined;
}

/** Whether the middle of `part` lies on the curve of `whole` between its ends. */
export function liesOn(part: EdgeInfo, whole: EdgeInfo): boolean {
  if (!part.curve || !whole.curve) return false;
  const middle = evaluateCurve(part.curve, (part.range[0] + part.range[1]) / 2);
  const [t0, t1] = whole.range;
  const curve = whole.curve;
  if (curve.kind === "line") {
    const a = evaluateCurve(curve, t0);
    const b = evaluateCurve(curve, t1);
    return Math.abs(distance3(a, middle) + distance3(middle, b) - distance3(a, b)) < samePlaceMm;
  }
  const steps = 256;
  const points = Array.from({ length: steps + 1 }, (_, i) => evaluateCurve(curve, t0 + ((t1 - t0) * i) / steps));
  const step = points.slice(1).reduce((most, p, i) => Math.max(most, distance3(p, at(points, i))), 0);
  return points.some((p) => distance3(p, middle) <= step / 2 + samePlaceMm);
}
