/** Volume of the intersection over volume of the union, by manifold-3d on meshes of the paired solids. */
import { type Kernel, type Mesh, meshSimilarity } from "@unbake/kernel";
import type { SolidMatching } from "./matchSolids.js";
import type { Side, SolidSide } from "./side.js";
import type { SolidProof } from "./solidProof.js";
import { similarityLimit } from "./tolerances.js";

export interface Similarity {
  readonly value: number;
  readonly notes: readonly string[];
}

/**
 * Chord errors tried one after the other, as shares of volume / area: two meshes of one shape differ by at most about
 * chord error x area. The first is quick and settles most parts; the others are for thin ones with much curved surface.
 */
const chordShares = [1e-3, 2e-4, 5e-5];
/** A figure this good needs no finer mesh: the error of the mesh itself is well below the limit. */
const goodEnough = 1 - (1 - similarityLimit) / 2;
const angularRad = 0.35;
/** Chord errors outside these are of no use, mm: below, single precision rounds; above, small features vanish. */
const [finestMm, coarsestMm] = [1e-4, 0.5];

/** Sums intersections and unions over the pairs; solids without a counterpart only add to the union. */
export async function measureSimilarity(original: Side, result: Side, matching: SolidMatching): Promise<Similarity> {
  let intersection = 0;
  let union = 0;
  const notes: string[] = [];
  for (const proof of matching.proofs) {
    const pair = await comparePair(original, result, proof);
    if (typeof pair === "number") {
      // Of a pair with this IoU and these volumes: intersection = IoU / (1 + IoU) x (V1 + V2).
      const both = Math.abs(proof.original.volume) + Math.abs(proof.result.volume);
      const shared = (pair / (1 + pair)) * both;
      intersection += shared;
      union += both - shared;
    } else {
      const { bound, reason } = pair;
      notes.push(`solid ${proof.original.id}: ${reason}; its similarity is a bound from the matched faces`);
      const volume = Math.abs(proof.original.volume);
      intersection += bound * volume;
      union += volume;
    }
  }
  for (const solid of [...matching.unmatchedOriginal, ...matching.unmatchedResult]) union += Math.abs(solid.volume);
  return { value: union > 0 ? intersection / union : 0, notes };
}

/** The IoU of a pair, or where the meshes bound no bodies the bound that the matching gives. */
async function comparePair(
  original: Side,
  result: Side,
  proof: SolidProof,
): Promise<number | { readonly bound: number; readonly reason: string }> {
  let best: number | undefined;
  let reason = "";
  for (const share of chordShares) {
    const chord = (share * Math.abs(proof.original.volume)) / proof.original.area;
    const linear = Math.min(coarsestMm, Math.max(finestMm, chord));
    const measured = await meshSimilarity(
      [meshOf(original.kernel, original, proof.original, linear)],
      [meshOf(result.kernel, result, proof.result, linear)],
    );
    if ("reason" in measured) {
      reason = measured.reason;
      continue;
    }
    best = Math.max(best ?? 0, measured.similarity);
    // Far below the limit no mesh error explains it.
    if (best >= goodEnough || best < 0.9) break;
  }
  return best ?? { bound: boundFromFaces(proof), reason };
}

/** Every face is within the deviation of its counterpart, so what differs is a layer of that thickness on both sides. */
function boundFromFaces(proof: SolidProof): number {
  if (proof.unmatchedOriginal.length > 0 || proof.unmatchedResult.length > 0) return 0;
  const layer = 2 * proof.deviationMm * Math.max(proof.original.area, proof.result.area);
  return Math.max(0, 1 - layer / Math.abs(proof.original.volume));
}

function meshOf(kernel: Kernel, side: Side, solid: SolidSide, linear: number): Mesh {
  return kernel.scope(() => kernel.mesh(kernel.subShape(side.shape, "solid", solid.id), { linear, angularRad }));
}
