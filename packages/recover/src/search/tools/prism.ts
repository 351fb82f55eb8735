/** A prism around the residual does no harm. */
import { attemptInScope } from "../attempt.js";
import { harmless } from "../coverage.js";
import { found, passed } from "../outcome.js";
import { overrunEnds } from "../overrun.js";
import { prismHull } from "../prismHull.js";
import { asHole } from "../singleTool.js";
import type { ToolStrategy } from "../strategy.js";

export const prismTool: ToolStrategy = {
  name: "prism hull",
  try: ({ kernel }, { graph, target }) => {
    const hull = attemptInScope(kernel, () => prismHull(kernel, graph, target));
    if (!hull) return passed;
    const longer = overrunEnds(kernel, target, hull);
    return found([asHole(harmless(kernel, longer, target) ? longer : hull, target)]);
  },
};
