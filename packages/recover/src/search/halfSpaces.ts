/** Half-spaces for a residual that is no single feature itself. */
import type { Kernel } from "@unbake/kernel";
import { isOnBoundary } from "../analysis/graph/onBoundary.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import { blockBeyond } from "../recognise/convex/halfSpace.js";
import { longestEdge } from "../recognise/extrusion/extrusion.js";
import { outwardNormal } from "../recognise/revolution/revolution.js";
import { covers, harmless, withoutIdle } from "../recognise/tool/coverage.js";
import { overrunLength } from "../recognise/tool/overrun.js";
import type { Target } from "../recognise/tool/target.js";

/** A residual of more faces than this is no cut by a few planes. */
const mostFaces = 60;

/**
 * Half-spaces: for each plane face of a cut residual that is the part's own, the block beyond it, as far as the residual
 * reaches. Those that meet no material are cutters. Undefined unless together they take all of the residual.
 */
export function halfSpaces(kernel: Kernel, residual: SolidGraph, target: Target): readonly Node[] | undefined {
  if (target.operation !== "subtract" || residual.faces.length > mostFaces) return undefined;
  const chosen: Node[] = [];
  for (const face of residual.faces) {
    const normal = outwardNormal(residual, face.id);
    if (!normal || face.surface.kind !== "plane") continue;
    const sample = kernel.sampleFace(residual.shape, face.id, 1)[0];
    if (!sample || !isOnBoundary(kernel, target.graph, sample.point)) continue;
    // The residual's outward normal points into the part where the face is the part's own.
    const block = blockBeyond(
      residual.topology.vertices.map((v) => v.point),
      { origin: face.surface.frame.origin, into: normal, along: longestEdge(residual, normal) },
      overrunLength(target.graph.topology),
    );
    if (!harmless(kernel, block, target)) continue;
    chosen.push(block);
    if (covers(kernel, chosen, residual.shape, target)) return withoutIdle(kernel, chosen, residual.shape, target);
  }
  return undefined;
}
