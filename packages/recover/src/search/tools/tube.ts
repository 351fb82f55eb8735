/** The residual is a profile along a path. */

import { attempt } from "../../analysis/attempt.js";
import { asTube } from "../../recognise/sweep/tube.js";
import { found, passed } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

export const tubeTool: ToolStrategy = {
  name: "tube",
  try: ({ kernel }, { graph }) => {
    const node = attempt(() => asTube(kernel, graph));
    return node ? found([node]) : passed;
  },
};
