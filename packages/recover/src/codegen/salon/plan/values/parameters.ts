/** The parameters of a program: named driving values, declared at the top, only those that are used. */
import { addTo, must } from "@unbake/ground";
import type { Snap } from "../../../../verify/types.js";
import type { Names } from "../../../kcl/names.js";
import type { NumberTexts } from "../../../kcl/numbers.js";
import type { Lettered } from "../features/letters.js";
import type { ParameterPlan } from "../types.js";
import type { DeclaredParameter } from "./betterNames.js";
import { derivedSizes } from "./derived.js";
import { literal, named, type Quantity } from "./quantity.js";
import { createSizes } from "./sizes.js";
import { partsOfDegrees } from "./turns.js";

export interface Parameters {
  /**
   * The length parameter `base`: the one that is there already when it has the same value, else a new one (base2, ...).
   * It is declared when something uses it.
   */
  length(base: string, valueMm: number): Quantity;
  /**
   * A coordinate of a corner or a centre of an arc, which is no size on a drawing: a parameter where several places depend on it, else
   * the number itself (`lone`).
   */
  place(base: string, valueMm: number): Quantity;
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
  /** Parameters that stand under this comment, of things that are told apart by letters. */
  under(group: string, lettered: readonly Lettered[]): Parameters;
  /** Parameters that several lettered things have alike, as `createParameters` takes them. */
  repeated(): ReadonlySet<string>;
  /** Places that one line uses and that no expression has to do with, as `createParameters` takes them. */
  lone(): ReadonlySet<string>;
  /** All that were asked for. */
  declared(): readonly DeclaredParameter[];
  /** The program will use the parameters of a quantity. */
  use(quantity: Quantity): void;
  /** Sizes that are not what was measured. */
  snaps(): readonly Snap[];
  /** Those that are used so far, in the order in which they are declared. */
  used(): readonly ParameterPlan[];
}

const derived = "Dimensions that follow from these";
const allowances = "Allowances, so that no faces of stock and tool coincide";

/** A list this short needs no headings. */
const ungrouped = 9;

interface Declaration {
  readonly value: number;
  readonly group: string;
  readonly letters: readonly Lettered[];
}

/** What is known of a program's parameters from an earlier table of them. */
export interface KnownParameters {
  /** What several things have alike: pocket A and pocket B of one width have one `pocketWidth`. */
  readonly shared: ReadonlySet<string>;
  /** Places that need no parameter. */
  readonly lone: ReadonlySet<string>;
  /** What names are to be instead (betterNames.ts). */
  readonly better: ReadonlyMap<string, string>;
}

