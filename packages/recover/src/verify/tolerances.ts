/** The limits of the proof, by the size of what is proven. */
import { deltaMm, exactShare, freeformShare, leastExactMm, leastFreeformMm } from "../tolerances.js";

export interface ProofTolerances {
  readonly diagonalMm: number;
  /** mm. Surfaces and boundaries agree within this. */
  readonly deltaMm: number;
  /** mm. Freeform faces may agree within this; they are then named as approximate. */
  readonly freeformMm: number;
  /** mm. Deviation of an exact program. */
  readonly exactMm: number;
  /** mm. A surface that is this near to an elementary one is read as that one. The difference counts as deviation. */
  readonly canonicalMm: number;
  /** mm. Neighbouring faces whose surfaces agree within this are one face: well under delta, so that both sides decide alike. */
  readonly mergeMm: number;
}

/** The limits of the proof of a solid of this diagonal. */
export function proofTolerances(diagonalMm: number): ProofTolerances {
  const delta = deltaMm(diagonalMm);
  return {
    diagonalMm,
    deltaMm: delta,
    freeformMm: Math.max(leastFreeformMm, freeformShare * diagonalMm),
    exactMm: Math.max(leastExactMm, exactShare * diagonalMm),
    canonicalMm: delta / 3,
    mergeMm: delta / 10,
  };
}
