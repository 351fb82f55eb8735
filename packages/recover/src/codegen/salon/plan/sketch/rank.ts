/** Which equations say something new: Gaussian elimination, one sparse row at a time. */

import { countOf } from "@unbake/ground";
import { dependentRowShare } from "../../../../tolerances.js";

export interface Equations {
  readonly rank: number;
  /** Adds all the rows if each is independent of those before; otherwise adds none and says false. */
  add(rows: readonly SparseRow[]): boolean;
  /** Adds those of the rows that are independent; false when none is. */
  addSome(rows: readonly SparseRow[]): boolean;
  /** The row says nothing that those before do not say. */
  follows(row: SparseRow): boolean;
}

/** Coefficients by unknown. */
export type SparseRow = readonly (readonly [unknown: number, coefficient: number])[];

type Row = Map<number, number>;

/** No equations yet about so many unknowns. */
export function createEquations(unknowns: number): Equations {
  /** Reduced rows by the unknown that each is solved for (its coefficient is 1), in the order in which they came. */
  const solved: { readonly pivot: number; readonly row: Row }[] = [];

  const reduce = (sparse: SparseRow): { readonly pivot: number; readonly row: Row } | undefined => {
    const row: Row = new Map();
    for (const [i, c] of sparse) {
      if (i < 0 || i >= unknowns) throw new RangeError(`there is no unknown ${i}`);
      row.set(i, countOf(row, i) + c);
    }
    const length = Math.hypot(...row.values());
    if (length === 0) return undefined;
    for (const { pivot, row: other } of solved) {
      const factor = row.get(pivot);
      if (factor === undefined || factor === 0) continue;
      for (const [i, c] of other) row.set(i, countOf(row, i) - factor * c);
      row.delete(pivot);
    }
    const [pivot, lead] = largest(row);
    if (Math.abs(lead) < dependentRowShare * length) return undefined;
    return { pivot, row: new Map([...row].filter(([, c]) => c !== 0).map(([i, c]) => [i, c / lead])) };
  };

  const addOne = (sparse: SparseRow): boolean => {
    const reduced = reduce(sparse);
    if (reduced) solved.push(reduced);
    return reduced !== undefined;
  };

  return {
    get rank() {
      return solved.length;
    },
    add(rows) {
      const before = solved.length;
      const all = rows.every(addOne);
      if (!all) solved.length = before;
      return all;
    },
    addSome: (rows) => rows.map(addOne).some(Boolean),
    follows: (row) => reduce(row) === undefined,
  };
}

/** The unknown with the largest coefficient, and that; an empty row has none. */
function largest(row: Row): readonly [unknown: number, coefficient: number] {
  let best: readonly [number, number] = [0, 0];
  for (const entry of row) if (Math.abs(entry[1]) > Math.abs(best[1])) best = entry;
  return best;
}