/** An empty table of parameters. `budgetMm`: how far a size may be moved to what was meant. */
export function createParameters(
  names: Names,
  numbers: NumberTexts,
  { shared, lone, better, budgetMm }: KnownParameters & { readonly budgetMm: number },
): ParameterTable {
  const sizes = createSizes(numbers.unit, budgetMm);
  const declared = new Map<string, Omit<DeclaredParameter, "used">>();
  const byName = new Map<string, ParameterPlan>();
  const byValue = new Map<string, string>();
  /** How often each is used. */
  const used = new Map<string, number>();
  /** By name, what `createParameters` knows a place by. */
  const places = new Map<string, string>();
  /** What lettered names are without their letters, with the value, and which of them have it. */
  const lettered = new Map<string, Set<string>>();

  /** The name without letters where several things share the value, else the name itself. */
  const sharedName = (base: string, text: string, letters: readonly Lettered[]): string => {
    const plain = letters.reduce((name, letter) => withoutLetter(name, letter), base);
    if (plain === base) return base;
    const key = `${plain}=${text}`;
    lettered.set(key, new Set([...(lettered.get(key) ?? []), base]));
    return shared.has(key) && (byValue.has(key) || !byName.has(plain)) ? plain : base;
  };
  const baseOf = (wanted: string, text: string, letters: readonly Lettered[]): string =>
    spoken(sharedName(wanted, text, letters));
  /** `base` where it is free or means the same value; numbered otherwise. */
  const declare = (wanted: string, text: string, { value, group, letters }: Declaration): string => {
    const base = baseOf(wanted, text, letters);
    const key = `${base}=${text}`;
    const known = byValue.get(key);
    if (known) return known;
    const given = names.unique(base);
    const name = better.get(given) ?? given; // default: nothing better
    declared.set(name, { name, base, value });
    byName.set(name, { name, text, group });
    byValue.set(key, name);
    return name;
  };
  const lengthText = (mm: number): string => numbers.length(mm) + numbers.unit;
  const use = (quantity: Quantity): void => {
    for (const name of quantity.terms.keys()) addTo(used, name);
  };
  const useName = (name: string): string => {
    addTo(used, name);
    return name;
  };
  const usedParameters = (): readonly ParameterPlan[] => [...byName.values()].filter(({ name }) => used.has(name));
  const expressionsOf = (all: readonly ParameterPlan[]): ReadonlyMap<string, string> =>
    derivedSizes(
      all.flatMap(({ name, text }) =>
        text.endsWith(numbers.unit)
          ? [{ name, text, valueMm: must(declared.get(name), `the size of ${name}`).value }]
          : [],
      ),
      numbers,
    );
  return {
    under: (group, letters) => ({
      length: (base, valueMm) => {
        const value = sizes.meant(base, valueMm);
        return named(declare(base, lengthText(value), { value, group, letters }), valueMm);
      },
      place: (base, valueMm) => {
        const value = sizes.meant(base, valueMm);
        const text = lengthText(value);
        const key = `${baseOf(base, text, letters)}=${text}`;
        if (lone.has(key)) return literal(value);
        const isNew = !byValue.has(key);
        const name = declare(base, text, { value, group, letters });
        if (isNew) places.set(name, key);
        return named(name, valueMm);
      },
      allowance: (base, valueMm) =>
        named(declare(base, lengthText(valueMm), { value: valueMm, group: allowances, letters: [] }), valueMm),
      count: (base, value) => useName(declare(base, String(value), { value, group, letters })),
      angle: (base, valueRad) =>
        useName(declare(base, angleText(valueRad, numbers), { value: valueRad, group, letters })),
      use(quantity) {
        use(quantity);
        return quantity;
      },
    }),
    use,
    snaps: sizes.snaps,
    declared: () => [...declared.values()].map((parameter) => ({ ...parameter, used: used.has(parameter.name) })),
    repeated: () => new Set([...lettered].flatMap(([key, bases]) => (bases.size > 1 ? [key] : []))),
    lone: () => lonePlaces(places, used, expressionsOf(usedParameters())),
    used() {
      const all = usedParameters();
      return inGroups(all, expressionsOf(all));
    },
  };
}

function angleText(rad: number, numbers: NumberTexts): string {
  const text = numbers.angle(rad, 1e3);
  const fraction = partsOfDegrees(text);
  return fraction ? `${fraction.degrees}deg / ${fraction.parts}` : text;
}

/** Of places by name, those that are used once and have nothing to do with an expression. */
function lonePlaces(
  places: ReadonlyMap<string, string>,
  used: ReadonlyMap<string, number>,
  expressions: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const inExpressions = new Set([...expressions].flatMap(([name, text]) => [name, ...(text.match(/\w+/g) ?? [])]));
  const isLone = ([name]: readonly [string, string]): boolean => used.get(name) === 1 && !inExpressions.has(name);
  return new Set([...places].filter(isLone).map(([, key]) => key));
}

/** The linter takes two capitals in a row for a shortened word: "padAX" is "padAPlaceX", and hole A of hole A "holeAa". */
const spoken = (name: string): string =>
  name
    .replace(/([A-Z])([XYZ])(?=\d*$)/, "$1Place$2")
    .replace(/([A-Z])([A-Z])(?![a-z])/g, (_, first: string, second: string) => first + second.toLowerCase());

function withoutLetter(name: string, { noun, plain }: Lettered): string {
  if (name.startsWith(noun)) return plain + name.slice(noun.length);
  return name.replace(capital(noun), capital(plain));
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Groups in the order of their first parameter, then what follows from the others; allowances come last. */
function inGroups(
  parameters: readonly ParameterPlan[],
  expressions: ReadonlyMap<string, string>,
): readonly ParameterPlan[] {
  const following = [...expressions].map(([name, text]): ParameterPlan => ({ name, text, group: derived }));
  const driving = parameters.filter(({ name, group }) => group !== allowances && !expressions.has(name));
  const titles = [...new Set(driving.map((p) => p.group))];
  const sorted = [...driving].sort((a, b) => titles.indexOf(a.group) - titles.indexOf(b.group));
  const last = parameters.filter(({ group }) => group === allowances);
  const isShort = sorted.length + last.length <= ungrouped;
  const named = (list: readonly ParameterPlan[]) =>
    isShort ? list.map((p) => ({ ...p, group: "Driving dimensions" })) : list;
  return isShort ? [...named(sorted), ...named(last), ...following] : [...sorted, ...following, ...last];
}
