/** The residual is one extrusion or one revolution. */

import { asWhole } from "../../recognise/whole.js";
import { found, passed } from "../outcome.js";
import { singleTool } from "../singleTool.js";
import type { ToolStrategy } from "../strategy.js";

export const wholeTool: ToolStrategy = {
  name: "whole",
  try: ({ kernel }, { graph, target }) => {
    const node = asWhole(kernel, graph);
    return node ? found([singleTool(kernel, node, target)]) : passed;
  },
};
