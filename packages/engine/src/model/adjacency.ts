/** Questions about which edges bound which faces. */
import { distance3, type EdgeInfo, evaluateCurve, type Topology } from "@unbake/geometry";

/** Points this close, in mm, are the same place for telling edges apart. */
const samePlaceMm = 1e-4;

/** Edges that bound both a face of `a` and a face of `b`. */
export function commonEdges(topology: Topology, a: readonly number[], b: readonly number[]): number[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return topology.edges
    .filter((edge) => !edge.degenerate && edge.faces.some((f) => inA.has(f)) && edge.faces.some((f) => inB.has(f)))
    .filter((edge) => edge.faces.length > 1)
    .map((edge) => edge.id);
}

/** Edge ids in the order of the outer loop of a face, then of its other loops. */
export function edgesAround(topology: Topology, face: number): number[] {
  const loops = topology.faces[face]?.loops ?? [];
  return loops.flatMap((loop) => loop.coedges.map((coedge) => coedge.edge));
}

/** The neighbours of an edge in the loop of a face that it belongs to: the one after it and the one before. */
export function neighbours(
  topology: Topology,
  face: number,
  edge: number,
): { readonly next: number; readonly previous: number } | undefined {
  for (const loop of topology.faces[face]?.loops ?? []) {
    const ids = loop.coedges.map((coedge) => coedge.edge).filter((id) => !topology.edges[id]?.degenerate);
    const at = ids.indexOf(edge);
    if (at < 0) continue;
    const pick = (i: number): number => ids[(i + ids.length) % ids.length] ?? edge;
    return { next: pick(at + 1), previous: pick(at - 1) };
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
  const step = points.slice(1).reduce((most, p, i) => Math.max(most, distance3(p, points[i] ?? p)), 0);
  return points.some((p) => distance3(p, middle) <= step / 2 + samePlaceMm);
}
