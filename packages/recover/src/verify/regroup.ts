/**
 * Where the file's own splitting defeats the matching face by face: faces without a counterpart are gathered by the
 * surface that they lie on (freeform ones by smooth contact), and the gatherings are compared as wholes. Inside a
 * gathering samples carry the proof: each is projected on the trimmed faces of the other side. What is left after that is
 * gathered by smooth contact whatever its kind: one side has a plane where the spline of the other runs straight. Such
 * gatherings have to agree as planes do, within delta.
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

/** One side of the proof: all of its patches, and those that are left over. */
interface Half {
  readonly side: Side;
  readonly patches: readonly Patch[];
  readonly left: readonly Patch[];
}

/** Whether a patch joins a gathering that began with `seed`, beside one of its members. */
type Joins = (half: Half, seed: Patch, member: Patch, other: Patch, tolerances: ProofTolerances) => boolean;

/** They share an elementary surface, or are freeform and touch smoothly. */
const alike: Joins = ({ side, patches }, seed, member, other, tolerances) =>
  isElementary(seed.surface)
    ? isElementary(other.surface) && compareSurfaces(side, seed, side, other, tolerances) !== undefined
    : !isElementary(other.surface) && touchesSmoothly(side, patches, member, other);

/** They touch smoothly. */
const smooth: Joins = ({ side, patches }, _seed, member, other) => touchesSmoothly(side, patches, member, other);

export function regroup(
  original: Side,
  patchesA: readonly Patch[],
  leftA: readonly Patch[],
  result: Side,
  patchesB: readonly Patch[],
  leftB: readonly Patch[],
  tolerances: ProofTolerances,
): Regrouping {
  const a: Half = { side: original, patches: patchesA, left: leftA };
  const b: Half = { side: result, patches: patchesB, left: leftB };
  const first = matchGathered(a, b, alike, tolerances);
  const rest = [first.unmatchedOriginal, first.unmatchedResult] as const;
  const second = matchGathered({ ...a, left: rest[0] }, { ...b, left: rest[1] }, smooth, tolerances);
  return {
    ...second,
    deviationMm: Math.max(first.deviationMm, second.deviationMm),
    approximate: [...first.approximate, ...second.approximate],
    matchedOriginal: [...first.matchedOriginal, ...second.matchedOriginal],
  };
}

function matchGathered(a: Half, b: Half, joins: Joins, tolerances: ProofTolerances): Regrouping {
  if (a.left.length === 0 || b.left.length === 0 || a.left.length + b.left.length > mostLeftOver) {
    return {
      deviationMm: 0,
      approximate: [],
      matchedOriginal: [],
      unmatchedOriginal: a.left,
      unmatchedResult: b.left,
    };
  }
  const gatheredB = gather(b, joins, tolerances);
  const taken = new Set<Gathering>();
  const matchedOriginal: Patch[] = [];
  const unmatchedOriginal: Patch[] = [];
  const approximate: Patch[] = [];
  let deviationMm = 0;
  for (const gathering of gather(a, joins, tolerances)) {
    let found: { readonly deviationMm: number; readonly approximate: boolean } | undefined;
    for (const other of gatheredB) {
      if (taken.has(other)) continue;
      found = compareGatherings(a, gathering, b, other, tolerances);
      if (found) {
        taken.add(other);
        break;
      }
    }
    if (found) {
      matchedOriginal.push(...gathering.members);
      deviationMm = Math.max(deviationMm, found.deviationMm);
      if (found.approximate) approximate.push(...gathering.members.filter((p) => !isElementary(p.surface)));
    } else {
      unmatchedOriginal.push(...gathering.members);
    }
  }
  const unmatchedResult = gatheredB.filter((other) => !taken.has(other)).flatMap((other) => other.members);
  return { deviationMm, approximate, matchedOriginal, unmatchedOriginal, unmatchedResult };
}

function gather(half: Half, joins: Joins, tolerances: ProofTolerances): Gathering[] {
  const groups: Patch[][] = [];
  const waiting = new Set(half.left);
  for (const seed of half.left) {
    if (!waiting.delete(seed)) continue;
    const group = [seed];
    for (let i = 0; i < group.length; i++) {
      const member = group[i];
      if (!member) break;
      for (const other of [...waiting])
        if (joins(half, seed, member, other, tolerances)) {
          waiting.delete(other);
          group.push(other);
        }
    }
    groups.push(group);
  }
  return groups.map((members) => {
    const across = new Map(members.flatMap((member) => [...member.across]));
    const faces = members.flatMap((member) => member.faces);
    return { members, whole: makePatch(half.side, -1, faces, across) };
  });
}

function touchesSmoothly(side: Side, all: readonly Patch[], a: Patch, b: Patch): boolean {
  for (const [edge, index] of a.across) {
    if (all[index] !== b) continue;
    const samples = side.edge(edge)?.samples ?? [];
    const at = samples[samples.length >> 1]?.point;
    if (at && dot(outwardNormal(a, at), outwardNormal(b, at)) > Math.cos(smoothEdgeRad)) return true;
  }
  return false;
}

function compareGatherings(
  { side: original, patches: patchesA }: Half,
  a: Gathering,
  { side: result, patches: patchesB }: Half,
  b: Gathering,
  tolerances: ProofTolerances,
): { readonly deviationMm: number; readonly approximate: boolean } | undefined {
  const kinds = new Set([...a.members, ...b.members].map((member) => isElementary(member.surface)));
  const freeform = kinds.has(false);
  const isMixed = kinds.size > 1;
  const surfaces = freeform ? undefined : compareSurfaces(original, a.whole, result, b.whole, tolerances);
  if (!freeform && !surfaces) return undefined;
  const boundaries = compareBoundaries(patchesA, a.whole, patchesB, b.whole, tolerances);
  if (!boundaries || (isMixed && boundaries.approximate)) return undefined;
  const limit = freeform && !isMixed ? tolerances.freeformMm : tolerances.deltaMm;
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
