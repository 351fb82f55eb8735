/** Coordinates that have a name: planes and ends that earlier features put somewhere, along one axis. */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { minus, plus, type Quantity, times, zero } from "./quantity.js";

export interface Datums {
  /** The quantity of a coordinate that is known, or the mirror image of a known one; the origin always is. */
  find(coordinate: number): Quantity | undefined;
  /** Notes what a coordinate depends on; the first note stays. */
  note(coordinate: number, quantity: Quantity): void;
  /**
   * Quantities of the two ends of a range: known ones stay, the others come from `size` (named only when it is needed)
   * and, when neither end is known nor the range symmetric, from `place`.
   */
  range(low: number, high: number, size: () => Quantity, place: () => Quantity): readonly [Quantity, Quantity];
}

export function createDatums(): Datums {
  const known: { readonly at: number; readonly quantity: Quantity }[] = [{ at: 0, quantity: zero }];
  const exact = (at: number): Quantity | undefined =>
    known.find((entry) => Math.abs(entry.at - at) < sameCoordinateMm)?.quantity;
  const find = (at: number): Quantity | undefined => {
    const here = exact(at);
    if (here) return here;
    const opposite = exact(-at);
    return opposite && times(opposite, -1);
  };
  const note = (at: number, quantity: Quantity): void => {
    if (!exact(at)) known.push({ at, quantity });
  };
  return {
    find,
    note,
    range(low, high, size, place) {
      const [below, above] = [find(low), find(high)];
      if (below && above) return [below, above];
      let ends: readonly [Quantity, Quantity];
      if (Math.abs(low + high) < sameCoordinateMm) ends = [times(size(), -0.5), times(size(), 0.5)];
      else if (below) ends = [below, plus(below, size())];
      else if (above) ends = [minus(above, size()), above];
      else {
        const start = place();
        ends = [start, plus(start, size())];
      }
      note(low, ends[0]);
      note(high, ends[1]);
      return ends;
    },
  };
}
