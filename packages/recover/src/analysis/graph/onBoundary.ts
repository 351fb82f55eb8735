/** Does a point lie on a solid's boundary? Surfaces are asked first, in closed form; the kernel only about the trimming. */

import type { Vec3 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { distanceToElementary, isElementary } from "./elementary.js";
import type { SolidGraph } from "./solidGraph.js";

/** Within the graph's tolerance of one of its faces. */
export function isOnBoundary(kernel: Kernel, graph: SolidGraph, point: Vec3): boolean {
  const { toleranceMm } = graph;
  return graph.faces.some(({ id, surface }) => {
    if (isElementary(surface) && distanceToElementary(surface, point) > toleranceMm) return false;
    return kernel.scope(() => kernel.distanceToPoint(kernel.subShape(graph.shape, "face", id), point) <= toleranceMm);
  });
}
