/** Do two patches of one surface end in the same place? */
import { dot, type Vec3 } from "@unbake/geometry";
import { isElementary } from "../analysis/graph/elementary.js";
import { smoothEdgeRad } from "../tolerances.js";
import type { BoundaryIndex } from "./boundaryIndex.js";
import { outwardNormal } from "./compareSurfaces.js";
import type { EdgeSample, EdgeShape, Nearest } from "./edgeShape.js";
import type { Patch } from "./side.js";
import { distanceToSurface } from "./surfaceDeviation.js";
import type { ProofTolerances } from "./tolerances.js";

export interface BoundaryAgreement {
  /** How far the shapes are apart at their boundaries, mm. */
  readonly deviationMm: number;
  /** How far smooth edges slid along the surfaces that they join, mm: no deviation of the shape. */
  readonly slideMm: number;
  /** Beyond delta, but next to a freeform face and within its tolerance. */
  readonly approximate: boolean;
}

/** All edges of either solid: where a sliver narrows to nothing, files end it on one edge or on the next. */
export interface AllEdges {
  readonly a: BoundaryIndex;
  readonly b: BoundaryIndex;
}

/** Compares in both directions. `allEdges` makes the comparison a second look (see onAnotherEdge). Undefined when a sample of either boundary is off the other boundary. */
export function compareBoundaries(
  patchesA: readonly Patch[],
  a: Patch,
  patchesB: readonly Patch[],
  b: Patch,
  tolerances: ProofTolerances,
  allEdges?: AllEdges,
): BoundaryAgreement | undefined {
  const there = oneWay(patchesA, a, patchesB, b, tolerances, allEdges?.b);
  const back = there && oneWay(patchesB, b, patchesA, a, tolerances, allEdges?.a);
  return (
    back && {
      deviationMm: Math.max(there.deviationMm, back.deviationMm),
      slideMm: Math.max(there.slideMm, back.slideMm),
      approximate: there.approximate || back.approximate,
    }
  );
}

function oneWay(
  fromPatches: readonly Patch[],
  from: Patch,
  toPatches: readonly Patch[],
  to: Patch,
  tolerances: ProofTolerances,
  edgesOfTo: BoundaryIndex | undefined,
): BoundaryAgreement | undefined {
  let deviationMm = 0;
  let slideMm = 0;
  let approximate = false;
  for (const edge of from.boundary.edges) {
    const other = neighbour(fromPatches, from, edge);
    const freeform = !isElementary(from.surface) || (other !== undefined && !isElementary(other.surface));
    for (const sample of edge.samples) {
      const near = to.boundary.nearest(sample.point);
      if (!near) return undefined;
      if (near.distance <= tolerances.deltaMm) {
        deviationMm = Math.max(deviationMm, near.distance);
        continue;
      }
      const slid =
        slideOfSmoothEdge(from, other, sample, near, tolerances) ??
        looseEdge(from, other, edge, sample, to, neighbour(toPatches, to, near.edge), near, tolerances) ??
        onAnotherEdge(sample, near, edgesOfTo, tolerances);
      if (slid !== undefined) {
        deviationMm = Math.max(deviationMm, slid);
        slideMm = Math.max(slideMm, near.distance);
      } else if (freeform && near.distance <= tolerances.freeformMm) {
        deviationMm = Math.max(deviationMm, near.distance);
        approximate = true;
      } else {
        return undefined;
      }
    }
  }
  return { deviationMm, slideMm, approximate };
}

function neighbour(patches: readonly Patch[], patch: Patch, edge: EdgeShape): Patch | undefined {
  const index = patch.across.get(edge.id);
  return index === undefined ? undefined : patches[index];
}

/**
 * Two surfaces that touch smoothly hardly say where one ends: a file may put the edge a little to the side. That is the
 * same shape as long as both surfaces run together, within delta, from the one place to the other. The result is how
 * far they part, mm; undefined when this is not such a case.
 */
function slideOfSmoothEdge(
  from: Patch,
  other: Patch | undefined,
  sample: EdgeSample,
  near: Nearest,
  { deltaMm }: ProofTolerances,
): number | undefined {
  if (!other) return undefined;
  const p = sample.point;
  if (dot(outwardNormal(from, p), outwardNormal(other, p)) < Math.cos(smoothEdgeRad)) return undefined;
  const middle: Vec3 = [(p[0] + near.point[0]) / 2, (p[1] + near.point[1]) / 2, (p[2] + near.point[2]) / 2];
  const part = Math.max(
    ...[p, middle, near.point].flatMap((q) => [
      distanceToSurface(from.surface, q),
      distanceToSurface(other.surface, q),
    ]),
  );
  return part <= deltaMm ? part : undefined;
}

/**
 * Where two edges of a face run into each other (a sliver that tapers out), one file ends the face a little earlier than
 * the other. Up to the tolerance of freeform faces that is the same shape if some edge passes, within delta, there too.
 */
function onAnotherEdge(
  sample: EdgeSample,
  near: Nearest,
  edges: BoundaryIndex | undefined,
  { deltaMm, freeformMm }: ProofTolerances,
): number | undefined {
  if (!edges || near.distance > freeformMm) return undefined;
  const any = edges.nearest(sample.point);
  return any && any.distance <= deltaMm ? any.distance : undefined;
}

/**
 * Files state a tolerance for edges that their surfaces do not quite meet in; the exact intersection, on the other side,
 * may be that far away, if it lies on both surfaces. Tolerances beyond the one for freeform faces are not believed.
 */
function looseEdge(
  from: Patch,
  other: Patch | undefined,
  edge: EdgeShape,
  sample: EdgeSample,
  to: Patch,
  otherTo: Patch | undefined,
  near: Nearest & { readonly edge: EdgeShape },
  { deltaMm, freeformMm }: ProofTolerances,
): number | undefined {
  const stated = Math.max(edge.toleranceMm, near.edge.toleranceMm);
  if (near.distance > Math.min(stated, freeformMm) || !other || !otherTo) return undefined;
  const off = (point: Vec3, one: Patch, two: Patch): number =>
    Math.max(distanceToSurface(one.surface, point), distanceToSurface(two.surface, point));
  const best = Math.min(off(near.point, from, other), off(sample.point, to, otherTo));
  return best <= deltaMm ? best : undefined;
}
