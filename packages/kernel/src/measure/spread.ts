/** Low-discrepancy points, and the choice among candidates: shared by both ways of sampling a face. */
import type { Vec3 } from "@unbake/geometry";

/** The k-th point of the R2 sequence in the unit square (powers of the plastic number; M. Roberts 2018). */
export function r2Point(k: number): readonly [number, number] {
  return [(0.5 + (k + 1) * 0.7548776662466927) % 1, (0.5 + (k + 1) * 0.5698402909980532) % 1];
}

export interface Candidate {
  readonly point: Vec3;
  /** How much further (mm) it is from the border than the border's polygon may be off; positive: inside for sure. */
  readonly clearance: number;
}

/** A border polygon's error counts this many times. */
export const safeChords = 2;

/** One asks for the point furthest from the border; many are taken evenly from the sequence. */
export function choose(inside: readonly Candidate[], count: number): Vec3[] {
  if (count === 1) {
    const best = clearest(inside);
    return best ? [best.point] : [];
  }
  const step = Math.max(1, inside.length / count);
  const chosen: Vec3[] = [];
  for (let i = 0; Math.floor(i) < inside.length && chosen.length < count; i += step) {
    const candidate = inside[Math.floor(i)];
    if (candidate) chosen.push(candidate.point);
  }
  return chosen;
}

export function clearest(candidates: readonly Candidate[]): Candidate | undefined {
  let best = candidates[0];
  for (const candidate of candidates) if (best && candidate.clearance > best.clearance) best = candidate;
  return best;
}
