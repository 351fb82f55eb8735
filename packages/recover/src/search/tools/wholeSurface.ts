/** The residual lies in the whole sphere or torus that one of its faces is a piece of: a ball seat, a round groove. */
import { attemptInScope } from "../../analysis/attempt.js";
import { wholeSurfaces } from "../../recognise/revolution/wholeSurface.js";
import { covers, harmless } from "../../recognise/tool/coverage.js";
import { foundIf } from "../outcome.js";
import type { ToolStrategy } from "../strategy.js";

export const wholeSurfaceTool: ToolStrategy = {
  name: "whole surface",
  try: ({ kernel }, { graph, target }) => {
    const node = attemptInScope(kernel, () => {
      const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map(({ area }) => area);
      return wholeSurfaces(graph, areas).find(
        (one) => harmless(kernel, one, target) && covers(kernel, [one], graph.shape, target),
      );
    });
    return foundIf(node && [node]);
  },
};
