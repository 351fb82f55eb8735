/** A quantity as KCL: a sum of parameters with factors, and a constant. */

import { vanishedFactor } from "../../../tolerances.js";
import { atom, binary, type Expression } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { Quantity } from "../plan/values/quantity.js";

/** The quantity as KCL, its constant in the unit of the program. */
export const emitQuantity = (q: Quantity, numbers: NumberTexts): Expression =>
  quantityExpression(q, (mm) => numbers.length(mm) + numbers.unit);

/** The quantity as KCL: positive terms first; `length` prints a constant. */
export function quantityExpression(q: Quantity, length: (mm: number) => string): Expression {
  if (q.terms.size === 0) return atom(length(q.constant));
  const terms = [...q.terms].sort(([, a], [, b]) => Number(b > 0) - Number(a > 0));
  let sum: Expression | undefined;
  for (const [name, factor] of terms) {
    if (!sum) sum = product(name, factor);
    else sum = binary(sum, factor < 0 ? "-" : "+", product(name, Math.abs(factor)));
  }
  if (!sum) throw new RangeError("a sum has terms");
  if (q.constant === 0) return sum;
  return binary(sum, q.constant < 0 ? "-" : "+", atom(length(Math.abs(q.constant))));
}

function product(name: string, factor: number): Expression {
  if (factor === 1) return atom(name);
  if (factor === -1) return atom(`-${name}`);
  const inverse = 1 / factor;
  if (Math.abs(factor) < 1 && Math.abs(inverse - Math.round(inverse)) < vanishedFactor) {
    return binary(atom(factor < 0 ? `-${name}` : name), "/", atom(String(Math.abs(Math.round(inverse)))));
  }
  return binary(atom(String(Number(factor.toFixed(9)))), "*", atom(name));
}
