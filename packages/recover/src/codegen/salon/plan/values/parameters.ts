/** The parameters of a program: named driving values, declared at the top, only those that are used. */
import type { Names } from "../../../kcl/names.js";
import type { NumberTexts } from "../../../kcl/numbers.js";
import type { ParameterPlan } from "../types.js";
import { named, type Quantity } from "./quantity.js";

export interface Parameters {
  /**
   * The length parameter `base`: the one that is there already when it has the same value, else a new one (base2, ...).
   * It is declared when something uses it.
   */
  length(base: string, valueMm: number): Quantity;
  /** A length that is no dimension of the part: how far cutters overrun and joints overlap. */
  allowance(base: string, valueMm: number): Quantity;
  /** The name of a whole number, which is used. */
  count(base: string, value: number): string;
  /** The name of an angle, which is used. */
  angle(base: string, valueRad: number): string;
  /** The same quantity; the program will use the parameters in it. */
  use(quantity: Quantity): Quantity;
}

export interface ParameterTable {
  /** Parameters that stand under this comment. */
  under(group: string): Parameters;
  /** The program will use the parameters of a quantity. */
  use(quantity: Quantity): void;
  /** Those that are used so far, in the order in which they are declared. */
  used(): readonly ParameterPlan[];
}

const allowances = "Allowances, so that no faces of stock and tool coincide";

/** A list this short needs no headings. */
const ungrouped = 9;

/** An empty table of parameters. */
export function createParameters(names: Names, numbers: NumberTexts): ParameterTable {
  const byName = new Map<string, ParameterPlan>();
  const byValue = new Map<string, string>();
  const used = new Set<string>();

  /** `base` where it is free or means the same value; numbered otherwise. */
  const declare = (base: string, text: string, group: string): string => {
    const key = `${base}=${text}`;
    const known = byValue.get(key);
    if (known) return known;
    const name = names.unique(base);
    byName.set(name, { name, text, group });
    byValue.set(key, name);
    return name;
  };
  const lengthText = (mm: number): string => numbers.length(mm) + numbers.unit;
  const use = (quantity: Quantity): void => {
    for (const name of quantity.terms.keys()) used.add(name);
  };
  const useName = (name: string): string => {
    used.add(name);
    return name;
  };
  return {
    under: (group) => ({
      length: (base, valueMm) => named(declare(base, lengthText(valueMm), group), valueMm),
      allowance: (base, valueMm) => named(declare(base, lengthText(valueMm), allowances), valueMm),
      count: (base, value) => useName(declare(base, String(value), group)),
      angle: (base, valueRad) => useName(declare(base, numbers.angle(valueRad, 1e3), group)),
      use(quantity) {
        use(quantity);
        return quantity;
      },
    }),
    use,
    used: () => inGroups([...byName.values()].filter((parameter) => used.has(parameter.name))),
  };
}

/** Groups in the order of their first parameter; allowances come last. */
function inGroups(parameters: readonly ParameterPlan[]): readonly ParameterPlan[] {
  const titles = [...new Set(parameters.map((p) => p.group))];
  const order = (title: string): number => (title === allowances ? titles.length : titles.indexOf(title));
  const sorted = [...parameters].sort((a, b) => order(a.group) - order(b.group));
  return sorted.length <= ungrouped ? sorted.map((p) => ({ ...p, group: "Driving dimensions" })) : sorted;
}
