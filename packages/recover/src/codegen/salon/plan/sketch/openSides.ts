/**
 * The sides of a cutter's drawing that lie outside of its stock: they are the stock's end and the allowance, and what is between the stock's end and
 * the opposite side is the size that a drawing of the part has.
 */
import { sameCoordinateMm } from "../../../../tolerances.js";
import { inPart, type Scope } from "../scope.js";
import { minus, plus, type Quantity } from "../values/quantity.js";
import type { Outline } from "./outline.js";
import type { Drafting } from "./positions.js";

type Axis = 0 | 1 | 2;

/** Notes where the open sides of a drawing on the global axes are: those that run over by `allowedMm`, as the cutter's ends do. */
export function noteOpenSides(
  scope: Scope,
  drafting: Drafting,
  axes: readonly [Axis, Axis],
  outline: Outline,
  allowedMm: number,
): void {
  for (const i of [0, 1] as const) {
    const stock = scope.stock?.box[axes[i]];
    if (!stock) continue;
    const [start, end] = stock;
    const [low, high] = [outline.low[i], outline.high[i]];
    const isOpen = (mm: number): boolean => Math.abs(mm - allowedMm) < sameCoordinateMm;
    const [before, after] = [isOpen(start.value - low), isOpen(high - end.value)];
    const datums = drafting.datums[i];
    if (!before && !after) continue;
    const allowance = scope.parameters.allowance("cutterOverrun", allowedMm);
    const size = (value: number): Quantity =>
      scope.parameters.length(`${inPart(scope, drafting.noun)}${drafting.sizes[i]}`, value);
    if (before) {
      datums.note(low, minus(start, allowance));
      if (!after && !datums.find(high)) datums.note(high, plus(start, size(high - start.value)));
    }
    if (after) {
      datums.note(high, plus(end, allowance));
      if (!before && !datums.find(low)) datums.note(low, minus(end, size(end.value - low)));
    }
  }
}
