/** Representations: their items, their context, and how they are tied to each other (ISO 10303-43). */
import { composePoses, identityPose, invertPose } from "../geometry/vec3.js";
import type { Pose } from "../types.js";
import { placementOf } from "./affine.js";
import { isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import type { ContextUnits } from "./units.js";
import { argumentsOf, asList, asRef } from "./values.js";

export interface Representations {
  items(representation: number): readonly number[];
  context(representation: number): number;
  /** The representation and all that are said to be the same shape, without a placement between them. */
  equals(representation: number): readonly number[];
  /** Representations placed in this one by a relationship with a transformation: instances of the relationships. */
  placedIn(representation: number): readonly number[];
  relationship(instance: number): { readonly first: number; readonly second: number };
}

export function readRepresentations(file: Part21): Representations {
  const same = new Map<number, number[]>();
  const placed = new Map<number, number[]>();
  const relationship = (instance: number): { first: number; second: number } => {
    const args = argumentsOf(file, instance, "REPRESENTATION_RELATIONSHIP") ?? [];
    return { first: asRef(file, args[2]), second: asRef(file, args[3]) };
  };
  for (const instance of relationshipInstances(file)) {
    const { first, second } = relationship(instance);
    if (first < 0 || second < 0 || first === second) continue;
    if (isOf(file, instance, "REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION")) add(placed, second, instance);
    else {
      add(same, first, second);
      add(same, second, first);
    }
  }
  return {
    items: (representation) =>
      asList(representationArguments(file, representation)[1]).map((value) => asRef(file, value)),
    context: (representation) => asRef(file, representationArguments(file, representation)[2]),
    equals: (representation) => closure(same, representation),
    placedIn: (representation) => placed.get(representation) ?? [],
    relationship,
  };
}

/** Relationships that join shapes: not those that hang drawings, tolerances or construction geometry on them. */
function relationshipInstances(file: Part21): readonly number[] {
  const shapes = file.instancesOf("SHAPE_REPRESENTATION_RELATIONSHIP");
  const placed = file.instancesOf("REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION");
  return [...new Set([...shapes, ...placed])];
}

function representationArguments(file: Part21, index: number): ReturnType<typeof asList> {
  return argumentsOf(file, index, "REPRESENTATION") ?? [];
}

function closure(same: ReadonlyMap<number, readonly number[]>, start: number): readonly number[] {
  const found = [start];
  const seen = new Set(found);
  for (let i = 0; i < found.length; i++) {
    for (const next of same.get(found[i] ?? -1) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        found.push(next);
      }
    }
  }
  return found;
}

function add(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * How a relationship with an ITEM_DEFINED_TRANSFORMATION places the child: child space to parent space, millimetres.
 * `childFirst` says whether the child is the relationship's first representation: writers disagree.
 */
export function relationshipPose(
  file: Part21,
  instance: number,
  childFirst: boolean,
  childUnits: ContextUnits,
  parentUnits: ContextUnits,
): Pose {
  const transformation = refsOf(file, instance).find((ref) => isOf(file, ref, "ITEM_DEFINED_TRANSFORMATION"));
  if (transformation === undefined) {
    const operator = refsOf(file, instance).find((ref) => isOf(file, ref, "CARTESIAN_TRANSFORMATION_OPERATOR_3D"));
    return operator === undefined ? identityPose : placementOf(file, operator, parentUnits.lengthMm);
  }
  const args = argumentsOf(file, transformation) ?? [];
  const child = asRef(file, args[childFirst ? 2 : 3]);
  const parent = asRef(file, args[childFirst ? 3 : 2]);
  return composePoses(
    placementOf(file, parent, parentUnits.lengthMm),
    invertPose(placementOf(file, child, childUnits.lengthMm)),
  );
}

/** How a MAPPED_ITEM places the representation that it maps, and which one that is. */
export function mappedItem(
  file: Part21,
  instance: number,
  sourceUnits: (representation: number) => ContextUnits,
  targetUnits: ContextUnits,
): { readonly representation: number; readonly pose: Pose } | undefined {
  const args = argumentsOf(file, instance, "MAPPED_ITEM") ?? [];
  const [source, target] = args.slice(-2);
  const map = argumentsOf(file, asRef(file, source)) ?? [];
  const representation = asRef(file, map[1]);
  if (representation < 0) return undefined;
  const origin = placementOf(file, asRef(file, map[0]), sourceUnits(representation).lengthMm);
  const pose = composePoses(placementOf(file, asRef(file, target), targetUnits.lengthMm), invertPose(origin));
  return { representation, pose };
}
