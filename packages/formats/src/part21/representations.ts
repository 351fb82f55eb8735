/** Representations: their items, their context, and how they are tied to each other (ISO 10303-43). */

import { composePoses } from "@unbake/geometry";
import { at, must, UnbakeError } from "@unbake/ground";
import { invertSimilarity, isIdentity, isOperator, placementOf, type Similarity } from "./affine.js";
import { describeInstance, isOf } from "./query.js";
import type { Part21 } from "./types.js";
import type { ContextUnits } from "./units.js";
import { argumentsOf, asList, asRef, type Value } from "./values.js";

export interface Representations {
  items(representation: number): readonly number[];
  context(representation: number | undefined): number | undefined;
  /** The representation and all that are said to be the same shape, without a placement between them. */
  equals(representation: number): readonly number[];
  /** Representations placed in this one by a relationship with a transformation: instances of the relationships. */
  placedIn(representation: number): readonly number[];
  relationship(instance: number): Relationship;
}

/** What a relationship ties together; undefined where it names nothing that is in the file. */
interface Relationship {
  readonly first: number | undefined;
  readonly second: number | undefined;
}

export function readRepresentations(file: Part21): Representations {
  const same = new Map<number, number[]>();
  const placed = new Map<number, number[]>();
  const relationship = (instance: number): Relationship => {
    const args = argumentsOf(file, instance, "REPRESENTATION_RELATIONSHIP") ?? [];
    return { first: asRef(file, args[2]), second: asRef(file, args[3]) };
  };
  for (const instance of relationshipInstances(file)) {
    const { first, second } = relationship(instance);
    if (first === undefined || second === undefined || first === second) continue;
    if (isOf(file, instance, "REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION")) add(placed, second, instance);
    else {
      add(same, first, second);
      add(same, second, first);
    }
  }
  return {
    items: (representation) =>
      asList(representationArguments(file, representation)[1])
        .map((value) => asRef(file, value))
        .filter((item) => item !== undefined),
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

function representationArguments(file: Part21, index: number | undefined): ReturnType<typeof asList> {
  return argumentsOf(file, index, "REPRESENTATION") ?? [];
}

function closure(same: ReadonlyMap<number, readonly number[]>, start: number): readonly number[] {
  const found = [start];
  const seen = new Set(found);
  for (let i = 0; i < found.length; i++) {
    for (const next of same.get(at(found, i)) ?? []) {
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
 * How a relationship with a transformation places the child: child space to parent space, millimetres. `childFirst` says whether the child
 * is the relationship's first representation: writers disagree.
 * @throws unsupported_content when the transformation is not understood.
 */
export function relationshipPose(
  file: Part21,
  instance: number,
  childFirst: boolean,
  childUnits: ContextUnits,
  parentUnits: ContextUnits,
): Similarity {
  const args = argumentsOf(file, instance, "REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION") ?? [];
  const transformation = asRef(file, args.at(-1));
  if (isOf(file, transformation, "ITEM_DEFINED_TRANSFORMATION")) {
    const items = (argumentsOf(file, transformation, "ITEM_DEFINED_TRANSFORMATION") ?? []).slice(-2);
    const [child, parent] = childFirst ? items : items.reverse();
    return between(file, asRef(file, child), childUnits.lengthMm, asRef(file, parent), parentUnits.lengthMm);
  }
  // An operator carries the first representation into the second.
  const pose = placementOf(file, transformation, (childFirst ? parentUnits : childUnits).lengthMm);
  return childFirst ? pose : invertSimilarity(pose);
}

/** Carries what is placed by `from` to where `to` is. */
function between(
  file: Part21,
  from: number | undefined,
  fromMm: number,
  to: number | undefined,
  toMm: number,
): Similarity {
  return composePoses(placementOf(file, to, toMm), invertSimilarity(placementOf(file, from, fromMm)));
}

/** The representation that a MAPPED_ITEM maps. @throws dangling_reference when it names none. */
export function mappedRepresentation(file: Part21, instance: number): number {
  const representation = asRef(file, argumentsOf(file, sourceOf(file, instance), "REPRESENTATION_MAP")?.[1]);
  if (representation === undefined)
    throw new UnbakeError("dangling_reference", `${describeInstance(file, instance)} maps nothing`);
  return representation;
}

function sourceOf(file: Part21, instance: number): number | undefined {
  return asRef(file, mappingOf(file, instance)[0]);
}

/** Source and target. */
function mappingOf(file: Part21, instance: number): readonly Value[] {
  return (argumentsOf(file, instance, "MAPPED_ITEM") ?? []).slice(-2);
}

/**
 * How a MAPPED_ITEM places the representation that it maps: its origin goes to the target.
 * @throws unsupported_content when either is not understood; also for an operator with an origin that is not that of the coordinates, which
 * readers apply in three different ways.
 */
export function mappedPose(
  file: Part21,
  instance: number,
  sourceUnits: ContextUnits,
  targetUnits: ContextUnits,
): Similarity {
  const origin = asRef(file, argumentsOf(file, sourceOf(file, instance), "REPRESENTATION_MAP")?.[0]);
  const target = asRef(file, mappingOf(file, instance)[1]);
  if (!isOperator(file, target)) return between(file, origin, sourceUnits.lengthMm, target, targetUnits.lengthMm);
  const named = (index: number | undefined): string => describeInstance(file, must(index, "placement"));
  if (!isIdentity(placementOf(file, origin, sourceUnits.lengthMm))) {
    throw new UnbakeError(
      "unsupported_content",
      `${describeInstance(file, instance)} is placed by an operator, ${named(target)}, and has an origin of its own, ${named(origin)}: the standard does not say how the two go together`,
    );
  }
  return placementOf(file, target, targetUnits.lengthMm);
}
