/** The parameters of a program: named driving values, declared at the top, only those that are used. */
import type { Expression, Statement } from "../kcl/kcl.js";
import { atom } from "../kcl/kcl.js";
import type { Names } from "../kcl/names.js";
import type { NumberTexts } from "../kcl/numbers.js";
import { named, type Quantity, quantityExpression } from "./quantity.js";

interface Parameter {
  readonly name: string;
  readonly text: string;
  /** Comment above the group that it stands in. */
  readonly group: string;
  used: boolean;
}

export interface Parameters {
  /**
   * The length parameter `base`: the one that is there already when it has the same value, else a new one (base2, ...).
   * It is declared when something prints it.
   */
  length(base: string, valueMm: number): Quantity;
  /** A length that is no dimension of the part: how far cutters overrun and joints overlap. */
  allowance(base: string, valueMm: number): Quantity;
  /** A whole number; the expression that stands for it. */
  count(base: string, value: number): Expression;
  angle(base: string, valueRad: number): Expression;
  /** KCL of a quantity; marks the parameters in it as used. */
  print(quantity: Quantity): Expression;
  /** Parameters that come from now on stand under this comment. */
  group(title: string): void;
  declarations(): readonly Statement[];
  size(): number;
}

const allowances = "Allowances, so that no faces of stock and tool coincide";

/** A list this short needs no headings. */
const ungrouped = 9;

export function createParameters(names: Names, numbers: NumberTexts): Parameters {
  const byName = new Map<string, Parameter>();
  const byValue = new Map<string, string>();
  let group = "";

  /** `base` where it is free or means the same value; numbered otherwise. */
  const declare = (base: string, text: string): string => {
    const key = `${base}=${text}`;
    const known = byValue.get(key);
    if (known) return known;
    const name = names.unique(base);
    byName.set(name, { name, text, group, used: false });
    byValue.set(key, name);
    return name;
  };
  const use = (name: string): void => {
    const parameter = byName.get(name);
    if (parameter) parameter.used = true;
  };
  const used = (): Parameter[] => [...byName.values()].filter((p) => p.used);
  const lengthText = (mm: number): string => numbers.length(mm) + numbers.unit;

  /** Groups in the order of their first parameter; allowances come last. */
  const inGroups = (parameters: readonly Parameter[]): Parameter[] => {
    const titles = [...new Set(parameters.map((p) => p.group))];
    const order = (title: string): number => (title === allowances ? titles.length : titles.indexOf(title));
    return [...parameters].sort((a, b) => order(a.group) - order(b.group));
  };

  return {
    allowance(base, valueMm) {
      const before = group;
      group = allowances;
      const quantity = named(declare(base, lengthText(valueMm)), valueMm);
      group = before;
      return quantity;
    },
    length: (base, valueMm) => named(declare(base, lengthText(valueMm)), valueMm),
    count(base, value) {
      const name = declare(base, String(value));
      use(name);
      return atom(name);
    },
    angle(base, valueRad) {
      const name = declare(base, numbers.angle(valueRad, 1e3));
      use(name);
      return atom(name);
    },
    print(quantity) {
      for (const name of quantity.terms.keys()) use(name);
      return quantityExpression(quantity, lengthText);
    },
    group(title) {
      group = title;
    },
    declarations() {
      const statements: Statement[] = [];
      let last: string | undefined;
      const all = inGroups(used());
      for (const { name, text, group: own } of all) {
        const title = all.length <= ungrouped ? "Driving dimensions" : own;
        if (title !== last) statements.push({ kind: "blank" }, { kind: "comment", text: title });
        last = title;
        statements.push({ kind: "assign", name, value: atom(text) });
      }
      return statements;
    },
    size: () => used().length,
  };
}
