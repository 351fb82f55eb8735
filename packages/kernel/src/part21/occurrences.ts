/** Unfolds the assembly: every solid of the file where it stands. */
import { UnbakeError } from "../errors.js";
import { composePoses, identityPose } from "../geometry/vec3.js";
import type { Pose } from "../types.js";
import { brepTypes, surfaceModelTypes } from "./entities.js";
import { maxAssemblyDepth, maxOccurrences } from "./limits.js";
import { type Products, readProducts, type Usage } from "./products.js";
import { instancesOfAny, isOf } from "./query.js";
import { mappedItem, type Representations, readRepresentations, relationshipPose } from "./representations.js";
import type { Part21 } from "./types.js";
import { type ContextUnits, contextUnits } from "./units.js";

/** One solid (or surface model) of the file at one place. */
export interface Occurrence {
  /** Instance of the MANIFOLD_SOLID_BREP, or whatever holds the shape. */
  readonly item: number;
  /** From the item's own space to the root's, millimetres. */
  readonly pose: Pose;
  /** Names of the products from the root down to the one that holds the item. */
  readonly path: readonly string[];
  /** Instance of the product definition, -1 without one. */
  readonly definition: number;
  readonly units: ContextUnits;
}

interface Walk {
  readonly file: Part21;
  readonly products: Products;
  readonly representations: Representations;
  readonly unitsOf: (representation: number) => ContextUnits;
  readonly wanted: ReadonlySet<number>;
  /** Relationships by which usages place: they are followed with their usage only. */
  readonly usagePlacements: ReadonlySet<number>;
  readonly found: Occurrence[];
  readonly reached: Set<number>;
  /** Definitions and representations entered: an assembly of empty assemblies can double at every level. */
  visits: number;
}

/**
 * All solids and surface models of the file, placed, depth first from the roots of the assembly; those that no product
 * reaches come last, unplaced. The structure must be free of cycles (checks/cycles).
 * @throws too_large past the limits on depth and number.
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
    wanted: new Set(instancesOfAny(file, [...brepTypes, ...surfaceModelTypes])),
    usagePlacements: new Set(
      products.definitions.flatMap((definition) => products.usagesIn(definition).map((usage) => usage.placement)),
    ),
    found: [],
    reached: new Set(),
    visits: 0,
  };
  for (const root of walk.products.roots) visitDefinition(walk, root, identityPose, [], 0);
  for (const representation of shapeRepresentations(file)) {
    for (const item of representations.items(representation)) {
      if (walk.wanted.has(item) && !walk.reached.has(item)) {
        emit(walk, item, identityPose, [], -1, walk.unitsOf(representation));
      }
    }
  }
  return walk.found;
}

function shapeRepresentations(file: Part21): readonly number[] {
  return instancesOfAny(
    file,
    file.typeNames.filter((name) => name.endsWith("REPRESENTATION") && !name.includes("RELATIONSHIP")),
  );
}

function visitDefinition(walk: Walk, definition: number, pose: Pose, path: readonly string[], depth: number): void {
  enter(walk, depth);
  const here = [...path, walk.products.nameOf(definition)];
  const shapes = new Set(walk.products.shapesOf(definition).flatMap((shape) => walk.representations.equals(shape)));
  for (const shape of shapes) visitRepresentation(walk, shape, pose, here, definition, depth, shapes);
  for (const usage of walk.products.usagesIn(definition)) {
    visitDefinition(walk, usage.child, composePoses(pose, usagePose(walk, usage, shapes)), here, depth + 1);
  }
}

function enter(walk: Walk, depth: number): void {
  if (depth > maxAssemblyDepth)
    throw new UnbakeError("too_large", `an assembly more than ${maxAssemblyDepth} levels deep`);
  if (++walk.visits > maxOccurrences)
    throw new UnbakeError("too_large", `an assembly of more than ${maxOccurrences} parts`);
}

function usagePose(walk: Walk, usage: Usage, parentShapes: ReadonlySet<number>): Pose {
  if (usage.placement < 0) return identityPose;
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
  pose: Pose,
  path: readonly string[],
  definition: number,
  depth: number,
  siblings: ReadonlySet<number>,
): void {
  enter(walk, depth);
  const units = walk.unitsOf(representation);
  for (const item of walk.representations.items(representation)) {
    if (walk.wanted.has(item)) emit(walk, item, pose, path, definition, units);
    else if (item >= 0 && isOf(walk.file, item, "MAPPED_ITEM")) {
      const mapped = mappedItem(walk.file, item, walk.unitsOf, units);
      if (mapped === undefined) continue;
      const inner = composePoses(pose, mapped.pose);
      visitRepresentation(walk, mapped.representation, inner, path, definition, depth + 1, siblings);
    }
  }
  // Shapes placed in shapes without products between them (older writers).
  for (const link of walk.representations.placedIn(representation)) {
    if (walk.usagePlacements.has(link)) continue;
    const { first } = walk.representations.relationship(link);
    if (siblings.has(first)) continue;
    const inner = composePoses(pose, relationshipPose(walk.file, link, true, walk.unitsOf(first), units));
    visitRepresentation(walk, first, inner, path, definition, depth + 1, siblings);
  }
}

function emit(
  walk: Walk,
  item: number,
  pose: Pose,
  path: readonly string[],
  definition: number,
  units: ContextUnits,
): void {
  if (walk.found.length >= maxOccurrences)
    throw new UnbakeError("too_large", `more than ${maxOccurrences} placed solids`);
  walk.reached.add(item);
  walk.found.push({ item, pose, path: path.filter((name) => name !== ""), definition, units });
}
