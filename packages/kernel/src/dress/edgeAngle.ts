/** Which edges can be dressed: those where two faces meet at an angle. */

import type { FaceInfo, Topology, Vec3 } from "@unbake/geometry";
import { dot, evaluateCurve, mul, projectToSurface, surfaceNormal } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";

/** Faces whose normals differ by less than this (rad) continue each other; by as little less than pi, they fold flat. */
const leastAngleRad = 0.01;

/**
 * Throws "kernel" unless two faces meet at the edge in a corner. OpenCASCADE has no answer for other edges, and for
 * faces that fold flat on each other searches for one without end.
 */
export function requireCorner(topology: Topology, id: number, what: string): void {
  const why = whyNoCorner(topology, id);
  if (why) throw new UnbakeError("kernel", `${what} of edge ${id}: ${why}`);
}

function whyNoCorner({ edges, faces }: Topology, id: number): string | undefined {
  const edge = edges[id];
  if (!edge) return `there are ${edges.length} edges`;
  const { curve, range } = edge;
  if (!curve || edge.degenerate) return "it is a point";
  const [a, b, ...more] = edge.faces.map((face) => at(faces, face));
  if (edge.seam || !a || !b || more.length > 0) return `it has ${edge.faces.length} faces, not two`;
  // A little off the middle, where arcs of a sphere or a cone like to have a pole or an apex.
  const angles = [0.3, 0.55, 0.8].map((part) => {
    const point = evaluateCurve(curve, range[0] + part * (range[1] - range[0]));
    return Math.acos(Math.max(-1, Math.min(1, dot(outwardNormal(a, point), outwardNormal(b, point)))));
  });
  if (Math.max(...angles) < leastAngleRad) return "its faces continue each other smoothly, so there is no corner";
  if (Math.min(...angles) > Math.PI - leastAngleRad) return "its faces fold flat on each other";
  return undefined;
}

function outwardNormal({ surface, sameSense }: FaceInfo, near: Vec3): Vec3 {
  const { u, v } = projectToSurface(surface, near);
  const natural = surfaceNormal(surface, u, v);
  return sameSense ? natural : mul(natural, -1);
}
