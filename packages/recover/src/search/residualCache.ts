/** Different bases leave the same residuals: what was found for one, or that nothing was, is kept. */
import type { Shape } from "@unbake/kernel";
import { likeness } from "../analysis/congruence/likeness.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import { wentWrong } from "../recognise/tool/residual.js";
import type { Target } from "../recognise/tool/target.js";
import type { CachedAnswer, SearchContext } from "./context.js";
import { type Answer, gaveUp, outcomeOf } from "./outcome.js";
import { toolFor } from "./toolFor.js";
import { traceTool } from "./traceSteps.js";

/** Smaller ones are no work, sound or not. */
const leastFaces = 6;

/** One residual solid as one or several tools. */
export function residualTools(
  context: SearchContext,
  solid: Shape,
  target: Target,
  depth: number,
): Answer<readonly Node[]> {
  const { kernel, residualCache } = context;
  const key = `${target.operation} ${likeness(kernel, solid)}`;
  const ofPart = residualCache.get(target.part) ?? new Map<string, CachedAnswer>();
  residualCache.set(target.part, ofPart);
  const known = ofPart.get(key);
  // What failed deep down may be found with more room below it.
  if (known && (known.answer.kind === "found" || depth >= known.depth)) return known.answer;
  const answer = outcomeOf(() =>
    kernel.scope(() => {
      if (kernel.topology(solid).faces.length >= leastFaces && wentWrong(kernel, solid, target.part))
        return gaveUp("a boolean that went wrong left it");
      return traceTool(context, solid, target, depth, () =>
        toolFor(context, { graph: solidGraph(kernel, solid), depth, target }),
      );
    }),
  );
  ofPart.set(key, { answer, depth });
  return answer;
}
