/** Length units that comments state, in formats that have no other place for them. */
import { UnbakeError } from "@unbake/ground";
import type { MeshUnit } from "./types.js";
import { short } from "./words.js";

export interface LengthUnit {
  readonly unit: MeshUnit;
  readonly mm: number;
}

const named: readonly (readonly [RegExp, LengthUnit])[] = [
  [/^(microns?|micromet(er|re)s?|um)$/, { unit: "mm", mm: 0.001 }],
  [/^(mm|mms|millimet(er|re)s?)$/, { unit: "mm", mm: 1 }],
  [/^(cm|cms|centimet(er|re)s?)$/, { unit: "cm", mm: 10 }],
  [/^(dm|decimet(er|re)s?)$/, { unit: "cm", mm: 100 }],
  [/^(m|met(er|re)s?)$/, { unit: "m", mm: 1000 }],
  [/^(in|inch|inches)$/, { unit: "in", mm: 25.4 }],
  [/^(ft|foot|feet)$/, { unit: "ft", mm: 304.8 }],
  [/^(yd|yards?)$/, { unit: "ft", mm: 914.4 }],
];

/** Words in the place of a unit that name no length. */
const unitless =
  /^(none|no|unitless|unknown|unspecified|undefined|arbitrary|generic|default|degrees?|deg|radians?|rad|seconds?|not)$/;

/** "This file uses centimeters as units", "1 unit = 1 inch", "units mm", "dimensions are in inches". */
const sentences: readonly RegExp[] = [
  /\buses?\s+([a-z]+)\s+as\s+(?:its\s+|the\s+)?(?:length\s+)?units?\b/,
  /\b1(?:\.0*)?\s*units?\s*=\s*(?:1(?:\.0*)?\s*)?([a-z]+)\b/,
  /^\s*(?:length\s+|file\s+|model\s+)?units?\s+(?:are\s+|is\s+|in\s+)*([a-z]+)\s*$/,
  /\b(?:dimensions?|coordinates?|lengths?|vertices|measurements?|units?)\s+(?:are\s+|is\s+|given\s+|measured\s+|expressed\s+)*in\s+([a-z]+)\b/,
];
/** "unit: mm", "File units = meters". A word here is a unit, known or not. */
const assignment = /\bunits?(?:\s+of\s+length)?\s*[:=]\s*["'(]?([a-z]+)\b/;

export interface StatedUnits {
  /** Looks at a comment. @throws unsupported_content for a unit that is not known, or one that contradicts another. */
  see(comment: string, line: number): void;
  /** The unit, millimetres where none is stated, and what to warn of. */
  result(format: string): LengthUnit & { readonly warning: string };
}

export function statedUnits(): StatedUnits {
  let found: (LengthUnit & { readonly word: string; readonly line: number }) | undefined;
  return {
    see(comment, line) {
      const word = unitWord(comment.toLowerCase(), line);
      if (word === undefined) return;
      const unit = named.find(([pattern]) => pattern.test(word))?.[1];
      if (unit === undefined) return;
      if (found !== undefined && found.mm !== unit.mm) {
        throw new UnbakeError(
          "unsupported_content",
          `two units: ${found.word} in a comment in line ${found.line}, ${word} in line ${line}`,
        );
      }
      found ??= { ...unit, word, line };
    },
    result(format) {
      if (found === undefined) {
        return { unit: "mm", mm: 1, warning: `${format} files state no length unit: millimetres are assumed` };
      }
      const { unit, mm, word, line } = found;
      return {
        unit,
        mm,
        warning: `${format} files state no length unit, but a comment in line ${line} does: ${word} are assumed`,
      };
    },
  };
}

function unitWord(comment: string, line: number): string | undefined {
  const assigned = assignment.exec(comment)?.[1];
  if (assigned !== undefined) {
    if (unitless.test(assigned)) return undefined;
    if (named.some(([pattern]) => pattern.test(assigned))) return assigned;
  }
  for (const sentence of sentences) {
    const word = sentence.exec(comment)?.[1];
    if (word !== undefined && named.some(([pattern]) => pattern.test(word))) return word;
  }
  if (assigned === undefined) return undefined;
  throw new UnbakeError(
    "unsupported_content",
    `a comment in line ${line} states the unit "${short(assigned)}", which is not known`,
  );
}
