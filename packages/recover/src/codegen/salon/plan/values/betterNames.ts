/**
 * Names of parameters, looked at again when all of them are known: two sizes of one name are told apart by which is larger
 * ("smallFilletRadius", "largeFilletRadius") instead of by a number, and a long name loses the words that nothing needs.
 */
import { at } from "@unbake/ground";

export interface DeclaredParameter {
  /** As it was given, perhaps with a number. */
  readonly name: string;
  /** As it was asked for. */
  readonly base: string;
  readonly value: number;
  readonly used: boolean;
}

/** A name of more words than this is shortened where what is left is unique. */
const mostWords = 4;

/** Smaller, larger, and the same in the superlative, by what a name ends with. */
const sizeWords: readonly (readonly [RegExp, readonly [string, string, string, string]])[] = [
  [/(?:X|Y|Z|Position)$/, ["near", "far", "nearest", "farthest"]],
  [/(?:Spacing|Distance|Pitch)$/, ["short", "long", "shortest", "longest"]],
  [/Width$/, ["narrow", "wide", "narrowest", "widest"]],
  [/Thickness$/, ["thin", "thick", "thinnest", "thickest"]],
  [/Depth$/, ["shallow", "deep", "shallowest", "deepest"]],
  [/(?:Height|Wall|Shoulder)$/, ["low", "high", "lowest", "highest"]],
  [/Length$/, ["short", "long", "shortest", "longest"]],
  [/Angle$/, ["acute", "wide", "mostAcute", "widest"]],
];
const anySize = ["small", "large", "smallest", "largest"] as const;

/** The better name of each parameter that has one. `isTaken`: what else in the program is called so. */
export function betterNames(
  declared: readonly DeclaredParameter[],
  isTaken: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const used = declared.filter((parameter) => parameter.used);
  const own = new Set(declared.map(({ name }) => name));
  const isFree = (name: string): boolean => own.has(name) || !isTaken(name);
  const told = tellSizesApart(used);
  const shortened = shorten(used.map(({ name }) => told.get(name) ?? name));
  const wanted = used.map(({ name }, i): [string, string] => [name, at(shortened, i)]);
  // One that is not free, or that two would have, stays what it was.
  const count = (better: string): number => wanted.filter(([, other]) => other === better).length;
  const kept = wanted.filter(([, better]) => isFree(better) && count(better) === 1);
  const unchanged = new Set(used.map(({ name }) => name).filter((name) => !kept.some(([old]) => old === name)));
  return new Map(kept.filter(([old, better]) => old !== better && !unchanged.has(better)));
}

/** Names for the parameters that were given a number because their name was asked for more than once. */
function tellSizesApart(used: readonly DeclaredParameter[]): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const base of new Set(used.map((parameter) => parameter.base))) {
    const alike = used.filter((parameter) => parameter.base === base);
    const [only] = alike;
    if (only && alike.length === 1) told.set(only.name, base);
    const words = sizesOf(base, alike.length);
    if (alike.length === 1 || !words) continue;
    const sorted = [...alike].sort((a, b) => a.value - b.value);
    sorted.forEach(({ name }, i) => {
      told.set(name, qualified(base, at(words, i)));
    });
  }
  return told;
}

/** Words for so many sizes from the smallest; undefined for more than people have words for. */
function sizesOf(base: string, count: number): readonly string[] | undefined {
  const [low, high, lowest, highest] = sizeWords.find(([ending]) => ending.test(base))?.[1] ?? anySize; // default: any size
  if (count === 2) return [low, high];
  if (count === 3) return [low, "middle", high];
  if (count === 4) return [lowest, low, high, highest];
  return count === 5 ? [lowest, low, "middle", high, highest] : undefined;
}

/** "plateAWallThickness" with "thin": "plateAThinWallThickness"; a coordinate has its word before the letter. */
function qualified(base: string, word: string): string {
  // "holeAPlaceX" has its "Place" only to keep two capitals apart.
  if (/[XYZ]$/.test(base))
    return base.replace(/(?:Place)?([XYZ])$/, `${word.charAt(0).toUpperCase()}${word.slice(1)}$1`);
  const words = wordsOf(base);
  const place = Math.max(words.length - 2, 0);
  return joined([...words.slice(0, place), word, ...words.slice(place)]);
}

/** Long names without words in their middle, in the same order. */
function shorten(names: readonly string[]): readonly string[] {
  const short = names.map((name) => {
    const words = wordsOf(name);
    if (words.length <= mostWords) return name;
    // A coordinate needs what it is of.
    const candidates = (/[XYZ]$/.test(name) ? [3] : [2, 3]).map((last) =>
      joined([at(words, 0), ...words.slice(-last)]),
    );
    const isClear = (candidate: string): boolean =>
      !names.includes(candidate) && names.filter((other) => isShortFor(candidate, other)).length === 1;
    return candidates.find(isClear) ?? name; // default: nothing shorter says which
  });
  return short;
}

/** A name that begins and ends like the candidate could be meant by it. */
function isShortFor(candidate: string, name: string): boolean {
  const [short, long] = [wordsOf(candidate), wordsOf(name)];
  const last = short.slice(1);
  return short[0] === long[0] && joined(long.slice(-last.length)) === joined(last);
}

/** "plateAPlaceX": plateA, PlaceX. A letter belongs to the word before it; "Place" only keeps it apart from the letter of an axis. */
export function wordsOf(name: string): readonly string[] {
  return name
    .split(/(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[XYZ]$)/)
    .flatMap((word, i, all) => (word === "Place" ? [] : all[i - 1] === "Place" ? [`Place${word}`] : [word]));
}

const joined = (words: readonly string[]): string =>
  words
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join("");
