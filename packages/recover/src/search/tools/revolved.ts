/** A revolution around the residual does no harm. */

import { attemptInScope } from "../../analysis/attempt.js";
import { revolveHull } from "../../recognise/revolution/revolveHull.js";
import { found, passed } from "../outcome.js";
import { singleTool } from "../singleTool.js";
import type { ToolStrategy } from "../strategy.js";

export const revolvedTool: ToolStrategy = {
  name: "revolved hull",
  try: ({ kernel }, { graph, target }) => {
    const hull = attemptInScope(kernel, () => revolveHull(kernel, graph, target));
    return hull ? found([singleTool(kernel, hull, target)]) : passed;
  },
};
