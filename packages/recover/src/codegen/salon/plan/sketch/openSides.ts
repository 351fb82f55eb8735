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

/** Notes where the open sides of a drawing on the global axes are. */
export function noteOpenSides(scope: Scope, drafting: Drafting, axes: readonly [Axis, Axis], outline: Outline): void {
  for (const i of [0, 1] as const) {
    const stock = scope.stock?.box[axes[i]];
    if (!stock) continue;
    const [start, end] = stock;
    const [low, high] = [outline.low[i], outline.high[i]];
    const [before, after] = [openBy(start.value - low), openBy(high - end.value)];
    const datums = drafting.datums[i];
    const allowance = (mm: number): Quantity => scope.parameters.allowance("cutterOverrun", mm);
    const size = (value: number): Quantity =>
      scope.parameters.length(`${inPart(scope, drafting.noun)}${drafting.sizes[i]}`, value);
    if (before !== undefined) {
      datums.note(low, minus(start, allowance(before)));
      if (after === undefined && !datums.find(high)) datums.note(high, plus(start, size(high - start.value)));
    }
    if (after !== undefined) {
      datums.note(high, plus(end, allowance(after)));
      if (before === undefined && !datums.find(low)) datums.note(low, minus(end, size(end.value - low)));
    }
  }
}

/** mm, as it is typed: what the file's noise leaves of an allowance is that allowance. Undefined where nothing runs over. */
function openBy(mm: number): number | undefined {
  const typed = Number(mm.toPrecision(1));
  return mm > sameCoordinateMm && Math.abs(typed - mm) < sameCoordinateMm ? typed : undefined;
}
