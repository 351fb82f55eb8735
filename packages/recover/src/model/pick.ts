/** Finds the edge or face that a pick means: geometry names them in the tree, because ids do not survive a rebuild. */
import { distance3, dot } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { EdgePick, FacePick } from "./types.js";

/** A pick further than this from every edge names none (mm): recovered points are good to rounding, a wrong base is not. */
const pickToleranceMm = 0.01;

/** A flat face looks the way of its pick when the cosine between their normals is larger: the pick says which face, not how exactly it lies. */
const sameWayCosine = 0.99;

/** Ids of the edges of `shape` that lie nearest to the picked points, each once. Throws UnbakeError("execution") when a pick lies on no edge. */
export function findEdges(kernel: Kernel, shape: Shape, picks: readonly EdgePick[]): number[] {
  const { edges, vertices } = kernel.topology(shape);
  const handles = new Map<number, Shape>();
  const found = new Set<number>();
  for (const pick of picks) {
    let best: number | undefined;
    let bestDistance = pickToleranceMm;
    for (const edge of edges) {
      if (edge.degenerate || edge.seam) continue;
      const start = vertices[edge.start];
      const end = vertices[edge.end];
      // A straight edge cannot pass the pick when the way over the pick is longer than the edge.
      if (edge.curve?.kind === "line" && start && end) {
        const detour = distance3(start.point, pick.point) + distance3(pick.point, end.point);
        const straight = distance3(start.point, end.point);
        if (detour * detour - straight * straight > 4 * (pickToleranceMm + straight) * pickToleranceMm) continue;
      }
      const handle = handles.get(edge.id) ?? kernel.subShape(shape, "edge", edge.id);
      handles.set(edge.id, handle);
      const d = kernel.distanceToPoint(handle, pick.point);
      if (d < bestDistance) {
        best = edge.id;
        bestDistance = d;
      }
    }
    if (best === undefined)
      throw new UnbakeError("execution", `no edge of the body passes through (${pick.point.join(", ")})`);
    found.add(best);
  }
  return [...found];
}

/** Ids of the flat faces of `shape` that the picks lie on, each once. Throws UnbakeError("execution") when a pick lies on none. */
export function findFaces(kernel: Kernel, shape: Shape, picks: readonly FacePick[]): number[] {
  const { faces } = kernel.topology(shape);
  const found = picks.map(({ point, normal }) => {
    const face = faces.find(({ id, surface }) => {
      if (surface.kind !== "plane") return false;
      if (Math.abs(dot(surface.frame.z, normal)) < sameWayCosine) return false;
      return kernel.distanceToPoint(kernel.subShape(shape, "face", id), point) < pickToleranceMm;
    });
    if (!face) throw new UnbakeError("execution", `no flat face of the body is at (${point.join(", ")})`);
    return face.id;
  });
  return [...new Set(found)];
}
