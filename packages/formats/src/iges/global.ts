/** The global section: who wrote the file, its delimiters, its unit. */
import { UnbakeError } from "@unbake/ground";
import type { Delimiters } from "./tokens.js";
import { readParameters } from "./tokens.js";
import type { IgesGlobal, Parameter } from "./types.js";

/** Its first two parameters define the delimiters that it is written with itself; both may be left out. */
function delimitersOf(text: string): Delimiters {
  const first = /^\s*1H(.)/.exec(text);
  const parameter = first?.[1] ?? ",";
  const rest = text.slice(first ? first[0].length : text.search(/\S|$/));
  const second = /^\s*1H(.)/.exec(rest.startsWith(parameter) ? rest.slice(1) : rest);
  const delimiters = { parameter, record: second?.[1] ?? ";" };
  checkDelimiters(delimiters);
  return delimiters;
}

/** The standard forbids what numbers, strings and blanks are made of (2.2.4.3.1), and one character for both. */
function checkDelimiters({ parameter, record }: Delimiters): void {
  const wrong = [parameter, record].find((delimiter) => /[\s\p{Cc}\d+\-.DEH]/u.test(delimiter));
  if (wrong !== undefined) throw new UnbakeError("syntax", `the global section: "${wrong}" cannot be a delimiter`);
  if (parameter === record) {
    throw new UnbakeError("syntax", `the global section: "${record}" delimits parameters and records`);
  }
}

/** The unit's name: what stands behind it changes no shape. */
const lastNeeded = 15;

export function readGlobal(records: readonly string[]): {
  readonly global: IgesGlobal;
  readonly delimiters: Delimiters;
} {
  const text = records.join("");
  const delimiters = delimitersOf(text);
  const { values, complete } = readParameters(text, delimiters);
  if (!complete && values.length < lastNeeded) {
    throw new UnbakeError("truncated", `the global section ends after parameter ${values.length}`);
  }
  checkTypes(values);
  const textAt = (index: number): string => asText(values[index - 1]);
  const numberAt = (index: number, otherwise: number): number => {
    const value = values[index - 1];
    return typeof value === "number" ? value : otherwise;
  };
  return {
    delimiters,
    global: {
      sender: textAt(3),
      fileName: textAt(4),
      system: textAt(5),
      preprocessor: textAt(6),
      scale: scaleOf(values[12]),
      // A name where the flag should be says what the flag would.
      unitFlag: typeof values[13] === "string" ? 3 : values[13],
      unitName: typeof values[13] === "string" ? values[13] : textAt(15),
      date: textAt(18),
      resolution: Math.max(0, numberAt(19, 0)),
      author: textAt(21),
      organization: textAt(22),
      version: numberAt(23, 3),
    },
  };
}

const asText = (value: Parameter): string => (value === undefined ? "" : String(value).trim());

function scaleOf(value: Parameter): number {
  if (value === undefined) return 1;
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
  throw new UnbakeError("syntax", `the global section: the model space scale (parameter 13) is ${value}`);
}

/** Parameters that are numbers, and those that are strings, between the first string and the unit's name. */
const numbers = [7, 8, 9, 10, 11, 13];
const strings = [12, 15];

/** A string with a wrong count swallows what follows it, and moves the scale and the unit to other places. */
function checkTypes(values: readonly Parameter[]): void {
  for (const [places, wrong, right] of [
    [numbers, "string", "a number"],
    [strings, "number", "a string"],
  ] as const) {
    const at = places.find((place) => typeof values[place - 1] === wrong);
    if (at === undefined) continue;
    const what = `parameter ${at} is "${values[at - 1]}" where ${right} is expected`;
    throw new UnbakeError("syntax", `the global section: ${what}; the count of a string before it may be wrong`);
  }
}
