/** A revolution around the residual does no harm, or several that together cover it. */

import { attemptInScope } from "../../analysis/attempt.js";
import { revolveHulls } from "../../recognise/revolution/revolveHull.js";
import { found, passed } from "../outcome.js";
import { singleTool } from "../singleTool.js";
import type { ToolStrategy } from "../strategy.js";

export const revolvedTool: ToolStrategy = {
  name: "revolved hull",
  try: ({ kernel }, { graph, target }) => {
    const hulls = attemptInScope(kernel, () => revolveHulls(kernel, graph, target));
    return hulls ? found(hulls.map((hull) => singleTool(kernel, hull, target))) : passed;
  },
};
