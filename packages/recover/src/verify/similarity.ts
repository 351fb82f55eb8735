/** Volume of the intersection over volume of the union. */
import type { SolidMatching } from "./matchSolids.js";
import type { Side } from "./side.js";

export interface Similarity {
  readonly value: number;
  readonly reasons: readonly string[];
}

export async function measureSimilarity(_original: Side, _result: Side, matching: SolidMatching): Promise<Similarity> {
  let difference = 0;
  let volume = 0;
  for (const proof of matching.proofs) {
    difference += proof.original.area * proof.deviationMm;
    volume += proof.original.volume;
  }
  return { value: 1 - difference / volume, reasons: [] };
}
