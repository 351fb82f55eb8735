// What a reader stumbles over in a program: automatic names, halves of sizes, literals that no author wrote.
import { parametersOf, type Statement, statementsOf } from "@unbake/recover/internals";

export interface Readability {
  readonly lines: number;
  readonly parameters: number;
  readonly segments: number;
  /** Names that say how a thing was found, not what it is for. */
  readonly automatic: readonly string[];
  /** Parameters that are half of a size: both sides of a drawing are that far from its middle. */
  readonly halves: readonly string[];
  /** Parameters that nothing uses. */
  readonly unused: readonly string[];
  /** Literals with more digits than an author's grid. First guesses of the solver are not counted. */
  readonly long: readonly string[];
}

export function readabilityOf(program: string): Readability {
  const statements = statementsOf(program);
  const segments = statements.flatMap(segmentsOf);
  const names = [...statements.flatMap(({ name }) => name ?? []), ...segments];
  const parameters = parametersOf(statements).map(({ name }) => name);
  return {
    lines: program.trim().split("\n").length,
    parameters: parameters.length,
    segments: segments.length,
    automatic: names.filter((name) => isAutomatic(name) && !isRepeat(program, name)),
    halves: parameters.filter((name) => statements.some(({ text }) => isHalf(text, name))),
    unused: parameters.filter((name) => !statements.some(({ uses }) => uses.has(name))),
    long: statements.flatMap(longLiterals),
  };
}

const segmentsOf = ({ text }: Statement): readonly string[] =>
  [...text.matchAll(/^\s+(\w+) = (?:line|arc|circle)\(/gm)].flatMap(([, name]) => name ?? []);

/** Words for a shape that say nothing about what it does in the part. */
const automaticWord =
  /(?:^(?:ledge|riser|slope|round|hollow|segment|line|arc|solid|body|feature)|(?:Ledge|Riser|Slope|Round|Hollow|Segment|Line|Arc|Solid|Body|Feature))\d*(?=$|[A-Z])/;

/** "ledge2", "innerRiser", "outside7"; a number before the last word ("tooth2Flank") tells repeats apart, as "Copy3" does. */
const isAutomatic = (name: string): boolean =>
  automaticWord.test(name) || (/[a-z]\d+$/.test(name) && !/Copy\d+$/.test(name));

/** "hole3": one of several circles of one size. */
const isRepeat = (program: string, name: string): boolean =>
  new RegExp(`equalRadius\\(\\[[^\\]]*\\b${name}\\b`).test(program) && /^[a-z]*hole\d+$/i.test(name);

/** The parameter is a distance from the origin on both sides of it. */
function isHalf(text: string, name: string): boolean {
  return ["horizontal", "vertical"].some((way) => {
    const distance = (between: string) =>
      new RegExp(`${way}Distance\\(\\[${between}\\]\\) == ${name}\\s*$`, "m").test(text);
    return distance("ORIGIN, [\\w.]+") && distance("[\\w.]+, ORIGIN");
  });
}

/** Decimals that an author types, by unit. */
const decimals: Readonly<Record<string, number>> = { mm: 3, cm: 4, m: 6, in: 3, ft: 4, yd: 4, deg: 2 };
/** Inches also come in these parts. */
const partsOfAnInch = 64;

function longLiterals({ text }: Statement): readonly string[] {
  const typed = text.replace(/\bvar -?[\d.]+\w*/g, "");
  return [...typed.matchAll(/(?<![\w.])(\d+(?:\.(\d+))?)(mm|cm|m|in|ft|yd|deg)\b/g)].flatMap(
    ([all, value, digits = "", unit = ""]) => {
      const onParts = unit === "in" && Number.isInteger(Number(value) * partsOfAnInch);
      return digits.length <= (decimals[unit] ?? 0) || onParts ? [] : [all];
    },
  );
}
