/**
 * KCL as data: what the printers build. `layout.ts` turns it into the text that the official formatter leaves unchanged.
 *
 * - expression: a value. statement: a line of a program or of a block.
 * - block: statements in braces (a constraint sketch, the body of a function).
 */

export type Expression =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | {
      readonly kind: "call";
      readonly callee: string;
      /** The one argument without a label. */
      readonly first?: Expression;
      readonly args: readonly Field[];
    }
  | { readonly kind: "pipe"; readonly steps: readonly Expression[] }
  | { readonly kind: "binary"; readonly left: Expression; readonly operator: Operator; readonly right: Expression }
  | { readonly kind: "sketch"; readonly on: Expression; readonly body: readonly Statement[] };

export type Operator = "+" | "-" | "*" | "/" | "==";

export type Field = readonly [name: string, value: Expression];

export type Statement =
  | { readonly kind: "assign"; readonly name: string; readonly value: Expression }
  | { readonly kind: "do"; readonly value: Expression }
  | { readonly kind: "return"; readonly value: Expression }
  /** `parameters` as written, e.g. "@i". */
  | {
      readonly kind: "function";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Statement[];
    }
  /** One line of text without the slashes. */
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "blank" };

export const atom = (text: string): Expression => ({ kind: "atom", text });
export const array = (items: readonly Expression[]): Expression => ({ kind: "array", items });
export const object = (fields: readonly Field[]): Expression => ({ kind: "object", fields });
export const pipe = (...steps: readonly Expression[]): Expression => ({ kind: "pipe", steps });
export const text = (value: string): Expression => atom(`"${value}"`);

/** A call with labelled arguments only. */
export const call = (callee: string, args: Readonly<Record<string, Expression | undefined>>): Expression => ({
  kind: "call",
  callee,
  args: present(args),
});

/** A call whose first argument has no label. */
export const callOn = (
  callee: string,
  first: Expression,
  args: Readonly<Record<string, Expression | undefined>> = {},
): Expression => ({ kind: "call", callee, first, args: present(args) });

export const binary = (left: Expression, operator: Operator, right: Expression): Expression => ({
  kind: "binary",
  left,
  operator,
  right,
});

/** One expression alone, several as an array. */
export const oneOrArray = (items: readonly Expression[]): Expression => {
  const [first] = items;
  return first && items.length === 1 ? first : array(items);
};

const present = (args: Readonly<Record<string, Expression | undefined>>): Field[] =>
  Object.entries(args).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
