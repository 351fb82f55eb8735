/** How far the volume of a solid is off, as well as it can be known. */

import { integrationNoiseShare, volumeErrorShare } from "../tolerances.js";
import { isProven } from "./matchSolids.js";
import type { SolidProof } from "./solidProof.js";

export interface VolumeError {
  /** (result - original) / original. */
  readonly relative: number;
  /** Why it is not the difference of the two measured volumes, where it is not. */
  readonly note?: string;
}

/**
 * The difference of the measured volumes. Faces that all match leave room for a layer of their deviation and no more:
 * where integrals over spline faces claim more than that, and more than a proof may have, the layer is the truth.
 */
export function volumeErrorOf(proof: SolidProof): VolumeError {
  const { original, result } = proof;
  const measured = (result.volume - original.volume) / Math.abs(original.volume);
  const size = Math.abs(measured);
  if (size <= volumeErrorShare || size > integrationNoiseShare || !proof.freeform || !isProven(proof)) {
    return { relative: measured };
  }
  const layer = (Math.max(original.area, result.area) * proof.deviationMm) / Math.abs(original.volume);
  if (!(layer < size)) return { relative: measured };
  return {
    relative: Math.sign(measured) * layer,
    note: `volumes of solid ${original.id} integrate to ${measured.toExponential(2)} apart; its matched faces allow ${layer.toExponential(2)}, which is reported`,
  };
}
