/**
 * Proves that one shape is another (recovery design, "Words"): faces matched within delta with nothing left over on
 * either side, the same solids and shells, volume, area and similarity within their limits. Booleans of nearly equal
 * solids are what the kernel does worst, so none is made.
 */

import { distance3, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { areaErrorShare, exactMeasureShare, leastSimilarityShare, volumeErrorShare } from "../tolerances.js";
import { isProven, matchSolids, type SolidMatching } from "./matchSolids.js";
import { readSide, type Side, type SolidSide } from "./side.js";
import { measureSimilarity, type Similarity } from "./similarity.js";
import type { SolidProof } from "./solidProof.js";
import type { Verification } from "./types.js";
import { volumeErrorOf } from "./volumeError.js";

export interface VerifyOptions {
  /** Do not measure the similarity of what the matching rejects already: it is then reported as 0. */
  readonly stopEarly?: boolean;
}

/**
 * What is proven about `result` as a copy of `original`. Face ids are those of `kernel.topology` of either shape.
 * Throws only when the kernel cannot measure a shape at all.
 */
export async function verify(
  kernel: Kernel,
  original: Shape,
  result: Shape,
  options: VerifyOptions = {},
): Promise<Verification> {
  const { a, b, matching } = kernel.scope(() => {
    const a = readSide(kernel, original);
    const b = readSide(kernel, result);
    return { a, b, matching: matchSolids(a, b) };
  });
  const rejected = !isComplete(a, b, matching);
  const similarity = rejected && options.stopEarly ? { value: 0, notes: [] } : await measureSimilarity(a, b, matching);
  return conclude(a, b, matching, similarity);
}

/** The matching alone, without similarity: quick, for searches. True when every face has its counterpart. */
export function facesMatch(kernel: Kernel, original: Shape, result: Shape): boolean {
  return kernel.scope(() => {
    const a = readSide(kernel, original);
    const b = readSide(kernel, result);
    return a.solids.length === b.solids.length && isComplete(a, b, matchSolids(a, b));
  });
}

/** Every solid and every face of both sides has its counterpart. */
function isComplete(a: Side, b: Side, { proofs, unmatchedOriginal, unmatchedResult }: SolidMatching): boolean {
  const everySolid = unmatchedOriginal.length === 0 && unmatchedResult.length === 0;
  return a.solids.length === b.solids.length && everySolid && proofs.every(isProven);
}

function conclude(
  original: Side,
  result: Side,
  { proofs, unmatchedOriginal, unmatchedResult }: SolidMatching,
  similarity: Similarity,
): Verification {
  const before = totals(original.solids);
  const after = totals(result.solids);
  const volumeErrors = proofs.map(volumeErrorOf);
  const bounded = volumeErrors.flatMap((error) => error.note ?? []);
  // The measured sum, unless some solid's own figure is better than its integral.
  const volumeError =
    bounded.length === 0
      ? relative(after.volume, before.volume)
      : proofs.reduce((sum, p, i) => sum + at(volumeErrors, i).relative * Math.abs(p.original.volume), 0) /
        Math.abs(before.volume);
  const areaError = relative(after.area, before.area);
  const maxDeviationMm = Math.max(0, ...proofs.map((proof) => proof.deviationMm));
  const facesOf = (side: Side, solids: readonly SolidSide[]): number[] =>
    solids.flatMap((solid) => at(side.topology.solids, solid.id).faces);
  const lostOriginal = [...proofs.flatMap((p) => p.unmatchedOriginal), ...facesOf(original, unmatchedOriginal)];
  const lostResult = [...proofs.flatMap((p) => p.unmatchedResult), ...facesOf(result, unmatchedResult)];
  const approximateFaces = proofs.flatMap((p) => p.approximateFaces).sort(ascending);
  const reasons = [
    ...solidReasons(original, result, unmatchedOriginal, unmatchedResult),
    ...proofs.flatMap(proofReasons),
    ...measureReasons(volumeError, areaError, proofs),
  ];
  if (similarity.value < leastSimilarityShare) {
    reasons.push(`similarity is ${similarity.value.toFixed(6)}, less than ${leastSimilarityShare}`);
  }
  const notes = [...bounded, ...similarity.notes];
  const verified = reasons.length === 0;
  const exact =
    verified &&
    approximateFaces.length === 0 &&
    Math.abs(volumeError) <= exactMeasureShare &&
    Math.abs(areaError) <= exactMeasureShare &&
    proofs.every((proof) => proof.deviationMm <= proof.tolerances.exactMm);
  return {
    verified,
    exact,
    approximate: approximateFaces.length > 0,
    method: proofs.some((proof) => proof.method === "sampling") ? "sampling" : "matching",
    similarity: similarity.value,
    volumeError,
    areaError,
    centroidErrorMm: distance3(before.centroid, after.centroid),
    maxDeviationMm,
    deltaMm: Math.max(0, ...proofs.map((proof) => proof.tolerances.deltaMm)),
    solids: { original: original.solids.length, result: result.solids.length },
    faces: {
      original: original.topology.faces.length,
      result: result.topology.faces.length,
      matched: proofs.reduce((sum, proof) => sum + proof.matchedFaces, 0),
    },
    unmatchedOriginal: lostOriginal.sort(ascending),
    unmatchedResult: lostResult.sort(ascending),
    approximateFaces,
    reasons,
    ...(notes.length > 0 && { notes }),
  };
}

function solidReasons(
  original: Side,
  result: Side,
  unmatchedOriginal: readonly SolidSide[],
  unmatchedResult: readonly SolidSide[],
): string[] {
  const reasons: string[] = [];
  if (original.solids.length === 0) reasons.push("the original has no solid");
  if (original.solids.length !== result.solids.length) {
    reasons.push(`the original has ${count(original.solids.length, "solid")}, the result ${result.solids.length}`);
  }
  for (const [name, side] of [["original", original] as const, ["result", result] as const]) {
    if (side.holdsMore) reasons.push(`the ${name} holds faces outside its solids, or a solid twice in one place`);
  }
  if (unmatchedOriginal.length > 0)
    reasons.push(`not reproduced: ${listed("solid", unmatchedOriginal)} of the original`);
  if (unmatchedResult.length > 0)
    reasons.push(`not in the original: ${listed("solid", unmatchedResult)} of the result`);
  return reasons;
}

function proofReasons(proof: SolidProof): string[] {
  const reasons = [...proof.reasons];
  const { unmatchedOriginal, unmatchedResult } = proof;
  if (unmatchedOriginal.length > 0) {
    reasons.push(`${count(unmatchedOriginal.length, "face")} of solid ${proof.original.id} without a counterpart`);
  }
  if (unmatchedResult.length > 0) {
    reasons.push(
      `${count(unmatchedResult.length, "face")} of the result's solid ${proof.result.id} that the original does not have`,
    );
  }
  return reasons;
}

/** Every solid keeps its volume, not only the sum: a wrong screw does not show in a crane. */
function measureReasons(volumeError: number, areaError: number, proofs: readonly SolidProof[]): string[] {
  const reasons: string[] = [];
  if (!(Math.abs(volumeError) <= volumeErrorShare)) reasons.push(`volume is off by ${volumeError.toExponential(2)}`);
  if (!(Math.abs(areaError) <= areaErrorShare)) reasons.push(`area is off by ${areaError.toExponential(2)}`);
  for (const proof of proofs) {
    const { original, result } = proof;
    const error = volumeErrorOf(proof).relative;
    const area = relative(result.area, original.area);
    if (!(Math.abs(error) <= volumeErrorShare)) {
      reasons.push(`volume of solid ${original.id} is off by ${error.toExponential(2)}`);
    } else if (!(Math.abs(area) <= areaErrorShare)) {
      reasons.push(`area of solid ${original.id} is off by ${area.toExponential(2)}`);
    }
  }
  return reasons;
}

function totals(solids: readonly SolidSide[]): { volume: number; area: number; centroid: Vec3 } {
  const volume = solids.reduce((sum, solid) => sum + solid.volume, 0);
  const area = solids.reduce((sum, solid) => sum + solid.area, 0);
  const moment = (i: 0 | 1 | 2): number =>
    solids.reduce((sum, solid) => sum + solid.volume * solid.centroid[i], 0) / (volume || 1);
  return { volume, area, centroid: [moment(0), moment(1), moment(2)] };
}

const relative = (value: number, reference: number): number =>
  value === reference ? 0 : (value - reference) / Math.abs(reference);
const ascending = (a: number, b: number): number => a - b;
const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

function listed(word: string, solids: readonly SolidSide[]): string {
  const ids = solids.map((solid) => solid.id);
  const shown = ids.slice(0, 10).join(", ") + (ids.length > 10 ? ", ..." : "");
  return `${word}${ids.length === 1 ? "" : "s"} ${shown}`;
}
