/** What features, their parameters and their bodies are called. */
import type { BooleanNode, HoleNode } from "../../../../model/types.js";
import type { Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import type { Feature, Title } from "../tree/features.js";
import { type Purpose, pluralOf, rootShape, type Shape, wordsOf } from "../tree/nouns.js";

/** The heading of a feature's parameters; undefined for a feature that has none. */
export function headingOf(scope: Scope, feature: Feature): string | undefined {
  switch (feature.kind) {
    case "boolean":
    case "placed":
      return undefined;
    case "shape":
      return groupTitle(scope, feature.pattern ? pluralOf(feature.noun) : feature.noun);
    case "roundCuts":
      return groupTitle(scope, pluralOf(feature.cuts.noun));
    case "pocketTable":
      return groupTitle(scope, pluralOf(feature.table.noun));
    case "drilled":
      return groupTitle(scope, feature.noun);
    case "dressing":
      return groupTitle(scope, "edges");
    case "shelled":
      return groupTitle(scope, "walls");
    case "places":
    case "pattern":
      return groupTitle(scope, pluralOf(feature.noun));
  }
}

function groupTitle({ prefix, baseNoun }: Scope, noun: string): string {
  if (prefix === "") return wordsOf(noun);
  if (noun === baseNoun || noun.startsWith(prefix)) return wordsOf(prefix);
  return `${wordsOf(prefix)}: ${wordsOf(noun).toLowerCase()}`;
}

/** The comment above a shape. `several`: it is repeated. */
export function sectionTitle(scope: Scope, node: Shape, { noun, purpose }: Title, several: boolean): string {
  const words = groupTitle(scope, several ? pluralOf(noun) : noun);
  const overrun = node.type === "extrude" || node.type === "hole" ? node.overrunStart + node.overrunEnd : 0;
  if (purpose === "cut" && overrun > 0) return `${words}: the cutter overruns the stock so that no faces are coplanar`;
  if (purpose === "addition" && overrun > 0) return `${words}, reaching into the body that it grows from`;
  return words;
}

/** The comment above a drilled hole. */
export function drilledTitle(hole: HoleNode, noun: string): string {
  const words = wordsOf(noun);
  if (hole.role === undefined || hole.entry.kind === "simple") return words;
  return `${words}, ${hole.entry.kind === "counterbore" ? "counterbored" : "countersunk"}`;
}

/** What the body of a shape is called. */
export function shapeName(scope: Scope, { noun, purpose }: Title, several: boolean): string {
  if (purpose === "cut") return bodyName(scope, `${noun}${several ? "Cutters" : "Cutter"}`);
  if (several) return bodyName(scope, pluralOf(noun));
  // What is left when all is cut has the part's name: what it is cut from is its stock.
  return bodyName(scope, purpose === "base" && scope.partNoun === noun ? `${noun}Stock` : noun);
}

/** What comes out of a boolean. */
export function resultName(node: BooleanNode, noun: string, purpose: Purpose): string {
  const cap = capital(noun);
  if (purpose === "cut") return `${noun}Tool`;
  if (node.operation === "union") return `${noun}Blank`;
  if (node.operation === "intersect") return `trimmed${cap}`;
  return node.tools.every((tool) => rootShape(tool).type === "hole") ? `drilled${cap}` : `cut${cap}`;
}

/** Bodies on the way to a part keep their noun, because the part's own name is for what comes out. */
export const bodyName = ({ prefix }: Scope, noun: string): string =>
  prefix === "" || noun.startsWith(prefix) ? noun : prefix + capital(noun);
