/** A solid in pieces, cut along one plane or another whole surface. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt } from "../../analysis/attempt.js";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { buildNode } from "../../model/build.js";
import { overrunLength } from "../../recognise/tool/overrun.js";
import { isDust } from "../../recognise/tool/residual.js";
import { slicedBalanceShare } from "../../tolerances.js";
import { surfaceBody } from "../cells/surfaceBody.js";

/** The pieces on both sides; undefined where the kernel fails, and where they do not weigh what the solid weighs. They belong to the current scope. */
export function sliceAlong(
  kernel: Kernel,
  graph: SolidGraph,
  surface: ElementarySurface,
): readonly Shape[] | undefined {
  const reach = { box: graph.box, marginMm: overrunLength(graph.topology) };
  const half = surfaceBody(surface, reach);
  if (!half) return undefined;
  return attempt(() =>
    kernel.scope((keep) => {
      const side = buildNode(kernel, half, { check: false });
      const { shape } = kernel.split([graph.shape], [side], { check: false });
      // One by one: faces that two pieces share are not merged with their neighbours.
      const pieces = kernel
        .solids(shape)
        .filter((piece) => !isDust(kernel, piece, graph.diagonalMm))
        .map((piece) => kernel.unify(piece).shape);
      const whole = kernel.roughMass(graph.shape).volume;
      const together = pieces.reduce((sum, piece) => sum + kernel.roughMass(piece).volume, 0);
      const isWhole = Math.abs(together - whole) <= slicedBalanceShare * whole;
      return pieces.length > 1 && isWhole ? pieces.map(keep) : undefined;
    }),
  );
}
