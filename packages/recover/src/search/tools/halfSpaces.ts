/** The residual is what lies beyond planes of the part. */
import { attemptInScope } from "../../analysis/attempt.js";
import { halfSpaces } from "../halfSpaces.js";
import { foundIf } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

export const halfSpaceTools: ToolStrategy = {
  name: "half spaces",
  try: ({ kernel }, { graph, target }) => foundIf(attemptInScope(kernel, () => halfSpaces(kernel, graph, target))),
};
