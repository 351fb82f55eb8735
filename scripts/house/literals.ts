/** Numbers that need a name or a reason: tolerances outside of their package's table, and defaults that could hide an impossible state. */
import type { Source } from "./sources.js";

const table = /^packages\/\w+\/src\/tolerances\.ts$/;
const tolerance = /(?<![\w.])\d*\.?\d+e-\d+/i;
const literalDefault = /\?\? (-?[\d.]+\b|\[-?[\d.]+|Number\.\w+)/;
const reason = /\/\/ default: \w/;
/** `/** mm. Why. *\/`, `/** share of the diagonal. Why. *\/` */
const documented = /^\/\*\* (mm|mm2|mm3|rad|deg|share|1|ms|bytes|px)( [^.]+| \([^)]*\))?[.,:] \S/;

interface Line {
  readonly place: string;
  readonly text: string;
}

/** Lines of code with numbers, without comments and strings. */
function codeLines(sources: readonly Source[]): Line[] {
  return sources
    .filter(({ isTest }) => !isTest)
    .flatMap(({ file, lines }) => {
      let inComment = false;
      return lines.flatMap((line, i): Line[] => {
        const text = line.trim();
        if (text.startsWith("/*")) inComment = true;
        const skip = inComment || text.startsWith("//");
        if (text.endsWith("*/") || /\*\/\s*$/.test(text)) inComment = false;
        return skip ? [] : [{ place: `${file}:${i + 1}`, text }];
      });
    });
}

const withoutTexts = (text: string): string => text.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '""').replace(/\/\/.*$/, "");

/** Literals with a negative exponent outside of the tables of tolerances. */
export function bareTolerances(sources: readonly Source[]): string[] {
  return codeLines(sources.filter(({ file }) => !table.test(file)))
    .filter(({ text }) => tolerance.test(withoutTexts(text)))
    .map(({ place, text }) => `${place}: ${text}`);
}

/** Entries of a table whose comment does not begin with a unit. */
export function undocumentedTolerances(sources: readonly Source[]): string[] {
  return sources
    .filter(({ file }) => table.test(file))
    .flatMap(({ file, lines }) =>
      lines.flatMap((line, i) => {
        if (!line.startsWith("export const ")) return [];
        const end = lines.slice(0, i).findLastIndex((text) => text.startsWith("/**"));
        const comment = lines
          .slice(end, i)
          .join(" ")
          .replace(/\s+\*\s+/g, " ");
        return end >= 0 && comment.trimEnd().endsWith("*/") && documented.test(comment)
          ? []
          : [`${file}:${i + 1}: ${line}`];
      }),
    );
}

/** `?? 0` and its kin: with and without a reason on the same line or the one before. */
export function keptDefaults(sources: readonly Source[]): {
  readonly withReason: readonly string[];
  readonly withoutReason: readonly string[];
} {
  const all = sources
    .filter(({ isTest }) => !isTest)
    .flatMap(({ file, lines }) =>
      lines.flatMap((line, i) => {
        const text = line.trim();
        if (text.startsWith("*") || text.startsWith("/*") || text.startsWith("//")) return [];
        if (!literalDefault.test(withoutTexts(line))) return [];
        return [{ place: `${file}:${i + 1}: ${text}`, told: reason.test(line) || reason.test(lines[i - 1] ?? "") }];
      }),
    );
  return {
    withReason: all.filter(({ told }) => told).map(({ place }) => place),
    withoutReason: all.filter(({ told }) => !told).map(({ place }) => place),
  };
}
