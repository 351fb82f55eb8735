/** What the file says about a solid: its name, colour and place in the assembly. */

import {
  argumentsOf,
  asText,
  type BoundaryRole,
  boundaryOf,
  type Occurrence,
  type Part21,
  type Rgb,
  solidColor,
  typeOf,
} from "@unbake/formats";
import { at } from "@unbake/ground";
import { meaningfulName } from "./names.js";
import type { SourceSolid } from "./types.js";

export type SolidDescription = Pick<SourceSolid, "name" | "color" | "instanceKey" | "path">;

/**
 * Name: that of the product when it holds one solid, else that of the solid itself, else that of the product.
 * Key: the entity that the solid is an occurrence of.
 */
export function describeSolids(
  file: Part21,
  occurrences: readonly Occurrence[],
  colors: ReadonlyMap<number, Rgb>,
  role: (index: number) => BoundaryRole,
): readonly SolidDescription[] {
  const itemsOfDefinition = new Map<number, Set<number>>();
  for (const { item, definition } of occurrences) {
    const items = itemsOfDefinition.get(definition) ?? new Set();
    itemsOfDefinition.set(definition, items.add(item));
  }
  const holders = holdersOf(file, new Set(occurrences.map(({ item }) => item)));
  const colorOf = new Map<number, Rgb | undefined>();
  return occurrences.map(({ item, path, definition }) => {
    const own = meaningfulName(asText(argumentsOf(file, item, ownNameType(file, item))?.[0]));
    const product = meaningfulName(path[path.length - 1]);
    const alone = itemsOfDefinition.get(definition)?.size === 1;
    const name = alone ? (product ?? own) : (own ?? product);
    if (!colorOf.has(item)) {
      const { shells, faces } = boundaryOf(file, item, role);
      colorOf.set(item, solidColor(colors, item, shells, faces, holders.get(item) ?? -1)); // default: no representation lists it
    }
    const color = colorOf.get(item);
    return {
      instanceKey: `#${file.ids[item]}`,
      ...(name === undefined ? {} : { name }),
      ...(color === undefined ? {} : { color }),
      ...(path.length === 0 ? {} : { path }),
    };
  });
}

/** In a complex instance the name is an argument of REPRESENTATION_ITEM. */
function ownNameType(file: Part21, item: number): string | undefined {
  return typeOf(file, item).includes("+") ? "REPRESENTATION_ITEM" : undefined;
}

/** For each item the representation that lists it. */
function holdersOf(file: Part21, items: ReadonlySet<number>): ReadonlyMap<number, number> {
  const holders = new Map<number, number>();
  for (let i = 0; i < file.count; i++) {
    if (!typeOf(file, i).endsWith("SHAPE_REPRESENTATION")) continue;
    const end = at(file.refStarts, i + 1);
    for (let r = at(file.refStarts, i); r < end; r++) {
      const ref = at(file.refs, r);
      if (items.has(ref)) holders.set(ref, i);
    }
  }
  return holders;
}
