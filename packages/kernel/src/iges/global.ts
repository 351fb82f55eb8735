/** The global section: who wrote the file, its delimiters, its unit. */
import type { Delimiters } from "./tokens.js";
import { readParameters } from "./tokens.js";
import type { IgesGlobal, Parameter } from "./types.js";

/** Its first two parameters define the delimiters that it is written with itself; both may be left out. */
function delimitersOf(text: string): Delimiters {
  const first = /^\s*1H(.)/.exec(text);
  const parameter = first?.[1] ?? ",";
  const rest = text.slice(first ? first[0].length : text.search(/\S|$/));
  const second = /^\s*1H(.)/.exec(rest.startsWith(parameter) ? rest.slice(1) : rest);
  return { parameter, record: second?.[1] ?? ";" };
}

export function readGlobal(records: readonly string[]): {
  readonly global: IgesGlobal;
  readonly delimiters: Delimiters;
} {
  const text = records.join("");
  const delimiters = delimitersOf(text);
  const { values } = readParameters(text, delimiters);
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
      scale: numberAt(13, 1),
      // The standard's default is inches; a name where the flag should be is better than that.
      unitFlag: numberAt(14, typeof values[13] === "string" ? 3 : 1),
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
