/** Unions of slices, compared more strictly than residuals are: a cell or an end that spills over by a little would be refused by the proof. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { buildNode } from "../../model/build.js";
import type { Node } from "../../model/types.js";
import { disjoint, within } from "../../recognise/tool/residual.js";
import type { Target } from "../../recognise/tool/target.js";
import { exactVolumeShare } from "../../tolerances.js";
import type { SearchContext } from "../context.js";
import { flush } from "../flush.js";

/** Ends are run over where points beyond them say so; here exactly: a tool that spills over the part, or into it, is made without. */
export function withoutSpill({ kernel }: SearchContext, target: Target, over: readonly Node[]): readonly Node[] {
  const { part, operation, diagonalMm } = target;
  const isClean = (tool: Node): boolean =>
    attemptInScope(kernel, () => {
      const body = buildNode(kernel, tool, { check: false });
      return operation === "add" ? within(kernel, body, part, diagonalMm) : disjoint(kernel, body, part, diagonalMm);
    }) ?? false; // default: who knows
  return over.map((tool) => (isClean(tool) ? tool : flush(tool)));
}

/** The first form that is the solid by `isIt`, and valid. */
export const formThatIs = (
  { kernel }: SearchContext,
  forms: readonly Node[],
  solid: Shape,
  isIt: (kernel: Kernel, body: Shape, solid: Shape) => boolean,
): Node | undefined =>
  forms.find((form) =>
    attemptInScope(kernel, () => {
      const body = buildNode(kernel, form, { check: false });
      return isIt(kernel, body, solid) && kernel.isValid(body);
    }),
  );

/** As near as two ways to build one body come. */
export function isExact(kernel: Kernel, body: Shape, solid: Shape): boolean {
  const [is, was] = [kernel.massProperties(body).volume, kernel.massProperties(solid).volume];
  return Math.abs(is - was) <= exactVolumeShare * was;
}
