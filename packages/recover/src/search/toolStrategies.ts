/** The ways to make a residual a tool, in the order in which they are tried: what is one feature first, a whole search of its own last. */
import type { ToolStrategy } from "./strategy.js";
import { draftedTool } from "./tools/drafted.js";
import { halfSpaceTools } from "./tools/halfSpaces.js";
import { nestedTool } from "./tools/nested.js";
import { prismTool } from "./tools/prism.js";
import { revolvedTool } from "./tools/revolved.js";
import { roomTools } from "./tools/rooms.js";
import { screwTool } from "./tools/screw.js";
import { shadowedTool } from "./tools/shadow.js";
import { tubeTool } from "./tools/tube.js";
import { wholeTool } from "./tools/whole.js";
import { wholeSurfaceTool } from "./tools/wholeSurface.js";

export const toolStrategies: readonly ToolStrategy[] = [
  wholeTool,
  tubeTool,
  screwTool,
  prismTool,
  revolvedTool,
  wholeSurfaceTool,
  shadowedTool,
  roomTools,
  halfSpaceTools,
  draftedTool,
  nestedTool,
];
