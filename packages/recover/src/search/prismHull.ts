/** A prism for a residual that is no single feature itself. */
import type { Kernel } from "@unbake/kernel";
import { mainDirections, sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { profileArea } from "../analysis/profile/measure.js";
import type { ExtrudeNode } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { slabsAlong } from "../recognise/extrusion/sections.js";
import { covers, harmless } from "../recognise/tool/coverage.js";
import type { Target } from "../recognise/tool/target.js";

/** One prism over the residual's largest section along one of its directions that covers it and does no harm. */
export function prismHull(kernel: Kernel, residual: SolidGraph, target: Target): ExtrudeNode | undefined {
  const areas = kernel.faceProperties(residual.shape, undefined, { rough: true }).map((p) => p.area);
  for (const direction of mainDirections(residual, areas).slice(0, 3)) {
    const frame = sketchFrame(direction, anchor(residual), longestEdge(residual, direction));
    const { low: from, high: to, slabs } = slabsAlong(kernel, residual, frame, 8);
    const single = slabs.flatMap((s) => (s.profiles.length === 1 ? s.profiles : []));
    const widest = single.sort((a, b) => profileArea(b) - profileArea(a))[0];
    if (!widest) continue;
    for (const profile of widest.holes.length > 0 ? [widest, { outer: widest.outer, holes: [] }] : [widest]) {
      const node: ExtrudeNode = {
        type: "extrude",
        frame,
        profile,
        from,
        to,
        overrunStart: 0,
        overrunEnd: 0,
        explains: [],
      };
      if (harmless(kernel, node, target) && covers(kernel, [node], residual.shape, target)) return node;
    }
  }
  return undefined;
}
