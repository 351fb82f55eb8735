/**
 * Sizes as their author had them. A size is the difference of coordinates that a file rounds each for itself: 109.999999895 was 110, and
 * 6.146447 and 6.146446391 were one.
 */
import { derivedMm, fileNoiseMm, roundingMm } from "../../../../tolerances.js";
import type { Snap } from "../../../../verify/types.js";
import type { NumberTexts } from "../../../kcl/numbers.js";
import { mmPer } from "../../../kcl/numbers.js";
import { factors, typedDecimals } from "./typed.js";

/** steps. Numbers with a factor of trigonometry are taken for meant where what is multiplied has two decimals less than people may type. */
const coarseSteps = 100;

export interface Sizes {
  /** The size that was meant, mm. */
  meant(what: string, mm: number): number;
  /** Those that are not what was measured. */
  snaps(): readonly Snap[];
}

/** A table of the sizes of one program. A budget of 0 takes every size as it is. */
export function createSizes(unit: NumberTexts["unit"], budgetMm: number): Sizes {
  const noise = Math.min(fileNoiseMm, budgetMm);
  const step = mmPer(unit) / 10 ** typedDecimals[unit];
  const irrational = [...factors.map(([, factor]) => factor), Math.PI].map((factor) => coarseSteps * step * factor);
  const long: number[] = [];
  const snaps = new Map<string, Snap>();
  const meantOf = (mm: number): number => {
    if (noise === 0) return mm;
    const typed = Math.round(mm / step) * step;
    if (Math.abs(typed - mm) < noise) return Number(typed.toPrecision(15));
    // 7.071068 is 10 sin 45. The grid is coarse, because numbers that are anywhere come near a fine one.
    const grid = irrational.find((by) => mm > noise && Math.abs(Math.round(mm / by) * by - mm) < noise);
    if (grid !== undefined) return Math.round(mm / grid) * grid;
    // Of two of one value the first counts.
    const known = long.find((size) => Math.abs(size - mm) < noise);
    if (known === undefined) long.push(mm);
    return known ?? mm;
  };
  return {
    meant(what, mm) {
      const after = meantOf(mm);
      if (Math.abs(after - mm) > derivedMm) snaps.set(`${what} ${mm.toFixed(9)}`, { what, before: mm, after });
      return Math.abs(after - mm) > roundingMm ? after : mm;
    },
    snaps: () => [...snaps.values()],
  };
}
