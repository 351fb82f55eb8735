/** A clamped, non-periodic spline of any number of coordinates over knots that are written out. */
import type { Pole } from "./blossom.js";

export interface Spline {
  readonly degree: number;
  readonly flat: readonly number[];
  readonly poles: readonly Pole[];
}
