/** Unfolds the assembly: every solid of the file where it stands. */

import { composePoses, identityPose } from "@unbake/geometry";
import { must, UnbakeError } from "@unbake/ground";
import type { Similarity } from "./affine.js";
import { constructedSolidTypes } from "./entities.js";
import { shapeItems } from "./items.js";
import { maxAssemblyDepth, maxOccurrences } from "./limits.js";
import { type Products, readProducts, type Usage } from "./products.js";
import { describeInstance, instancesOfAny, isOf } from "./query.js";
import {
  mappedPose,
  mappedRepresentation,
  type Representations,
  readRepresentations,
  relationshipPose,
} from "./representations.js";
import { noInstance, type Part21 } from "./types.js";
import { type ContextUnits, contextUnits, unitsOfContext } from "./units.js";

/** One solid (or surface model) of the file at one place. */
export interface Occurrence {
  /** Instance of the MANIFOLD_SOLID_BREP, or whatever holds the shape. */
  readonly item: number;
  /** From the item's own space to the root's, millimetres: it may mirror, and scale all lengths alike. */
  readonly pose: Similarity;
  /** Names of the products from the root down to the one that holds the item. */
  readonly path: readonly string[];
  /** Instance of the product definition, `noInstance` without one. */
  readonly definition: number;
  readonly units: ContextUnits;
}

/** The same for occurrences of one shape: an item listed by representations of different units is two shapes. */
export function shapeKey({ item, units }: Occurrence): string {
  return `${item} ${units.lengthMm} ${units.angleRad}`;
}

/**
 * Where a branch of the assembly stands. What is not understood on the way is an error only when there is a shape at its end: drawings and
 * construction geometry are placed in ways of their own.
 */
type Place = { readonly pose: Similarity } | { readonly error: UnbakeError };

interface Walk {
  readonly file: Part21;
  readonly products: Products;
  readonly representations: Representations;
  readonly unitsOf: (representation: number | undefined) => ContextUnits;
  readonly wanted: ReadonlySet<number>;
  readonly constructed: ReadonlySet<number>;
  /** Relationships by which usages place: they are followed with their usage only. */
  readonly usagePlacements: ReadonlySet<number | undefined>;
  readonly found: Occurrence[];
  readonly reached: Set<number>;
  /** Definitions and representations entered: an assembly of empty assemblies can double at every level. */
  visits: number;
}

const here: Place = { pose: identityPose };

/**
 * All solids and surface models of the file, placed, depth first from the roots of the assembly; those that no product
 * reaches come last, unplaced. The structure must be free of cycles (cycles.ts).
 * @throws too_large past the limits on depth and number; unsupported_content for a unit or a placement that is not understood, and for a solid
 * by construction (its boundary is not in the file).
 */
export function readOccurrences(file: Part21): readonly Occurrence[] {
  const representations = readRepresentations(file);
  const products = readProducts(file);
  const units = contextUnits(file);
  const walk: Walk = {
    file,
    products,
    representations,
    unitsOf: (representation) => units(representations.context(representation)),
    wanted: new Set(shapeItems(file)),
    constructed: new Set(instancesOfAny(file, constructedSolidTypes)),
    usagePlacements: new Set(
      products.definitions.flatMap((definition) => products.usagesIn(definition).map((usage) => usage.placement)),
    ),
    found: [],
    reached: new Set(),
    visits: 0,
  };
  for (const root of walk.products.roots) visitDefinition(walk, root, here, [], 0);
  for (const representation of shapeRepresentations(file)) {
    for (const item of representations.items(representation)) {
      if (isShape(walk, item) && !walk.reached.has(item)) {
        emit(walk, item, here, [], noInstance, () => walk.unitsOf(representation));
      }
    }
  }
  // Solids that no representation lists: nothing says where they stand or what unit they are in.
  for (const item of walk.wanted) {
    if (!walk.reached.has(item)) emit(walk, item, here, [], noInstance, () => unitsOfContext(file, undefined));
  }
  return walk.found;
}

function shapeRepresentations(file: Part21): readonly number[] {
  return instancesOfAny(
    file,
    file.typeNames.filter((name) => name.endsWith("REPRESENTATION") && !name.includes("RELATIONSHIP")),
  );
}

function isShape({ wanted, constructed }: Walk, item: number): boolean {
  return wanted.has(item) || constructed.has(item);
}

