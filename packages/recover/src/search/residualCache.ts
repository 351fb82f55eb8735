/** Different bases leave the same residuals: what was found for one, or that nothing was, is kept. */
import type { Kernel, Shape } from "@unbake/kernel";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import type { Target } from "../recognise/tool/target.js";
import type { CachedAnswer, SearchContext } from "./context.js";
import { type Answer, outcomeOf } from "./outcome.js";
import { toolFor } from "./toolFor.js";
import { traceTool } from "./traceSteps.js";

/** One residual solid as one or several tools. */
export function residualTools(
  context: SearchContext,
  solid: Shape,
  target: Target,
  depth: number,
): Answer<readonly Node[]> {
  const { kernel, residualCache } = context;
  const key = likeness(kernel, solid, target);
  const ofPart = residualCache.get(target.part) ?? new Map<string, CachedAnswer>();
  residualCache.set(target.part, ofPart);
  const known = ofPart.get(key);
  // What failed deep down may be found with more room below it.
  if (known && (known.answer.kind === "found" || depth >= known.depth)) return known.answer;
  const answer = outcomeOf(() =>
    kernel.scope(() =>
      traceTool(context, solid, target, depth, () =>
        toolFor(context, { graph: solidGraph(kernel, solid), depth, target }),
      ),
    ),
  );
  ofPart.set(key, { answer, depth });
  return answer;
}

/** What a residual looks like: the same for two of one part only when they are the same. */
function likeness(kernel: Kernel, solid: Shape, { operation }: Target): string {
  const { volume, area, centroid } = kernel.roughMass(solid);
  const faces = kernel.topology(solid).faces.length;
  return [operation, faces, ...[volume, area, ...centroid].map((x) => x.toPrecision(8))].join(" ");
}
