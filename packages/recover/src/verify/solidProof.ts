/** The proof of one solid against one other: matching of faces first, gatherings of what is left over second. */
import { type Box, norm, sub } from "@unbake/geometry";
import { isElementary } from "../analysis/graph/elementary.js";
import { matchLeftOver, matchPatches, type PatchMatch } from "./matchPatches.js";
import { mergeFaces } from "./patches.js";
import { regroup } from "./regroup.js";
import { type Patch, type Side, type SolidSide, solidFaces } from "./side.js";
import { type ProofTolerances, proofTolerances } from "./tolerances.js";
import { eulerCharacteristic } from "./topologyCounts.js";

export interface SolidProof {
  readonly original: SolidSide;
  readonly result: SolidSide;
  readonly tolerances: ProofTolerances;
  readonly method: "matching" | "sampling";
  readonly deviationMm: number;
  /** Face ids, each side's own. */
  readonly matchedFaces: number;
  readonly unmatchedOriginal: readonly number[];
  readonly unmatchedResult: readonly number[];
  readonly approximateFaces: readonly number[];
  /** Some face of either side is no plane, cylinder, cone, sphere or torus. */
  readonly freeform: boolean;
  readonly reasons: readonly string[];
}

const knownTolerances = new WeakMap<SolidSide, ProofTolerances>();

/** Tolerances follow the size of the original solid, not of the file: a screw in a crane is proven as a screw. */
export function tolerancesOf(side: Side, solid: SolidSide): ProofTolerances {
  const before = knownTolerances.get(solid);
  if (before) return before;
  const { kernel } = side;
  const box: Box = kernel.scope(() => kernel.boundingBox(kernel.subShape(side.shape, "solid", solid.id)));
  const tolerances = proofTolerances(norm(sub(box.max, box.min)));
  knownTolerances.set(solid, tolerances);
  return tolerances;
}

export function proveSolid(
  original: Side,
  a: SolidSide,
  result: Side,
  b: SolidSide,
  tolerances: ProofTolerances,
): SolidProof {
  const patchesA = patchesOf(original, a, tolerances);
  const patchesB = patchesOf(result, b, tolerances);
  const matching = matchPatches(original, patchesA, result, patchesB, tolerances);
  let deviationMm = 0;
  const approximate: Patch[] = [];
  const take = (matches: readonly PatchMatch[]): void => {
    for (const match of matches) {
      deviationMm = Math.max(deviationMm, match.deviationMm);
      if (match.approximate) approximate.push(match.original);
    }
  };
  take(matching.matches);
  let { unmatchedOriginal, unmatchedResult } = matching;
  let method: SolidProof["method"] = "matching";
  const reasons: string[] = [];
  if (unmatchedOriginal.length > 0 && unmatchedResult.length > 0) {
    const again = matchLeftOver(original, patchesA, unmatchedOriginal, result, patchesB, unmatchedResult, tolerances);
    take(again.matches);
    const rest = [again.unmatchedOriginal, again.unmatchedResult] as const;
    const more = regroup(original, patchesA, rest[0], result, patchesB, rest[1], tolerances);
    if (again.matches.length > 0 || more.matchedOriginal.length > 0) method = "sampling";
    deviationMm = Math.max(deviationMm, more.deviationMm);
    approximate.push(...more.approximate);
    unmatchedOriginal = more.unmatchedOriginal;
    unmatchedResult = more.unmatchedResult;
  }
  if (a.shells !== b.shells) reasons.push(`solid ${a.id} has ${a.shells} shells, the result has ${b.shells}`);
  if (method === "sampling" && eulerCharacteristic(original, a.id) !== eulerCharacteristic(result, b.id)) {
    reasons.push(`solid ${a.id} has another number of holes than the result`);
  }
  const ids = (patches: readonly Patch[]): number[] =>
    patches.flatMap((patch) => patch.faces.map((face) => face.info.id)).sort((p, q) => p - q);
  const lost = ids(unmatchedOriginal);
  return {
    original: a,
    result: b,
    tolerances,
    method,
    deviationMm,
    matchedFaces: ids(patchesA).length - lost.length,
    unmatchedOriginal: lost,
    unmatchedResult: ids(unmatchedResult),
    approximateFaces: ids(approximate),
    freeform: [...patchesA, ...patchesB].some((patch) => !isElementary(patch.surface)),
    reasons,
  };
}

const patchCache = new WeakMap<Side, Map<string, readonly Patch[]>>();

function patchesOf(side: Side, solid: SolidSide, { mergeMm, canonicalMm }: ProofTolerances): readonly Patch[] {
  const cache = patchCache.get(side) ?? new Map<string, readonly Patch[]>();
  patchCache.set(side, cache);
  const key = `${solid.id} ${mergeMm}`;
  const before = cache.get(key);
  if (before) return before;
  const patches = mergeFaces(side, solidFaces(side, solid.id, canonicalMm), mergeMm);
  cache.set(key, patches);
  return patches;
}
