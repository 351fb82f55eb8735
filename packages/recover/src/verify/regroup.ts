/**
 * Where the file's own splitting defeats the matching face by face: faces without a counterpart are gathered by the
 * surface that they lie on (freeform ones by smooth contact), and the gatherings are compared as wholes. Inside a
 * gathering samples carry the proof: each is projected on the trimmed faces of the other side.
 */
import { dot } from "@unbake/geometry";
import type { Shape } from "@unbake/kernel";
import { isElementary } from "../analysis/graph/elementary.js";
import { patchAreaShare, smoothEdgeRad } from "../tolerances.js";
import { compareBoundaries } from "./compareBoundaries.js";
import { compareSurfaces, interior, outwardNormal } from "./compareSurfaces.js";
import { makePatch, type Patch, type Side } from "./side.js";
import type { ProofTolerances } from "./tolerances.js";

export interface Regrouping {
  /** Largest deviation, mm. */
  readonly deviationMm: number;
  /** Freeform patches of the original that agree only within the wider tolerance. */
  readonly approximate: readonly Patch[];
  readonly matchedOriginal: readonly Patch[];
  readonly unmatchedOriginal: readonly Patch[];
  readonly unmatchedResult: readonly Patch[];
}

/** More faces than this without a counterpart are a different shape, not a different splitting. */
const mostLeftOver = 400;

interface Gathering {
  readonly members: readonly Patch[];
  readonly whole: Patch;
}

export function regroup(
  original: Side,
  patchesA: readonly Patch[],
  leftA: readonly Patch[],
  result: Side,
  patchesB: readonly Patch[],
  leftB: readonly Patch[],
  tolerances: ProofTolerances,
): Regrouping {
  const nothing = { deviationMm: 0, approximate: [], matchedOriginal: [] };
  if (leftA.length === 0 || leftB.length === 0 || leftA.length + leftB.length > mostLeftOver) {
    return { ...nothing, unmatchedOriginal: leftA, unmatchedResult: leftB };
  }
  const gatheredA = gather(original, patchesA, leftA, tolerances);
  const gatheredB = gather(result, patchesB, leftB, tolerances);
  const taken = new Set<Gathering>();
  const matchedOriginal: Patch[] = [];
  const unmatchedOriginal: Patch[] = [];
  const approximate: Patch[] = [];
  let deviationMm = 0;
  for (const a of gatheredA) {
    let found: { readonly deviationMm: number; readonly approximate: boolean } | undefined;
    for (const b of gatheredB) {
      if (taken.has(b)) continue;
      found = compareGatherings(original, patchesA, a, result, patchesB, b, tolerances);
      if (found) {
        taken.add(b);
        break;
      }
    }
    if (found) {
      matchedOriginal.push(...a.members);
      deviationMm = Math.max(deviationMm, found.deviationMm);
      if (found.approximate) approximate.push(...a.members.filter((p) => !isElementary(p.surface)));
    } else {
      unmatchedOriginal.push(...a.members);
    }
  }
  const unmatchedResult = gatheredB.filter((b) => !taken.has(b)).flatMap((b) => b.members);
  return { deviationMm, approximate, matchedOriginal, unmatchedOriginal, unmatchedResult };
}

/** Puts patches together that share an elementary surface, or are freeform and touch smoothly. */
function gather(side: Side, all: readonly Patch[], left: readonly Patch[], tolerances: ProofTolerances): Gathering[] {
  const groups: Patch[][] = [];
  const waiting = new Set(left);
  for (const seed of left) {
    if (!waiting.delete(seed)) continue;
    const group = [seed];
    for (let i = 0; i < group.length; i++) {
      const member = group[i];
      if (!member) break;
      for (const other of [...waiting]) {
        const joins = isElementary(seed.surface)
          ? isElementary(other.surface) && compareSurfaces(side, seed, side, other, tolerances) !== undefined
          : touchesSmoothly(side, all, member, other);
        if (joins) {
          waiting.delete(other);
          group.push(other);
        }
      }
    }
    groups.push(group);
  }
  return groups.map((members) => {
    const across = new Map(members.flatMap((member) => [...member.across]));
    return {
      members,
      whole: makePatch(
        side,
        -1,
        members.flatMap((member) => member.faces),
        across,
      ),
    };
  });
}

function touchesSmoothly(side: Side, all: readonly Patch[], a: Patch, b: Patch): boolean {
  if (isElementary(b.surface)) return false;
  for (const [edge, index] of a.across) {
    if (all[index] !== b) continue;
    const samples = side.edge(edge)?.samples ?? [];
    const at = samples[samples.length >> 1]?.point;
    if (at && dot(outwardNormal(a, at), outwardNormal(b, at)) > Math.cos(smoothEdgeRad)) return true;
  }
  return false;
}

function compareGatherings(
  original: Side,
  patchesA: readonly Patch[],
  a: Gathering,
  result: Side,
  patchesB: readonly Patch[],
  b: Gathering,
  tolerances: ProofTolerances,
): { readonly deviationMm: number; readonly approximate: boolean } | undefined {
  if (isElementary(a.whole.surface) !== isElementary(b.whole.surface)) return undefined;
  const freeform = !isElementary(a.whole.surface);
  const surfaces = freeform ? undefined : compareSurfaces(original, a.whole, result, b.whole, tolerances);
  if (!freeform && !surfaces) return undefined;
  const boundaries = compareBoundaries(patchesA, a.whole, patchesB, b.whole, tolerances);
  if (!boundaries) return undefined;
  const limit = freeform ? tolerances.freeformMm : tolerances.deltaMm;
  const perimeter = a.whole.boundary.edges.reduce((sum, edge) => sum + edge.lengthMm, 0);
  const areaSlack = patchAreaShare * a.whole.area + perimeter * (boundaries.slideMm + limit);
  if (Math.abs(a.whole.area - b.whole.area) > areaSlack) return undefined;
  const sampled = Math.max(
    sampledDistance(original, a, result, b, limit),
    sampledDistance(result, b, original, a, limit),
  );
  if (sampled > limit) return undefined;
  const surfacesMm = surfaces?.deviationMm ?? 0; // default: not compared, the samples say how far they are off
  const deviationMm = Math.max(sampled, boundaries.deviationMm, surfacesMm);
  return { deviationMm, approximate: freeform && (boundaries.approximate || deviationMm > tolerances.deltaMm) };
}

/** The largest distance of points inside the faces of `from` to the trimmed faces of `to`; stops past the limit. */
function sampledDistance(from: Side, a: Gathering, to: Side, b: Gathering, limit: number): number {
  const faces = b.whole.faces.map((face): Shape => to.kernel.subShape(to.shape, "face", face.info.id));
  const target = faces.length === 1 && faces[0] ? faces[0] : to.kernel.compound(faces);
  let most = 0;
  for (const { point } of interior(from, a.whole)) {
    most = Math.max(most, to.kernel.distanceToPoint(target, point));
    if (most > limit) break;
  }
  return most;
}
