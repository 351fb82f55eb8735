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
    const hollerith = hollerithAt(text, at, parameter, record);
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

/**
 * Names that were changed by hand, or counted in characters and written in bytes, have counts that lead past the string or into it: where no
 * delimiter follows, the string is what stands before the next one.
 */
function hollerithAt(
  text: string,
  at: number,
  parameter: string,
  record: string,
): { readonly value: string; readonly end: number } | undefined {
  let digits = at;
  while (digits < text.length && digits - at < 9 && isDigit(text.charCodeAt(digits))) digits++;
  if (digits === at || text[digits] !== "H") return undefined;
  const from = digits + 1;
  const counted = from + Number(text.slice(at, digits));
  let behind = counted;
  while (text[behind] === " ") behind++;
  const delimits = (place: number): boolean => text[place] === parameter || text[place] === record;
  if (behind >= text.length || delimits(behind)) return { value: text.slice(from, counted), end: counted };
  let end = from;
  while (end < text.length && !delimits(end)) end++;
  return { value: text.slice(from, end), end };
}

/** The standard's constants: no hexadecimal numbers, no infinity, which `Number` would take. */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function plain(text: string): Parameter {
  const word = text.trim();
  if (word === "") return undefined;
  return numeral.test(word) ? Number(word.replace(/[dD]/, "e")) : word;
}
