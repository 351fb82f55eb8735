/** The residual is a profile carried by a screw: a tooth of a helical gear, a turn of a thread between two flat ends. */

import { attempt } from "../../analysis/attempt.js";
import { asScrew } from "../../recognise/helix/screwed.js";
import { found, passed } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

export const screwTool: ToolStrategy = {
  name: "screw",
  try: ({ kernel }, { graph }) => {
    const node = attempt(() => asScrew(kernel, graph));
    return node ? found([node]) : passed;
  },
};
