/**
 * Sizes with more digits than anybody types follow from others: 12.9903810568 is 15 sin 60. What they follow from is looked for among the
 * parameters; a size that is found becomes an expression, any other stays a number. Only long numbers are explained: for them a coincidence
 * is as good as impossible, while short ones are often equal by accident.
 */
import { derivedMm } from "../../../../tolerances.js";
import { mmPer, type NumberTexts } from "../../../kcl/numbers.js";
import { wordsOf } from "./betterNames.js";
import { factors, isTyped, typedDecimals } from "./typed.js";

export interface Size {
  readonly name: string;
  /** The number with its unit, as it is printed. */
  readonly text: string;
  readonly valueMm: number;
}

/** What a number that people type is multiplied with: also the circumference of a pitch circle, and half of a diameter. */
const constantFactors: readonly (readonly [text: string, value: number])[] = [
  ...factors.map(([text, value]) => [` * ${text}`, value] as const),
  [" * PI", Math.PI],
  [" / 2", 0.5],
];
const multiples = [1, 2, 0.5] as const;

/** With more sizes than this, differences are not tried: there are as many as the cube of it. */
const mostForDifferences = 16;

/** Anything that a size may be made of. */
interface Term {
  readonly text: string;
  readonly mm: number;
}

/** Expressions for long sizes by name, in an order in which each may be declared. */
export function derivedSizes(sizes: readonly Size[], numbers: NumberTexts): ReadonlyMap<string, string> {
  const isLong = (mm: number): boolean => !isTyped(mm, numbers.unit);
  const short = sizes.filter(({ name, valueMm }) => !isLong(valueMm) && !crossing.test(name));
  const known: Term[] = [];
  const found = new Map<string, string>();
  for (const size of sizes.filter(({ valueMm }) => isLong(valueMm))) {
    const own = short.filter(({ name }) => ownerOf(name) === ownerOf(size.name)).map(termOf);
    const mayBe = ({ text }: Term): boolean => areRelated(size.name, text);
    const alike = known.filter(({ text }) => isRound(text) === isRound(size.name));
    const expression = explain(size.valueMm, {
      own,
      short: own.filter(mayBe),
      known: known.filter(mayBe),
      alike,
      numbers,
    });
    if (expression !== undefined) found.set(size.name, expression);
    known.push(termOf(size));
  }
  return found;
}

/** Sizes across a drawing have nothing to do with those in it: what equals them does so by accident. */
const crossing = /(?:Thickness|Depth|Height|Length)$/;

/** Short sizes explain only sizes of the same thing; a long one that occurs elsewhere is no accident. */
const ownerOf = (name: string): string | undefined => wordsOf(name)[0];

const isRound = (name: string): boolean => /(?:Diameter|Radius)$/.test(name);

/** A diameter is a diameter more or less a wall, never a depth or a place. */
const areRelated = (name: string, other: string): boolean =>
  !isRound(name) || isRound(other) || /(?:Thickness|Wall)$/.test(other);

const termOf = ({ name, valueMm }: Size): Term => ({ text: name, mm: valueMm });

/** A number that people type, without what printed numbers of nine decimals leave of a sum. */
function typedText(mm: number, { unit, length }: NumberTexts): string {
  const value = mm / mmPer(unit);
  const typed = Number(value.toFixed(typedDecimals[unit]));
  const isNear = Math.abs(typed - value) * mmPer(unit) < derivedMm;
  return length(isNear ? typed * mmPer(unit) : mm) + unit;
}

interface Known {
  /** All short sizes of the same thing: what a taper gains is over a length between any two. */
  readonly own: readonly Term[];
  /** Those that the size may be a sum or a multiple of. */
  readonly short: readonly Term[];
  /** Long sizes that stand before this one. */
  readonly known: readonly Term[];
  /** Those that are round as well, or straight as well. */
  readonly alike: readonly Term[];
  readonly numbers: NumberTexts;
}

/** The first that fits: a multiple with a factor, a sum with a long size, a taper, a sum with a multiple. */
function explain(mm: number, { own, short, known, alike, numbers }: Known): string | undefined {
  const isSame = (value: number): boolean => Math.abs(value - mm) < derivedMm;
  const products = short.flatMap((term) => multiplesOf(term).flatMap(withFactors));
  const simple = [...products, ...known.flatMap(multiplesOf)].find((term) => isSame(term.mm));
  if (simple) return simple.text;
  const constant = (text: string, rest: number, sign = ""): string | undefined =>
    rest > 0 && isTyped(rest, numbers.unit) ? `${typedText(rest, numbers)}${sign}${text}` : undefined;
  for (const [text, factor] of constantFactors) {
    const product = constant(text, mm / factor);
    if (product !== undefined) return product;
  }
  const sum =
    sumOf(short, known.flatMap(multiplesOf), isSame) ??
    sumOf(known, short.flatMap(multiplesOf), isSame) ??
    (own.length <= mostForDifferences ? sumOf(short, tapersOf(own), isSame) : undefined) ??
    sumOf(short, products, isSame);
  if (sum !== undefined) return sum;
  for (const term of alike) {
    const rest = constant(` - ${term.text}`, mm + term.mm) ?? constant(` + ${term.text}`, mm - term.mm);
    if (rest !== undefined) return rest;
  }
  return undefined;
}

const multiplesOf = ({ text, mm }: Term): readonly Term[] =>
  multiples.map((k) => ({ text: k === 1 ? text : k === 2 ? `2 * ${text}` : `${text} / 2`, mm: k * mm }));

const withFactors = ({ text, mm }: Term): readonly Term[] =>
  factors.map(([factor, value]) => ({ text: `${text} * ${factor}`, mm: mm * value }));

/** What a length between two sizes gains at an angle, on one side and on both. */
const tapersOf = (terms: readonly Term[]): readonly Term[] =>
  terms.flatMap((a) =>
    terms
      .filter((b) => b.mm < a.mm)
      .flatMap((b) => {
        const difference = { text: `(${a.text} - ${b.text})`, mm: a.mm - b.mm };
        return withFactors(difference).flatMap((t) => [t, { text: `2 * ${t.text}`, mm: 2 * t.mm }]);
      }),
  );

/** What is taken off, as the formatter writes it: products in parentheses. */
const asOne = (text: string): string => (/ [*/] /.test(text) ? `(${text})` : text);

function sumOf(left: readonly Term[], right: readonly Term[], isSame: (mm: number) => boolean): string | undefined {
  for (const a of left)
    for (const b of right) {
      if (isSame(a.mm + b.mm)) return `${a.text} + ${b.text}`;
      if (isSame(a.mm - b.mm)) return `${a.text} - ${asOne(b.text)}`;
    }
  return undefined;
}
