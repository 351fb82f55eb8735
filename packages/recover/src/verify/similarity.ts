/** Volume of the intersection over volume of the union, by manifold-3d on meshes of the paired solids. */
import { type Mesh, meshSimilarity, mul, translationPose, type Vec3 } from "@unbake/kernel";
import { isProven, type SolidMatching } from "./matchSolids.js";
import type { Side, SolidSide } from "./side.js";
import type { SolidProof } from "./solidProof.js";
import { similarityLimit } from "./tolerances.js";

export interface Similarity {
  readonly value: number;
  readonly notes: readonly string[];
}

/**
 * Chord errors tried one after the other, as shares of volume / area: two meshes of one shape differ by at most about
 * chord error x area. Faces that are the same are cut into the same triangles, so the first settles most parts.
 */
const chordShares = [1e-2, 2e-3, 5e-4];
/** A figure this good needs no finer mesh: what the meshes leave open is well below the limit. */
const goodEnough = 1 - (1 - similarityLimit) / 4;
const angularRad = 0.6;
/** Chord errors outside these are of no use, mm: below, single precision rounds; above, small features vanish. */
const [finestMm, coarsestMm] = [1e-4, 0.5];
/** With this many triangles a figure above the limit is left as it is, though a finer mesh might better it. */
const fineTriangles = 10_000;
/** A finer mesh is not made of one with more triangles than this: time and memory would follow the square. */
const mostTriangles = 150_000;

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

/** The IoU of a pair, or where the meshes cannot show it the bound that the matching gives. */
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
    const { centroid } = proof.original;
    const meshA = meshOf(original, proof.original, centroid, linear);
    const meshB = meshOf(result, proof.result, centroid, linear);
    const measured = await meshSimilarity([meshA], [meshB]);
    const triangles = Math.max(meshA.triangles.length, meshB.triangles.length) / 3;
    if ("reason" in measured) {
      // A finer mesh seldom closes what a coarser one left open.
      const again = reason === "" && triangles < mostTriangles / 10;
      reason = measured.reason;
      if (!again) break;
    } else {
      best = Math.max(best ?? 0, measured.similarity);
      // Far below the limit no error of the meshes explains it.
      if (best >= goodEnough || best < 0.9) return best;
      if (best >= similarityLimit && triangles > fineTriangles) return best;
    }
    if (triangles > mostTriangles) break;
  }
  if (best !== undefined && (best >= similarityLimit || !isProven(proof))) return best;
  return { bound: boundFromFaces(proof), reason: reason || "meshes of a size that can be compared are too coarse" };
}

/** Every face is within the deviation of its counterpart, so what differs is a layer of that thickness on both sides. */
function boundFromFaces(proof: SolidProof): number {
  if (!isProven(proof)) return 0;
  const layer = 2 * proof.deviationMm * Math.max(proof.original.area, proof.result.area);
  return Math.max(0, 1 - layer / Math.abs(proof.original.volume));
}

/** Meshed about the original's centroid: meshes are in single precision, which is to be spent on the part and not on its place. */
function meshOf(side: Side, solid: SolidSide, center: Vec3, linear: number): Mesh {
  const { kernel } = side;
  return kernel.scope(() => {
    const placed = kernel.subShape(side.shape, "solid", solid.id);
    const centred = kernel.transform(placed, translationPose(mul(center, -1))).shape;
    return kernel.mesh(centred, { linear, angularRad });
  });
}
