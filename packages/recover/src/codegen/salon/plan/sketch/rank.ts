/** Which equations say something new: Gaussian elimination, one row at a time. */

import { must } from "@unbake/ground";
import { dependentRowShare } from "../../../../tolerances.js";

export interface Equations {
  readonly rank: number;
  /** Adds all the rows if each is independent of those before; otherwise adds none and says false. */
  add(rows: readonly SparseRow[]): boolean;
}

/** Coefficients by unknown. */
export type SparseRow = readonly (readonly [unknown: number, coefficient: number])[];

export function createEquations(unknowns: number): Equations {
  /** Reduced rows, each with the unknown that it is solved for. */
  const solved: { pivot: number; row: Float64Array }[] = [];

  const reduce = (sparse: SparseRow): { pivot: number; row: Float64Array } | undefined => {
    const row = new Float64Array(unknowns);
    for (const [i, c] of sparse) row[i] = must(row[i], "unknown of an equation") + c;
    const length = Math.hypot(...row);
    if (length === 0) return undefined;
    for (const { pivot, row: other } of solved) {
      const factor = must(row[pivot], "unknown of an equation");
      if (factor === 0) continue;
      for (let i = 0; i < unknowns; i++)
        row[i] = must(row[i], "unknown of an equation") - factor * must(other[i], "unknown of an equation");
    }
    let pivot = 0;
    for (let i = 1; i < unknowns; i++)
      if (Math.abs(must(row[i], "unknown of an equation")) > Math.abs(must(row[pivot], "unknown of an equation")))
        pivot = i;
    const lead = must(row[pivot], "unknown of an equation");
    if (Math.abs(lead) < dependentRowShare * length) return undefined;
    for (let i = 0; i < unknowns; i++) row[i] = must(row[i], "unknown of an equation") / lead;
    return { pivot, row };
  };

  return {
    get rank() {
      return solved.length;
    },
    add(rows) {
      const before = solved.length;
      for (const sparse of rows) {
        const reduced = reduce(sparse);
        if (!reduced) {
          solved.length = before;
          return false;
        }
        solved.push(reduced);
      }
      return true;
    },
  };
}
