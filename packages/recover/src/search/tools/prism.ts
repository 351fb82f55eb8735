/** A prism around the residual does no harm. */
import { attemptInScope } from "../../analysis/attempt.js";
import { harmless } from "../../recognise/tool/coverage.js";
import { overrunEnds } from "../../recognise/tool/overrun.js";
import { found, passed } from "../outcome.js";
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
