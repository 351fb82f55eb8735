/**
 * Merges faces that continue each other: files split faces at seams, into halves and quarters, along construction lines.
 * Both sides are merged by the same rule, from the largest face of each run, so that the result does not depend on ids.
 */

import { dot, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { isElementary, naturalNormal } from "../analysis/graph/elementary.js";
import { textRoundingShare } from "../tolerances.js";
import { makePatch, type Patch, type Side, type SideFace } from "./side.js";
import { elementaryBound } from "./surfaceDeviation.js";

/** The merged faces of one solid. `mergeMm`: surfaces closer than this over a face continue each other. */
export function mergeFaces(side: Side, faces: readonly SideFace[], mergeMm: number): Patch[] {
  const byId = new Map(faces.map((face) => [face.info.id, face]));
  const bySize = [...faces].sort((a, b) => b.area - a.area || compareVec(a.centroid, b.centroid));
  const patchOf = new Map<number, number>();
  const groups: SideFace[][] = [];
  for (const seed of bySize) {
    if (patchOf.has(seed.info.id)) continue;
    const group = [seed];
    patchOf.set(seed.info.id, groups.length);
    for (let i = 0; i < group.length; i++) {
      const face = group[i];
      if (!face) break;
      for (const { edge, neighbour } of neighbours(side, face, byId)) {
        if (patchOf.has(neighbour.info.id) || !continues(side, seed, neighbour, edge, mergeMm)) continue;
        patchOf.set(neighbour.info.id, groups.length);
        group.push(neighbour);
      }
    }
    groups.push(group);
  }
  return groups.map((group, index) => makePatch(side, index, group, acrossEdges(side, group, index, patchOf)));
}

function neighbours(
  side: Side,
  face: SideFace,
  byId: ReadonlyMap<number, SideFace>,
): { readonly edge: number; readonly neighbour: SideFace }[] {
  return face.info.loops.flatMap((loop) =>
    loop.coedges.flatMap(({ edge }) =>
      at(side.topology.edges, edge).faces.flatMap((id) => {
        const neighbour = id === face.info.id ? undefined : byId.get(id);
        return neighbour ? [{ edge, neighbour }] : [];
      }),
    ),
  );
}

/** Is `face`, which meets the seed's patch at `edge`, a further part of the seed's surface, with its material on the same side? */
function continues(side: Side, seed: SideFace, face: SideFace, edge: number, mergeMm: number): boolean {
  if (!isElementary(seed.surface) || !isElementary(face.surface)) {
    return sameRepresentation(seed.surface, face.surface) && seed.outward === face.outward;
  }
  if (seed.surface.kind !== face.surface.kind) return false;
  const points = facePoints(side, face);
  const bound = elementaryBound(seed.surface, face.surface, points, points);
  if (bound === undefined || bound > mergeMm) return false;
  const at = side.edge(edge)?.samples[1]?.point;
  if (!at) return false;
  const sense = seed.outward === face.outward ? 1 : -1;
  return sense * dot(naturalNormal(seed.surface, at), naturalNormal(face.surface, at)) > 0;
}

function facePoints(side: Side, face: SideFace): Vec3[] {
  return face.info.loops.flatMap((loop) =>
    loop.coedges.flatMap(({ edge }) => side.edge(edge)?.samples.map((sample) => sample.point) ?? []),
  );
}

function acrossEdges(
  side: Side,
  group: readonly SideFace[],
  index: number,
  patchOf: ReadonlyMap<number, number>,
): Map<number, number> {
  const across = new Map<number, number>();
  for (const face of group) {
    for (const loop of face.info.loops) {
      for (const { edge } of loop.coedges) {
        const others = at(side.topology.edges, edge)
          .faces.map((id) => patchOf.get(id))
          .filter((patch) => patch !== undefined && patch !== index);
        const [other] = others;
        if (other !== undefined && others.length === 1) across.set(edge, other);
      }
    }
  }
  return across;
}

/** Freeform surfaces that are written alike: the halves of one periodic surface, the same spline on both sides. */
export function sameRepresentation(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= textRoundingShare * (1 + Math.abs(a));
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, i) => sameRepresentation(value, b[i]));
  }
  if (typeof a === "object" && typeof b === "object" && a && b) {
    const left: Record<string, unknown> = { ...a };
    const right: Record<string, unknown> = { ...b };
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => sameRepresentation(left[key], right[key]));
  }
  return false;
}

const compareVec = (a: Vec3, b: Vec3): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
