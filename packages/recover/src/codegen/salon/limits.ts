/** Limits that hold the parameters together: asserts that a program fails with before its geometry does. */
import { callOn, type Statement, text } from "../kcl/kcl.js";
import { layoutStatement } from "../kcl/layout.js";
import type { Parameters } from "./parameters.js";
import { isLiteral, type Quantity } from "./quantity.js";

/** What the base of a part measures, for the limits of what is cut into it. */
export interface Stock {
  readonly noun: string;
  /** Along the global axes. */
  readonly sizes: readonly (Quantity | undefined)[];
  /** Where it begins and ends along the global axes. */
  readonly ends: readonly (readonly [Quantity, Quantity] | undefined)[];
  /** Of a round base. */
  readonly diameter?: Quantity;
}

export interface Limits {
  /** `value` must stay below `limit`; nothing is stated that does not hold, or that no parameter can break. */
  below(value: Quantity, limit: Quantity | undefined, error: string): void;
  statements(): readonly Statement[];
}

/** A limit that is nearly reached already is none. */
const margin = 1e-6;

export function createLimits(parameters: Parameters): Limits {
  const stated = new Map<string, Statement>();
  return {
    below(value, limit, error) {
      if (!limit || isLiteral(value) || isLiteral(limit) || value.value > limit.value * (1 - margin)) return;
      const statement: Statement = {
        kind: "do",
        value: callOn("assert", parameters.print(value), { isLessThan: parameters.print(limit), error: text(error) }),
      };
      const key = layoutStatement(statement);
      if (!stated.has(key)) stated.set(key, statement);
    },
    statements: () => [...stated.values()],
  };
}
