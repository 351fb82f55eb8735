/** The limits of the proof, each with its unit and its source (recovery design, "Words"). */
import { deltaMm } from "../tolerance.js";

export interface ProofTolerances {
  readonly diagonalMm: number;
  /** Surfaces and boundaries agree within this, mm. */
  readonly deltaMm: number;
  /** Freeform faces may agree within this, mm; they are then named as approximate. */
  readonly freeformMm: number;
  /** Deviation of an exact program, mm. */
  readonly exactMm: number;
  /** A surface that is this near to an elementary one is read as that one, mm. The difference counts as deviation. */
  readonly canonicalMm: number;
  /** Neighbouring faces whose surfaces agree within this are one face, mm: well under delta, so that both sides decide alike. */
  readonly mergeMm: number;
}

export function proofTolerances(diagonalMm: number): ProofTolerances {
  const delta = deltaMm(diagonalMm);
  return {
    diagonalMm,
    deltaMm: delta,
    freeformMm: Math.max(0.01, 1e-4 * diagonalMm),
    exactMm: Math.max(1e-5, 1e-7 * diagonalMm),
    canonicalMm: delta / 3,
    mergeMm: delta / 10,
  };
}

export const volumeErrorLimit = 1e-4;
export const areaErrorLimit = 1e-3;
export const similarityLimit = 0.999;
/** Volume and area of an exact program agree within this, relative. */
export const exactMeasureLimit = 1e-6;

/** Outward normals of the two faces at an edge that differ by less (radians) make it a smooth edge: its place along the surfaces is not sharp. */
export const smoothAngleRad = 0.05;
