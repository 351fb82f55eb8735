/** Values that know how they depend on the parameters: sums of parameters with factors, and a constant. Lengths in mm. */

import { countOf } from "@unbake/ground";
import { vanishedFactor } from "../../../../tolerances.js";

export interface Quantity {
  readonly value: number;
  /** By name of the parameter; no factor is 0. */
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

export const literal = (value: number): Quantity => ({ value, terms: new Map(), constant: value });
export const zero: Quantity = literal(0);
export const named = (name: string, value: number): Quantity => ({ value, terms: new Map([[name, 1]]), constant: 0 });

export function plus(a: Quantity, b: Quantity, factor = 1): Quantity {
  const terms = new Map(a.terms);
  for (const [name, f] of b.terms) {
    const sum = countOf(terms, name) + factor * f;
    if (Math.abs(sum) < vanishedFactor) terms.delete(name);
    else terms.set(name, sum);
  }
  const constant = a.constant + factor * b.constant;
  return { value: a.value + factor * b.value, terms, constant: Math.abs(constant) < vanishedFactor ? 0 : constant };
}

export const minus = (a: Quantity, b: Quantity): Quantity => plus(a, b, -1);
export const times = (a: Quantity, factor: number): Quantity => plus(zero, a, factor);
export const isLiteral = (q: Quantity): boolean => q.terms.size === 0;
