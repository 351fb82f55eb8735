/** Facets gathered to curved faces: from a few of them a surface, from the surface more of them, as long as they are on it. */

import { cross, dot, norm, sub, type Vec3 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { distanceToElementary, type ElementarySurface, naturalNormal } from "../../analysis/graph/elementary.js";
import { facetAngleRad, smoothFacetRad } from "../../tolerances.js";
import type { Flat, Flats } from "./flats.js";
import { type CurvedKind, curvedKinds, isReasonable, parametersOf, surfaceThrough } from "./patches.js";
import { refineSurface } from "./refine.js";
import { type ClosedMesh, triangleAcross } from "./surface.js";
import type { MeshTolerances } from "./tolerances.js";

export interface CurvedFace {
  readonly surface: ElementarySurface;
  readonly outward: boolean;
  /** Ids of flats. */
  readonly flats: readonly number[];
}

/** Beginnings tried in one piece at most: what is freeform has a beginning at every facet, and none that leads anywhere. */
const mostAttempts = 20_000;
/** A flat with more smooth neighbours than this is a face with fillets around it, not a facet. */
const mostNeighbours = 8;
/** Facets of one face are not larger than this many times each other, walls beside it often are. */
const alikeArea = 6;
const mostInPatch = 40;
/** Neighbours of a seed that are tried two by two at most. */
const mostPairs = 5;
/** Points beyond the parameters of a surface that are to confirm it. */
const confirmation = 2;
/** Facets that show a curved face at least: any three strips, and any wall between two fillets, lie on some cylinder, cone and sphere. */
const leastFacets: Readonly<Record<CurvedKind, number>> = { cylinder: 3, cone: 3, sphere: 6, torus: 6 };
/** So few facets are of one face only where they turn equally far, within this factor. */
const fewFacets = 6;
const evenTurns = 1.6;
const growthRounds = 5;

interface Search {
  readonly mesh: ClosedMesh;
  readonly flats: readonly Flat[];
  readonly smooth: readonly (readonly number[])[];
  readonly free: (flat: number) => boolean;
  readonly fitMm: number;
}

/** The curved faces of a piece, none of them sharing a flat. */
export function findCurved(mesh: ClosedMesh, { flats, flatOf }: Flats, { fitMm }: MeshTolerances): CurvedFace[] {
  const smooth = smoothNeighbours(mesh, flats, flatOf);
  const taken = new Uint8Array(flats.length);
  const search: Search = { mesh, flats, smooth, fitMm, free: (flat) => !taken[flat] };
  const count = (flat: Flat): number => at(smooth, flat.id).length;
  // Facets of spheres and tori have neighbours all around, and are to be asked before a ring of them looks like a cone.
  const seeds = flats
    .filter((flat) => !flat.sliver && count(flat) > 0 && count(flat) <= mostNeighbours)
    .sort((a, b) => Math.min(4, count(b)) - Math.min(4, count(a)) || b.area - a.area || a.id - b.id);
  const faces: CurvedFace[] = [];
  const attempts = { left: mostAttempts };
  const rings: CurvedFace[] = [];
  const inRing = new Uint8Array(flats.length);
  const take = (face: CurvedFace): void => {
    for (const flat of face.flats) taken[flat] = 1;
    faces.push(face);
  };
  const later: Flat[] = [];
  const besideFailure = new Uint8Array(flats.length);
  // What lies beside a seed that leads nowhere is tried when all else has been.
  const inOrder = function* (): Generator<Flat> {
    for (const seed of seeds) {
      if (besideFailure[seed.id]) later.push(seed);
      else yield seed;
    }
    yield* later;
  };
  for (const seed of inOrder()) {
    if (taken[seed.id] || inRing[seed.id] || attempts.left <= 0) continue;
    const best = bestFace(search, seed, attempts);
    if (!best) {
      for (const other of at(smooth, seed.id)) besideFailure[other] = 1;
      continue;
    }
    // Every ring of facets of a torus or a sphere is on a cone as well: such cones have what the others leave.
    if (!isSingleRing(search, best)) take(best);
    else {
      rings.push(best);
      for (const flat of best.flats) inRing[flat] = 1;
    }
  }
  for (const ring of rings) if (ring.flats.every((flat) => !taken[flat])) take(ring);
  const settled = conquer(search, faces, taken);
  return absorb(mesh, flats, flatOf, settled, taken, fitMm);
}

/**
 * Large faces take what lies on them from smaller ones beside them, which a beginning in their midst has claimed. What a smaller face
 * has left is a face still where it is more than a few facets.
 */
function conquer(search: Search, faces: readonly CurvedFace[], taken: Uint8Array): CurvedFace[] {
  const { flats, smooth } = search;
  const order = [...faces].sort((a, b) => b.flats.length - a.flats.length);
  const rankOf = new Int32Array(flats.length).fill(order.length);
  order.forEach((face, rank) => {
    for (const flat of face.flats) rankOf[flat] = rank;
  });
  const result: CurvedFace[] = [];
  order.forEach((face, rank) => {
    const own = face.flats.filter((flat) => rankOf[flat] === rank);
    if (own.length < Math.min(3, face.flats.length)) {
      for (const flat of own) {
        taken[flat] = 0;
        rankOf[flat] = order.length;
      }
      return;
    }
    for (const id of own) {
      for (const other of at(smooth, id)) {
        const flat = at(flats, other);
        if (at(rankOf, other) <= rank || !liesOn(search, flat, face.surface, face.outward)) continue;
        rankOf[other] = rank;
        taken[other] = 1;
        own.push(other);
      }
    }
    result.push({ ...face, flats: own });
  });
  return result;
}

/** A facet that is left over may be this much deeper than the deepest of the face that it is taken into. */
const deeper = 1.5;

/**
 * Faces with the facets that no seed took: skew triangles between two of them, whose normals are off. They are no farther off the surface
 * than its other facets are; a wall that ends on the surface all around, like the flat of a shaft, is.
 */
function absorb(
  mesh: ClosedMesh,
  flats: readonly Flat[],
  flatOf: Int32Array,
  faces: readonly CurvedFace[],
  taken: Uint8Array,
  fitMm: number,
): CurvedFace[] {
  return faces.map((face) => {
    const { surface, outward } = face;
    let depth = 0;
    for (const id of face.flats) depth = Math.max(depth, distanceToElementary(surface, at(flats, id).center));
    const members = [...face.flats];
    for (const member of members) {
      for (const t of at(flats, member).triangles) {
        for (let half = 3 * t; half < 3 * t + 3; half++) {
          const other = flats[at(flatOf, triangleAcross(mesh, half))];
          if (!other || taken[other.id] || other.vertices.length > 4) continue;
          const points = other.vertices.map((v) => must(mesh.points[v], "vertex of a mesh"));
          if (points.some((p) => distanceToElementary(surface, p) > fitMm)) continue;
          if (distanceToElementary(surface, other.center) > deeper * depth + fitMm) continue;
          const along = dot(naturalNormal(surface, other.center), other.normal);
          if (!other.sliver && (outward ? along : -along) < 0.5) continue;
          taken[other.id] = 1;
          members.push(other.id);
        }
      }
    }
    return { surface, outward, flats: members };
  });
}

/** A cone whose corners are on two of its circles only. */
function isSingleRing(search: Search, { surface, flats }: CurvedFace): boolean {
  if (surface.kind !== "cone") return false;
  const heights = pointsOf(search, flats).map((p) => dot(sub(p, surface.frame.origin), surface.frame.z));
  const low = heights.reduce((least, h) => Math.min(least, h), Number.POSITIVE_INFINITY);
  const high = heights.reduce((most, h) => Math.max(most, h), Number.NEGATIVE_INFINITY);
  return heights.every((h) => h - low <= 2 * search.fitMm || high - h <= 2 * search.fitMm);
}

/** The face about a seed with the most flats; of several the simplest kind. */
function bestFace(search: Search, seed: Flat, attempts: { left: number }): CurvedFace | undefined {
  let best: CurvedFace | undefined;
  for (const kind of curvedKinds) {
    for (const patch of patchesAt(search, seed.id)) {
      attempts.left--;
      const flats = patch.map((id) => search.flats[id]).filter(isFlat);
      const found = surfaceThrough(kind, flats, pointsOf(search, patch), search.fitMm);
      const face = found && grow(search, kind, found, seed);
      if (!face) continue;
      if (!best || face.flats.length > best.flats.length) best = face;
      break;
    }
  }
  return best;
}

const isFlat = (flat: Flat | undefined): flat is Flat => flat !== undefined;

/** By flat: those across its edges whose normals are no farther off than those of facets of one surface. */
export function smoothNeighbours(mesh: ClosedMesh, flats: readonly Flat[], flatOf: Int32Array): number[][] {
  const least = Math.cos(smoothFacetRad);
  return flats.map((flat) => {
    const found = new Set<number>();
    for (const t of flat.triangles) {
      for (let half = 3 * t; half < 3 * t + 3; half++) {
        const other = flats[at(flatOf, triangleAcross(mesh, half))];
        if (!other || other === flat || found.has(other.id)) continue;
        if (flat.sliver || other.sliver || dot(flat.normal, other.normal) >= least) found.add(other.id);
      }
    }
    return [...found].sort((a, b) => a - b);
  });
}

/**
 * Sets of flats about a seed: rings of facets of about its size, rings of whatever is beside it, and the seed with every two of its
 * neighbours.
 */
function* patchesAt({ flats, smooth, free }: Search, seed: number): Generator<readonly number[]> {
  const area = at(flats, seed).area;
  const alike = (id: number): boolean => free(id) && at(flats, id).area < alikeArea * area;
  let narrow = 0;
  for (const allowed of [alike, free]) {
    let ring: readonly number[] = [seed];
    for (let i = 0; i < 3; i++) {
      const wider = new Set(ring);
      for (const id of ring) for (const other of at(smooth, id)) if (allowed(other)) wider.add(other);
      if (wider.size === ring.length || wider.size > mostInPatch) break;
      ring = [...wider];
      // The wider choice is often the same.
      if (ring.length < 3 || (allowed === free && ring.length === narrow)) continue;
      if (allowed === alike) narrow = ring.length;
      yield ring;
    }
  }
  const beside = at(smooth, seed).filter(free);
  if (beside.length < 3 || beside.length > mostPairs) return;
  for (let i = 0; i < beside.length; i++) {
    for (let j = i + 1; j < beside.length; j++) yield [seed, at(beside, i), at(beside, j)];
  }
}

function pointsOf({ mesh, flats }: Search, ids: readonly number[]): Vec3[] {
  const vertices = new Set<number>();
  for (const id of ids) for (const vertex of at(flats, id).vertices) vertices.add(vertex);
  return [...vertices].map((vertex) => must(mesh.points[vertex], "vertex of a mesh"));
}

/** All flats that hang together with the seed and are on the surface, which follows them. */
function grow(search: Search, kind: CurvedKind, first: ElementarySurface, seed: Flat): CurvedFace | undefined {
  const { flats, smooth, free, fitMm } = search;
  let surface = first;
  let members: number[] = [];
  for (let round = 0; round < growthRounds; round++) {
    const outward = dot(naturalNormal(surface, seed.center), seed.normal) > 0;
    const found = new Set<number>();
    const queue = [seed.id];
    const seen = new Set(queue);
    for (const id of queue) {
      const flat = at(flats, id);
      if (!liesOn(search, flat, surface, outward)) continue;
      found.add(flat.id);
      for (const other of at(smooth, flat.id)) {
        if (seen.has(other) || !free(other)) continue;
        seen.add(other);
        queue.push(other);
      }
    }
    if (!found.has(seed.id) || found.size < 3) return undefined;
    const done = found.size === members.length;
    members = [...found];
    if (done) break;
    const points = pointsOf(search, members);
    const better = refineSurface(surface, points);
    const size = Math.max(...points.slice(0, 500).map((p) => norm(sub(p, seed.center))));
    if (!isReasonable(better, size) || points.some((p) => distanceToElementary(better, p) > fitMm)) break;
    surface = better;
  }
  const outward = dot(naturalNormal(surface, seed.center), seed.normal) > 0;
  const points = pointsOf(search, members);
  if (points.length < parametersOf[kind] + confirmation) return undefined;
  const facets = members.map((id) => flats[id]).filter((flat) => flat !== undefined && !flat.sliver);
  if (facets.length < leastFacets[kind]) return undefined;
  if (facets.length <= fewFacets && !turnEvenly(search, facets.filter(isFlat), surface)) return undefined;
  return { surface, outward, flats: members };
}

function liesOn({ mesh, fitMm }: Search, flat: Flat, surface: ElementarySurface, outward: boolean): boolean {
  const least = Math.cos(facetAngleRad);
  for (const vertex of flat.vertices) {
    const p = must(mesh.points[vertex], "vertex of a mesh");
    if (distanceToElementary(surface, p) > fitMm) return false;
    if (flat.sliver || isTip(surface, p, fitMm)) continue;
    const along = dot(naturalNormal(surface, p), flat.normal);
    if ((outward ? along : -along) < least) return false;
  }
  return true;
}

/** At the apex of a cone there is no normal. */
function isTip(surface: ElementarySurface, p: Vec3, fitMm: number): boolean {
  if (surface.kind !== "cone") return false;
  return norm(cross(sub(p, surface.frame.origin), surface.frame.z)) <= 10 * fitMm;
}

/** Do facets turn equally far about the axis of a cylinder or cone? */
function turnEvenly({ mesh }: Search, facets: readonly Flat[], surface: ElementarySurface): boolean {
  if (surface.kind !== "cylinder" && surface.kind !== "cone") return true;
  const { origin, x, y } = surface.frame;
  const turns = facets.map(({ vertices, center }) => {
    const middle = sub(center, origin);
    const ahead = Math.atan2(dot(middle, y), dot(middle, x));
    const angles = vertices.map((v) => {
      const p = sub(must(mesh.points[v], "vertex of a mesh"), origin);
      const angle = Math.atan2(dot(p, y), dot(p, x)) - ahead;
      return Math.atan2(Math.sin(angle), Math.cos(angle));
    });
    return Math.max(...angles) - Math.min(...angles);
  });
  return Math.max(...turns) <= evenTurns * Math.min(...turns);
}
