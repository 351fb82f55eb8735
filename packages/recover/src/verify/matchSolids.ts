/** Pairs the solids of both sides: each original solid with exactly one of the result. */

import { distance3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { centroidShare, volumeErrorShare } from "../tolerances.js";
import type { Side, SolidSide } from "./side.js";
import { proveSolid, type SolidProof, tolerancesOf } from "./solidProof.js";
import type { ProofTolerances } from "./tolerances.js";

export interface SolidMatching {
  readonly proofs: readonly SolidProof[];
  readonly unmatchedOriginal: readonly SolidSide[];
  readonly unmatchedResult: readonly SolidSide[];
}

/** No reason, nothing left over. */
export const isProven = (proof: SolidProof): boolean =>
  proof.reasons.length === 0 && proof.unmatchedOriginal.length === 0 && proof.unmatchedResult.length === 0;

/**
 * First every solid looks for a counterpart of its volume at its place whose faces prove equal. Those without one are
 * then paired with the nearest that is left, only to say which of their faces differ.
 */
export function matchSolids(original: Side, result: Side): SolidMatching {
  const finder = nearestSolids(result.solids);
  const free = new Set(result.solids);
  const proofs: SolidProof[] = [];
  const lost: { readonly solid: SolidSide; readonly tolerances: ProofTolerances }[] = [];
  for (const solid of original.solids) {
    const tolerances = tolerancesOf(original, solid);
    let proven: SolidProof | undefined;
    for (const candidate of finder(solid, tolerances)) {
      if (!free.has(candidate)) continue;
      const proof = proveSolid(original, solid, result, candidate, tolerances);
      if (isProven(proof)) {
        proven = proof;
        break;
      }
    }
    if (proven) {
      free.delete(proven.result);
      proofs.push(proven);
    } else {
      lost.push({ solid, tolerances });
    }
  }
  const unmatchedOriginal: SolidSide[] = [];
  for (const { solid, tolerances } of lost) {
    const near = nearestOf(solid, free, tolerances.diagonalMm);
    if (near) {
      free.delete(near);
      proofs.push(proveSolid(original, solid, result, near, tolerances));
    } else {
      unmatchedOriginal.push(solid);
    }
  }
  return { proofs, unmatchedOriginal, unmatchedResult: result.solids.filter((solid) => free.has(solid)) };
}

/** Solids of the same volume at the same place, nearest first. */
function nearestSolids(solids: readonly SolidSide[]): (to: SolidSide, tolerances: ProofTolerances) => SolidSide[] {
  const sorted = [...solids].sort((a, b) => a.centroid[0] - b.centroid[0] || a.id - b.id);
  return (to, { freeformMm, deltaMm, diagonalMm }) => {
    // Generous: centroids of bodies with spline faces are integrated to a few 1e-4 of their size, and the faces decide.
    const radius = Math.max(freeformMm, 20 * deltaMm, centroidShare * diagonalMm);
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(sorted, middle).centroid[0] < to.centroid[0] - radius) low = middle + 1;
      else high = middle;
    }
    const found: SolidSide[] = [];
    for (let i = low; i < sorted.length; i++) {
      const solid = sorted[i];
      if (!solid || solid.centroid[0] > to.centroid[0] + radius) break;
      const sameVolume = Math.abs(solid.volume - to.volume) <= 10 * volumeErrorShare * Math.abs(to.volume);
      if (sameVolume && distance3(solid.centroid, to.centroid) <= radius) found.push(solid);
    }
    const d = (solid: SolidSide): number => distance3(solid.centroid, to.centroid);
    return found.sort((a, b) => d(a) - d(b) || a.id - b.id);
  };
}

function nearestOf(to: SolidSide, solids: ReadonlySet<SolidSide>, withinMm: number): SolidSide | undefined {
  let best: SolidSide | undefined;
  let bestDistance = withinMm;
  for (const solid of solids) {
    const d = distance3(solid.centroid, to.centroid);
    if (d < bestDistance) {
      best = solid;
      bestDistance = d;
    }
  }
  return best;
}
