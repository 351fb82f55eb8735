/** Limits that hold the parameters together: asserts that a program fails with before its geometry does. */

import { limitMarginShare } from "../../../../tolerances.js";
import type { LimitPlan } from "../types.js";
import { isLiteral, type Quantity } from "./quantity.js";

/** What the base of a part measures, for the limits of what is cut into it. */
export interface Stock {
  readonly noun: string;
  /** Along the global axes. */
  readonly sizes: readonly (Quantity | undefined)[];
  /** Where it begins and ends along the global axes. */
  readonly ends: readonly (readonly [Quantity, Quantity] | undefined)[];
  /** The same, and along the extrusion. */
  readonly box: readonly (readonly [Quantity, Quantity] | undefined)[];
  /** Of a round base. */
  readonly diameter?: Quantity;
}

export interface Limits {
  /** `value` must stay below `limit`; nothing is stated that does not hold, or that no parameter can break. */
  below(value: Quantity, limit: Quantity | undefined, error: string): void;
}

/** Collects limits. `use` is called for every quantity that is stated; `stated` says what there is so far. */
export function createLimits(use: (quantity: Quantity) => void): Limits & { stated(): readonly LimitPlan[] } {
  const limits: LimitPlan[] = [];
  return {
    below(value, limit, error) {
      if (!limit || isLiteral(value) || isLiteral(limit) || value.value > limit.value * (1 - limitMarginShare)) return;
      use(value);
      use(limit);
      limits.push({ value, limit, error });
    },
    // What is smaller than another that stays below the same limit cannot break it first, and once is enough to say the same.
    stated: () =>
      limits.filter((one, i) => !limits.some((other, k) => isStricter(other, one) || (k < i && isSame(other, one)))),
  };
}

const isStricter = (other: LimitPlan, one: LimitPlan): boolean =>
  other.error === one.error && sameTerms(other.limit, one.limit) && other.value.value > one.value.value;

const isSame = (other: LimitPlan, one: LimitPlan): boolean =>
  sameTerms(other.limit, one.limit) && sameTerms(other.value, one.value);

const sameTerms = (a: Quantity, b: Quantity): boolean =>
  a.value === b.value && [...a.terms.keys()].join() === [...b.terms.keys()].join();
