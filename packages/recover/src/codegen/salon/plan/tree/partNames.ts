/** What the parts of a model are called: by the words that somebody gave them, else by their shape. */
import type { Model, Part } from "../../../../model/types.js";
import { identifier, type Names } from "../../../kcl/names.js";
import { letterOf } from "../letters.js";
import { givenWords } from "./givenNames.js";
import { nounOf, rootShape } from "./nouns.js";

/** A longer name makes lines of its parameters that nobody reads. */
const longestName = 24;

/** The name of each part, by its number. Parts of one noun are told apart as on a drawing: plate A, plate B. */
export function namePartsOf(model: Model, names: Names): ReadonlyMap<number, string> {
  const nouns = model.parts.map(partNoun);
  const named = model.parts.map((part, i): [number, string] => {
    const noun = nouns[i] ?? "part";
    const alike = nouns.flatMap((other, j) => (other === noun ? [j] : []));
    return [part.id, names.unique(alike.length === 1 ? noun : `${noun}${letterOf(alike.indexOf(i))}`)];
  });
  return new Map(named);
}

function partNoun(part: Part): string {
  const noun = nounOf(rootShape(part.body), "base");
  const words = givenWords(part.name);
  return words.length === 0 ? noun : identifier(words.join(" "), noun, longestName);
}
