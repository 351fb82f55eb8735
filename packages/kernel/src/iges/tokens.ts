/** Free-format data: parameters between delimiters, strings as Hollerith counts (`5Hplate`). */
import type { Parameter } from "./types.js";

export interface Delimiters {
  readonly parameter: string;
  readonly record: string;
}

/**
 * The parameters of `text` up to the record delimiter. `complete` is false when the text ends without one.
 * A number may have a D for its exponent; what is neither number nor string is kept as it stands.
 */
export function readParameters(
  text: string,
  { parameter, record }: Delimiters,
): { readonly values: Parameter[]; readonly complete: boolean } {
  const values: Parameter[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === " ") at++;
    const hollerith = hollerithAt(text, at);
    let value: Parameter;
    if (hollerith !== undefined) {
      value = hollerith.value;
      at = hollerith.end;
      while (at < text.length && text[at] !== parameter && text[at] !== record) at++;
    } else {
      const from = at;
      while (at < text.length && text[at] !== parameter && text[at] !== record) at++;
      value = plain(text.slice(from, at));
    }
    values.push(value);
    if (at >= text.length) return { values, complete: false };
    if (text[at] === record) return { values, complete: true };
    at++;
  }
}

function hollerithAt(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  let end = at;
  while (end < text.length && end - at < 9 && isDigit(text.charCodeAt(end))) end++;
  if (end === at || text[end] !== "H") return undefined;
  const from = end + 1;
  const length = Number(text.slice(at, end));
  return { value: text.slice(from, from + length), end: from + length };
}

/** The standard's constants: no hexadecimal numbers, no infinity, which `Number` would take. */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function plain(text: string): Parameter {
  const word = text.trim();
  if (word === "") return undefined;
  return numeral.test(word) ? Number(word.replace(/[dD]/, "e")) : word;
}
