/** Finds for every patch of a solid its one counterpart on the other side. */

import { distance3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { patchAreaShare } from "../tolerances.js";
import { boundaryIndex } from "./boundaryIndex.js";
import { type AllEdges, compareBoundaries } from "./compareBoundaries.js";
import { compareSurfaces } from "./compareSurfaces.js";
import type { Patch, Side } from "./side.js";
import type { ProofTolerances } from "./tolerances.js";

export interface PatchMatch {
  readonly original: Patch;
  readonly result: Patch;
  readonly deviationMm: number;
  readonly approximate: boolean;
}

export interface PatchMatching {
  readonly matches: readonly PatchMatch[];
  readonly unmatchedOriginal: readonly Patch[];
  readonly unmatchedResult: readonly Patch[];
}

export function matchPatches(
  original: Side,
  patchesA: readonly Patch[],
  result: Side,
  patchesB: readonly Patch[],
  tolerances: ProofTolerances,
): PatchMatching {
  return matchSome(original, patchesA, patchesA, result, patchesB, patchesB, tolerances);
}

/** A second look at what is left over, with all edges of both solids in view. */
export function matchLeftOver(
  original: Side,
  patchesA: readonly Patch[],
  leftA: readonly Patch[],
  result: Side,
  patchesB: readonly Patch[],
  leftB: readonly Patch[],
  tolerances: ProofTolerances,
): PatchMatching {
  const edgesOf = (patches: readonly Patch[]) =>
    boundaryIndex([...new Set(patches.flatMap((patch) => patch.boundary.edges))]);
  const allEdges = { a: edgesOf(patchesA), b: edgesOf(patchesB) };
  return matchSome(original, patchesA, leftA, result, patchesB, leftB, tolerances, allEdges);
}

function matchSome(
  original: Side,
  patchesA: readonly Patch[],
  someA: readonly Patch[],
  result: Side,
  patchesB: readonly Patch[],
  someB: readonly Patch[],
  tolerances: ProofTolerances,
  allEdges?: AllEdges,
): PatchMatching {
  const near = candidateFinder(someB);
  const taken = new Set<Patch>();
  const matches: PatchMatch[] = [];
  const unmatchedOriginal: Patch[] = [];
  for (const a of someA) {
    let found: PatchMatch | undefined;
    for (const b of near(a, tolerances)) {
      if (taken.has(b)) continue;
      found = comparePatches(original, patchesA, a, result, patchesB, b, tolerances, allEdges);
      if (found) break;
    }
    if (found) {
      taken.add(found.result);
      matches.push(found);
    } else {
      unmatchedOriginal.push(a);
    }
  }
  return { matches, unmatchedOriginal, unmatchedResult: someB.filter((b) => !taken.has(b)) };
}

function comparePatches(
  original: Side,
  patchesA: readonly Patch[],
  a: Patch,
  result: Side,
  patchesB: readonly Patch[],
  b: Patch,
  tolerances: ProofTolerances,
  allEdges: AllEdges | undefined,
): PatchMatch | undefined {
  if ((a.boundary.edges.length === 0) !== (b.boundary.edges.length === 0)) return undefined;
  const surfaces = compareSurfaces(original, a, result, b, tolerances);
  const boundaries = surfaces && compareBoundaries(patchesA, a, patchesB, b, tolerances, allEdges);
  if (!boundaries || !sameExtent(a, b, boundaries.slideMm + tolerances.deltaMm)) return undefined;
  return {
    original: a,
    result: b,
    deviationMm: Math.max(surfaces.deviationMm, boundaries.deviationMm),
    approximate: surfaces.approximate || boundaries.approximate,
  };
}

/**
 * The same boundary on the same surface leaves two faces to choose from when the surface is closed (the two caps of a
 * sphere): area and centroid tell them apart. The tolerance covers a boundary that is off by `shiftMm` everywhere.
 */
function sameExtent(a: Patch, b: Patch, shiftMm: number): boolean {
  const perimeter = a.boundary.edges.reduce((sum, edge) => sum + edge.lengthMm, 0);
  const area = Math.max(a.area, b.area);
  const areaSlack = patchAreaShare * area + perimeter * shiftMm;
  if (Math.abs(a.area - b.area) > areaSlack) return false;
  return distance3(a.centroid, b.centroid) <= shiftMm + (areaSlack / area) * reach(a);
}

/** How far the patch reaches from its centroid; of a surface without a boundary, from its area. */
function reach(patch: Patch): number {
  let most = Math.sqrt(patch.area);
  for (const p of patch.extent) most = Math.max(most, distance3(p, patch.centroid));
  return most;
}

/** Candidates by nearness of centroids, nearest first. */
function candidateFinder(patches: readonly Patch[]): (a: Patch, tolerances: ProofTolerances) => readonly Patch[] {
  const sorted = [...patches].sort((p, q) => p.centroid[0] - q.centroid[0] || p.index - q.index);
  return (a, { deltaMm, freeformMm }) => {
    const radius = Math.max(20 * deltaMm, freeformMm, 0.02 * reach(a));
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(sorted, middle).centroid[0] < a.centroid[0] - radius) low = middle + 1;
      else high = middle;
    }
    const found: { readonly patch: Patch; readonly d: number }[] = [];
    for (let i = low; i < sorted.length; i++) {
      const patch = sorted[i];
      if (!patch || patch.centroid[0] > a.centroid[0] + radius) break;
      const d = distance3(patch.centroid, a.centroid);
      if (d <= radius) found.push({ patch, d });
    }
    return found.sort((p, q) => p.d - q.d || p.patch.index - q.patch.index).map(({ patch }) => patch);
  };
}
