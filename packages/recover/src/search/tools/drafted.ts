/** The residual is a body whose sides all lean towards one end: a pocket with draft. */
import { asDrafted } from "../../recognise/loft/drafted.js";
import { overrunDrafted } from "../../recognise/loft/overrunDrafted.js";
import { found, passed } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

export const draftedTool: ToolStrategy = {
  name: "drafted",
  try: ({ kernel }, { graph, target }) => {
    const node = asDrafted(graph);
    return node ? found([overrunDrafted(kernel, target, node)]) : passed;
  },
};
