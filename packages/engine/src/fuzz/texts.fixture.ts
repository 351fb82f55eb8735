/** KCL texts that are nearly programs: whole programs with a few bytes or tokens changed. */
import type { Random } from "./random.fixture.js";

const tokens = /\/\/[^\n]*|"(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?[a-zA-Z]*|\|>|[=!<>]=|\s+|./gsu;
const numbers = ["0", "-1", "1", "0.001", "1e-9", "20000", "-0.5", "90deg", "360deg", "2in", "0.1 + 0.2"];
const scraps = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  "|>",
  "=",
  "$",
  "@",
  "%",
  '"',
  "\\",
  "\u0000",
  "é",
  "🙂",
  "//",
  "fn ",
  "if true ",
  "\n",
];

type Change = (random: Random, parts: string[]) => void;

const at = (random: Random, parts: readonly string[]): number => random.below(Math.max(1, parts.length));

const changes: readonly Change[] = [
  (random, parts) => void parts.splice(at(random, parts), 1),
  (random, parts) => void parts.splice(at(random, parts), 0, random.pick(scraps)),
  (random, parts) => {
    const from = at(random, parts);
    parts.splice(at(random, parts), 0, ...parts.slice(from, from + 1 + random.below(12)));
  },
  (random, parts) => {
    const [a, b] = [at(random, parts), at(random, parts)];
    [parts[a], parts[b]] = [parts[b] ?? "", parts[a] ?? ""];
  },
  (random, parts) => void parts.splice(at(random, parts)),
  swapNumber,
  swapNumber,
  swapNumber,
];

function swapNumber(random: Random, parts: string[]): void {
  const places = parts.flatMap((part, i) => (/^\d/.test(part) ? [i] : []));
  const place = places[random.below(Math.max(1, places.length))];
  if (place !== undefined) parts[place] = random.pick(numbers);
}

/** One of the programs with one to three changes, to its tokens or to its characters. */
export function changedText(random: Random, programs: readonly string[]): string {
  const program = random.pick(programs);
  const parts = random.chance(0.75) ? (program.match(tokens) ?? []) : [...program];
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) random.pick(changes)(random, parts);
  return parts.join("");
}
