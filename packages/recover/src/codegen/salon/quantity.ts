/** Values that know how they depend on the parameters: sums of parameters with factors, and a constant. Lengths in mm. */
import { atom, binary, type Expression } from "../kcl/kcl.js";

export interface Quantity {
  readonly value: number;
  /** By name of the parameter; no factor is 0. */
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/** A factor or constant smaller than this is gone. */
const vanished = 1e-9;

export const literal = (value: number): Quantity => ({ value, terms: new Map(), constant: value });
export const zero: Quantity = literal(0);
export const named = (name: string, value: number): Quantity => ({ value, terms: new Map([[name, 1]]), constant: 0 });

export function plus(a: Quantity, b: Quantity, factor = 1): Quantity {
  const terms = new Map(a.terms);
  for (const [name, f] of b.terms) {
    const sum = (terms.get(name) ?? 0) + factor * f;
    if (Math.abs(sum) < vanished) terms.delete(name);
    else terms.set(name, sum);
  }
  const constant = a.constant + factor * b.constant;
  return { value: a.value + factor * b.value, terms, constant: Math.abs(constant) < vanished ? 0 : constant };
}

export const minus = (a: Quantity, b: Quantity): Quantity => plus(a, b, -1);
export const times = (a: Quantity, factor: number): Quantity => plus(zero, a, factor);
export const isLiteral = (q: Quantity): boolean => q.terms.size === 0;

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
  if (Math.abs(factor) < 1 && Math.abs(inverse - Math.round(inverse)) < vanished) {
    return binary(atom(factor < 0 ? `-${name}` : name), "/", atom(String(Math.abs(Math.round(inverse)))));
  }
  return binary(atom(String(Number(factor.toFixed(9)))), "*", atom(name));
}
