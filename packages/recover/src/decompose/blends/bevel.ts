/** The setback of a chamfer, read off the sliver that it took away. */
import { distance3, type Vec3 } from "@unbake/geometry";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import type { EdgePick } from "../../model/types.js";

/**
 * The equal setback of a chamfer when all own faces of the sliver are planes or cones and every one of them runs at the
 * same distance from the sharp edge on both sides; undefined otherwise.
 */
export function bevelOf(graph: SolidGraph, own: ReadonlySet<number>, picks: readonly EdgePick[]): number | undefined {
  for (const id of own) {
    const kind = graph.faces[id]?.surface.kind;
    if (kind !== "plane" && kind !== "cone") return undefined;
  }
  const setbacks: number[] = [];
  for (const pick of picks) {
    const near = borderDistances(graph, own, pick.point);
    if (near.length < 2) return undefined;
    setbacks.push(...near.slice(0, 2));
  }
  const [first] = setbacks;
  if (first === undefined || setbacks.some((s) => Math.abs(s - first) > 4 * graph.toleranceMm)) return undefined;
  return first;
}

/** Distances from a point on the sharp edge to the borders between own faces and the sharp body's faces, nearest first. */
function borderDistances(graph: SolidGraph, own: ReadonlySet<number>, point: Vec3): number[] {
  const distances: number[] = [];
  for (const edge of graph.topology.edges) {
    const [a, b] = edge.faces;
    if (a === undefined || b === undefined || own.has(a) === own.has(b) || !edge.curve) continue;
    distances.push(nearest(edge.curve, edge.range, graph, edge, point));
  }
  return distances.sort((a, b) => a - b);
}

type Edge = SolidGraph["topology"]["edges"][number];

function nearest(
  curve: NonNullable<Edge["curve"]>,
  range: Edge["range"],
  graph: SolidGraph,
  edge: Edge,
  point: Vec3,
): number {
  if (curve.kind === "line") {
    const d = curve.direction;
    const to = [point[0] - curve.origin[0], point[1] - curve.origin[1], point[2] - curve.origin[2]] as const;
    const t = Math.min(Math.max(to[0] * d[0] + to[1] * d[1] + to[2] * d[2], range[0]), range[1]);
    return distance3(point, [curve.origin[0] + t * d[0], curve.origin[1] + t * d[1], curve.origin[2] + t * d[2]]);
  }
  if (curve.kind === "circle") {
    const { frame, radius } = curve;
    const v: Vec3 = [point[0] - frame.origin[0], point[1] - frame.origin[1], point[2] - frame.origin[2]];
    const h = v[0] * frame.z[0] + v[1] * frame.z[1] + v[2] * frame.z[2];
    const r = Math.hypot(v[0] - h * frame.z[0], v[1] - h * frame.z[1], v[2] - h * frame.z[2]);
    return Math.hypot(h, r - radius);
  }
  const ends = [edge.start, edge.end].flatMap((id) => {
    const p = graph.topology.vertices[id]?.point;
    return p ? [distance3(p, point)] : [];
  });
  return Math.min(...ends);
}