function visitDefinition(walk: Walk, definition: number, place: Place, path: readonly string[], depth: number): void {
  enter(walk, depth);
  const names = [...path, walk.products.nameOf(definition)];
  const shapes = new Set(walk.products.shapesOf(definition).flatMap((shape) => walk.representations.equals(shape)));
  // Some writers place a part by a mapped item and say only in words that it is used: then the mapped item places it, and once.
  const mapped = new Map<number, number>();
  for (const usage of walk.products.usagesIn(definition)) {
    const item = usage.placement === undefined ? mappedUsage(walk, usage, shapes, mapped) : undefined;
    if (item !== undefined) mapped.set(item, usage.child);
  }
  for (const shape of shapes) visitRepresentation(walk, shape, place, names, definition, depth, shapes, mapped);
  for (const usage of walk.products.usagesIn(definition)) {
    if (usage.placement === undefined && [...mapped.values()].includes(usage.child)) continue;
    visitDefinition(
      walk,
      usage.child,
      moved(place, () => usagePose(walk, usage, shapes)),
      names,
      depth + 1,
    );
  }
}

/** The mapped item of a parent's shapes that places the child of a usage; undefined when there is none left. */
function mappedUsage(
  walk: Walk,
  usage: Usage,
  parentShapes: ReadonlySet<number>,
  taken: ReadonlyMap<number, number>,
): number | undefined {
  const childShapes = new Set(
    walk.products.shapesOf(usage.child).flatMap((shape) => walk.representations.equals(shape)),
  );
  for (const shape of parentShapes) {
    for (const item of walk.representations.items(shape)) {
      if (!isOf(walk.file, item, "MAPPED_ITEM") || taken.has(item)) continue;
      if (childShapes.has(mappedRepresentation(walk.file, item))) return item;
    }
  }
  return undefined;
}

function enter(walk: Walk, depth: number): void {
  if (depth > maxAssemblyDepth)
    throw new UnbakeError("too_large", `an assembly more than ${maxAssemblyDepth} levels deep`);
  if (++walk.visits > maxOccurrences)
    throw new UnbakeError("too_large", `an assembly of more than ${maxOccurrences} parts`);
}

function moved(place: Place, inner: () => Similarity): Place {
  if ("error" in place) return place;
  try {
    return { pose: composePoses(place.pose, inner()) };
  } catch (error) {
    if (error instanceof UnbakeError) return { error };
    throw error;
  }
}

function usagePose(walk: Walk, usage: Usage, parentShapes: ReadonlySet<number | undefined>): Similarity {
  if (usage.placement === undefined) return identityPose;
  const { first, second } = walk.representations.relationship(usage.placement);
  // The standard has the child first; some writers have it second. The parent's own shapes tell.
  const childFirst = !(parentShapes.has(first) && !parentShapes.has(second));
  const child = childFirst ? first : second;
  const parent = childFirst ? second : first;
  return relationshipPose(walk.file, usage.placement, childFirst, walk.unitsOf(child), walk.unitsOf(parent));
}

function visitRepresentation(
  walk: Walk,
  representation: number,
  place: Place,
  path: readonly string[],
  definition: number,
  depth: number,
  siblings: ReadonlySet<number>,
  mapped: ReadonlyMap<number, number>,
): void {
  enter(walk, depth);
  const units = (): ContextUnits => walk.unitsOf(representation);
  for (const item of walk.representations.items(representation)) {
    if (isShape(walk, item)) emit(walk, item, place, path, definition, units);
    else if (isOf(walk.file, item, "MAPPED_ITEM")) {
      const source = mappedRepresentation(walk.file, item);
      const inner = moved(place, () => mappedPose(walk.file, item, walk.unitsOf(source), units()));
      const child = mapped.get(item);
      if (child !== undefined) visitDefinition(walk, child, inner, path, depth + 1);
      else visitRepresentation(walk, source, inner, path, definition, depth + 1, siblings, mapped);
    }
  }
  // Shapes placed in shapes without products between them (older writers).
  for (const link of walk.representations.placedIn(representation)) {
    if (walk.usagePlacements.has(link)) continue;
    const first = must(walk.representations.relationship(link).first, "representation that is placed");
    if (siblings.has(first)) continue;
    const inner = moved(place, () => relationshipPose(walk.file, link, true, walk.unitsOf(first), units()));
    visitRepresentation(walk, first, inner, path, definition, depth + 1, siblings, mapped);
  }
}

function emit(
  walk: Walk,
  item: number,
  place: Place,
  path: readonly string[],
  definition: number,
  units: () => ContextUnits,
): void {
  if (walk.constructed.has(item)) {
    throw new UnbakeError(
      "unsupported_content",
      `${describeInstance(walk.file, item)} is a solid by construction (CSG, swept): its boundary is not in the file`,
    );
  }
  if ("error" in place) throw place.error;
  if (walk.found.length >= maxOccurrences)
    throw new UnbakeError("too_large", `more than ${maxOccurrences} placed solids`);
  walk.reached.add(item);
  walk.found.push({ item, pose: place.pose, path: path.filter((name) => name !== ""), definition, units: units() });
}
