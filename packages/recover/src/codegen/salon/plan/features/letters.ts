/** Features of one noun in one part, told apart by letters as on a drawing: pocket A, pocket B. */
import type { Node, PatternNode } from "../../../../model/types.js";
import { letterOf } from "../letters.js";
import type { Feature } from "../tree/features.js";

/** A noun with its letter, and without it. */
export interface Lettered {
  readonly noun: string;
  readonly plain: string;
}

/** The nouns of the features that share theirs with another; those of the base, of booleans and of edges stay as they are. */
export function letterFeatures(features: readonly Feature[]): ReadonlyMap<Feature, Lettered> {
  const owners = new Map<object, Feature[]>();
  for (const feature of features) {
    const owner = ownerOf(feature);
    if (owner) owners.set(owner, [...(owners.get(owner) ?? []), feature]);
  }
  const groups = new Map<string, Feature[][]>();
  for (const group of owners.values()) {
    const plain = nounOf(group[0]);
    groups.set(plain, [...(groups.get(plain) ?? []), group]);
  }
  const lettered = new Map<Feature, Lettered>();
  for (const [plain, group] of groups) {
    if (group.length < 2) continue;
    group.forEach((same, i) => {
      for (const feature of same) lettered.set(feature, { noun: plain + letterOf(i), plain });
    });
  }
  return lettered;
}

/** The feature under its letter. */
export function underLetter<F extends Feature>(feature: F, lettered: Lettered | undefined): F {
  if (!lettered) return feature;
  if (feature.kind === "pocketTable") return { ...feature, table: { ...feature.table, noun: lettered.noun } };
  if (feature.kind === "roundCuts") return { ...feature, cuts: { ...feature.cuts, noun: lettered.noun } };
  return { ...feature, noun: lettered.noun };
}

/** What is one thing: a pattern, the places of its copies and the shape that it repeats, also where that is drawn elsewhere and moved. */
function ownerOf(feature: Feature): object | undefined {
  switch (feature.kind) {
    case "shape":
      return feature.purpose === "base" ? undefined : (feature.pattern ?? feature.node);
    case "places":
    case "pattern":
      return drawnApart(feature.node) ?? feature.node;
    case "roundCuts":
      return feature.cuts;
    case "pocketTable":
      return feature.table;
    case "drilled":
      return feature.node;
    default:
      return undefined;
  }
}

const nounOf = (feature: Feature | undefined): string => {
  if (!feature) return "";
  if (feature.kind === "pocketTable") return feature.table.noun;
  return feature.kind === "roundCuts" ? feature.cuts.noun : feature.noun;
};

/** What patterns of patterns repeat, where it is drawn apart from them. */
function drawnApart({ body }: PatternNode): Node | undefined {
  if (body.type === "pattern") return drawnApart(body);
  return body.type === "place" && body.apart ? body.body : undefined;
}
