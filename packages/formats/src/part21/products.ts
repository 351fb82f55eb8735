/** Products, their shapes and their assembly, from PRODUCT_DEFINITIONs and NEXT_ASSEMBLY_USAGE_OCCURRENCEs (ISO 10303-41, -44). */
import { isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asRef, asText } from "./values.js";

export interface Products {
  /** PRODUCT_DEFINITION instances in the order of the file. */
  readonly definitions: readonly number[];
  nameOf(definition: number): string;
  /** Representations that are the definition's shape. */
  shapesOf(definition: number): readonly number[];
  /** Usages in which the definition is the assembly. */
  usagesIn(definition: number): readonly Usage[];
  /** Definitions that no usage places: the roots of the assembly. */
  readonly roots: readonly number[];
}

/** One NEXT_ASSEMBLY_USAGE_OCCURRENCE: `child` is placed in `parent`. */
export interface Usage {
  readonly instance: number;
  readonly name: string;
  readonly parent: number;
  readonly child: number;
  /** Instance of the representation relationship that places it; undefined when the file gives none. */
  readonly placement: number | undefined;
}

export function readProducts(file: Part21): Products {
  const definitions = [
    ...file.instancesOf("PRODUCT_DEFINITION"),
    ...file.instancesOf("PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS"),
  ];
  const isDefinition = new Set(definitions);
  // PRODUCT_DEFINITION_SHAPE says whose shape it is: a product definition's or a usage's.
  const shapeOwner = new Map<number | undefined, number | undefined>();
  for (const shape of file.instancesOf("PRODUCT_DEFINITION_SHAPE")) {
    shapeOwner.set(shape, asRef(file, argumentsOf(file, shape, "PROPERTY_DEFINITION")?.[2]));
  }
  const shapes = new Map<number, number[]>();
  for (const link of file.instancesOf("SHAPE_DEFINITION_REPRESENTATION")) {
    const args = argumentsOf(file, link, "PROPERTY_DEFINITION_REPRESENTATION") ?? [];
    const owner = shapeOwner.get(asRef(file, args[0]));
    const representation = asRef(file, args[1]);
    if (owner !== undefined && isDefinition.has(owner) && representation !== undefined)
      pushTo(shapes, owner, representation);
  }
  const placements = new Map<number, number | undefined>();
  for (const link of file.instancesOf("CONTEXT_DEPENDENT_SHAPE_REPRESENTATION")) {
    const args = argumentsOf(file, link) ?? [];
    const usage = shapeOwner.get(asRef(file, args[1]));
    if (usage !== undefined) placements.set(usage, asRef(file, args[0]));
  }
  const usages = new Map<number, Usage[]>();
  const placed = new Set<number>();
  for (const instance of usageInstances(file)) {
    const args = argumentsOf(file, instance, "PRODUCT_DEFINITION_RELATIONSHIP") ?? [];
    const parent = asRef(file, args[3]);
    const child = asRef(file, args[4]);
    if (parent === undefined || child === undefined) continue;
    const name = asText(args[1]) || asText(args[0]);
    pushTo(usages, parent, { instance, name, parent, child, placement: placements.get(instance) });
    placed.add(child);
  }
  return {
    definitions,
    nameOf: (definition) => productName(file, definition),
    shapesOf: (definition) => shapes.get(definition) ?? [],
    usagesIn: (definition) => usages.get(definition) ?? [],
    roots: definitions.filter((definition) => !placed.has(definition)),
  };
}

/** Usages of all kinds that place a child in a parent. */
export function usageInstances(file: Part21): readonly number[] {
  return [
    ...file.instancesOf("NEXT_ASSEMBLY_USAGE_OCCURRENCE"),
    ...file.instancesOf("ASSEMBLY_COMPONENT_USAGE").filter((i) => !isOf(file, i, "NEXT_ASSEMBLY_USAGE_OCCURRENCE")),
  ];
}

/** PRODUCT_DEFINITION -> PRODUCT_DEFINITION_FORMATION -> PRODUCT, whose name (or else id) it is. */
function productName(file: Part21, definition: number): string {
  for (const formation of refsOf(file, definition)) {
    for (const product of refsOf(file, formation)) {
      if (!isOf(file, product, "PRODUCT")) continue;
      const args = argumentsOf(file, product, "PRODUCT") ?? [];
      return asText(args[1]).trim() || asText(args[0]).trim();
    }
  }
  return "";
}

/** Names of all products that have a definition, each once, in the order of the file. */
export function productNames(file: Part21): readonly string[] {
  const names = file.instancesOf("PRODUCT").map((product) => {
    const args = argumentsOf(file, product, "PRODUCT") ?? [];
    return asText(args[1]).trim() || asText(args[0]).trim();
  });
  return [...new Set(names.filter((name) => name !== ""))];
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
