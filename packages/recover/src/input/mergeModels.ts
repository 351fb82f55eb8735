/** Several models read from one file, as one. */
import { addTo } from "@unbake/ground";
import type { SourceFacts, SourceModel } from "./types.js";

/** The first model with the solids and warnings of the others; what the file says of itself is the first one's. */
export function mergeModels(first: SourceModel, others: readonly SourceModel[]): SourceModel {
  return {
    ...first,
    solids: [first, ...others].flatMap(({ solids }) => solids),
    warnings: [first, ...others].flatMap(({ warnings }) => warnings),
    facts: others.reduce((sum, { facts }) => addFacts(sum, facts), first.facts),
  };
}

function addFacts(a: SourceFacts, b: SourceFacts): SourceFacts {
  return {
    ...a,
    instances: a.instances + b.instances,
    solids: a.solids + b.solids,
    faces: a.faces + b.faces,
    edges: a.edges + b.edges,
    facesBySurface: addCounts(a.facesBySurface, b.facesBySurface),
    dropped: addCounts(a.dropped, b.dropped),
  };
}

type Counts = Readonly<Record<string, number>>;

function addCounts(a: Counts, b: Counts): Counts {
  const sum = new Map(Object.entries(a));
  for (const [key, count] of Object.entries(b)) addTo(sum, key, count);
  return Object.fromEntries(sum);
}
