/** What a prism and a revolution about its axis have in common, as a base. */
import type { Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Axis } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { turnedPrisms } from "../recognise/intersection/turnedPrism.js";
import type { Candidate } from "./bases.js";
import type { SearchContext } from "./context.js";
import { type FaceSamples, facesOnPrism, facesOnRevolution } from "./explainedArea.js";

/** Share of the part's area that the prism and the revolution must each have for themselves. */
const leastOwnShare = 0.005;

export function turnedBases(
  { kernel }: SearchContext,
  graph: SolidGraph,
  samples: FaceSamples,
  axes: readonly Axis[],
  directions: readonly Vec3[],
): Candidate[] {
  const areaOf = (faces: Iterable<number>): number =>
    [...faces].reduce((sum, face) => sum + at(samples.areas, face), 0);
  const total = areaOf(samples.areas.keys());
  return turnedPrisms(kernel, graph, samples.areas, axes, directions).flatMap(({ prism, revolution }) => {
    const walls = facesOnPrism(graph, samples, prism, false);
    const turned = facesOnRevolution(graph, samples, revolution);
    const both = areaOf(new Set([...walls, ...turned]));
    const own = Math.min(both - areaOf(walls), both - areaOf(turned));
    return own < leastOwnShare * total ? [] : [{ node: prism, within: [revolution], explained: both / total }];
  });
}
