/** Whole-body guess: one profile (with holes) extruded along one direction. */
import { cross, type Frame, norm, toLocal, type Vec3 } from "@unbake/geometry";
import { roleAlong, sketchFrame } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { profileFromFace } from "../../analysis/profile/fromFace.js";
import type { ExtrudeNode } from "../../model/types.js";
import { acrossSineShare, longerShare } from "../../tolerances.js";

/** The extrusion along `d` that the solid is, or undefined. Exact by construction: all faces are caps at two heights or walls. */
export function asExtrusion(graph: SolidGraph, d: Vec3): ExtrudeNode | undefined {
  const caps: number[] = [];
  for (const face of graph.faces) {
    const role = roleAlong(face, d, graph.parallelSine);
    if (role === "other") return undefined;
    if (role === "cap") caps.push(face.id);
  }
  if (caps.length !== 2) return undefined;
  const frame = sketchFrame(d, anchor(graph), longestEdge(graph, d));
  const [a, b] = caps.map((id) => ({ id, height: capHeight(graph, id, frame) }));
  if (!a || !b || Math.abs(a.height - b.height) < graph.toleranceMm) return undefined;
  const [low, high] = a.height < b.height ? [a, b] : [b, a];
  const profile = profileFromFace(graph.topology, low.id, frame, graph.toleranceMm);
  if (!profile) return undefined;
  return {
    type: "extrude",
    frame,
    profile,
    from: low.height,
    to: high.height,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  };
}

/** The height of a plane face across the frame's z; NaN for a face that is no plane. */
export function capHeight(graph: SolidGraph, faceId: number, frame: Frame): number {
  const surface = graph.faces[faceId]?.surface;
  return surface?.kind === "plane" ? toLocal(frame, surface.frame.origin)[2] : Number.NaN;
}

/** A point of the part that oblique frames start from: a vertex, so that numbers stay small. */
export const anchor = (graph: SolidGraph): Vec3 => graph.topology.vertices[0]?.point ?? graph.box.min;

/** Direction of the longest straight edge across `d`: sketches of tilted parts line up with it. */
export function longestEdge(graph: SolidGraph, d: Vec3): Vec3 | undefined {
  let best: Vec3 | undefined;
  let length = graph.toleranceMm;
  for (const edge of graph.topology.edges) {
    if (edge.curve?.kind !== "line") continue;
    const along = edge.curve.direction;
    if (norm(cross(along, d)) < 1 - acrossSineShare) continue;
    const l = Math.abs(edge.range[1] - edge.range[0]);
    if (l > length * (1 + longerShare)) {
      length = l;
      best = along;
    }
  }
  return best;
}
