/** How much of two sets of solids is the same: intersection over union of their meshes. */

import type { Mesh, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { toFilledManifold } from "./fillHoles.js";
import { type Manifold, type ManifoldToplevel, manifoldLibrary, toManifold } from "./manifolds.js";
import { weld } from "./weld.js";

export interface MeshSimilarity {
  /** Volume of the intersection over volume of the union of both sides, 0 to 1. */
  readonly similarity: number;
  /** Volumes of the unions of either side's meshes, and of what they have in common, in mm3. */
  readonly volumeA: number;
  readonly volumeB: number;
  readonly intersection: number;
  /** Meshes of either side that bound no body and were left out. */
  readonly leftOut: { readonly a: readonly number[]; readonly b: readonly number[] };
}

/** The meshes bound no bodies: why. */
export interface NoSimilarity {
  readonly reason: string;
}

/**
 * Compares two sets of meshes, each mesh one closed body (or several that are apart), with manifold-3d, whose booleans
 * always give a closed result. Figures are good to the chord error of the meshes: mesh as finely as the digits that
 * are to be claimed. Gives a reason instead when a mesh bounds no body; with `leaveOut` small holes are filled, and meshes that still bound none are
 * left out and named. The same meshes give the same figures.
 */
export async function meshSimilarity(
  meshesA: readonly Mesh[],
  meshesB: readonly Mesh[],
  options: { readonly leaveOut?: boolean } = {},
): Promise<MeshSimilarity | NoSimilarity> {
  const library = await manifoldLibrary();
  // About the middle, so that single precision is spent on the parts and not on their distance from the origin.
  const origin = middleOf([...meshesA, ...meshesB]);
  const made: Manifold[] = [];
  const own = (body: Manifold): Manifold => {
    made.push(body);
    return body;
  };
  try {
    const leaveOut = options.leaveOut ?? false;
    const leftOut = { a: [] as number[], b: [] as number[] };
    const a = unionOf(library, "A", meshesA, origin, own, leaveOut ? leftOut.a : undefined);
    if (typeof a === "string") return { reason: a };
    const b = unionOf(library, "B", meshesB, origin, own, leaveOut ? leftOut.b : undefined);
    if (typeof b === "string") return { reason: b };
    const intersection = own(a.intersect(b)).volume();
    const volumeA = a.volume();
    const volumeB = b.volume();
    const union = volumeA + volumeB - intersection;
    if (![intersection, union].every(Number.isFinite) || !(union > 0)) return { reason: "the volumes are not finite" };
    // The three volumes are rounded apart: equal bodies may come out a last digit over 1.
    return { similarity: Math.min(1, Math.max(0, intersection / union)), volumeA, volumeB, intersection, leftOut };
  } finally {
    for (const body of made) body.delete();
  }
}

/** One body of all meshes; the caller owns what `own` is given. */
export function unionOf(
  library: ManifoldToplevel,
  side: string,
  meshes: readonly Mesh[],
  origin: Vec3,
  own: (body: Manifold) => Manifold,
  leftOut: number[] | undefined,
): Manifold | string {
  if (meshes.length === 0) return `side ${side} has no mesh`;
  const bodies: Manifold[] = [];
  for (const [i, mesh] of meshes.entries()) {
    const welded = weld(mesh, origin);
    const body = leftOut ? toFilledManifold(library, welded) : toManifold(library, welded);
    if (typeof body === "string" && leftOut) {
      leftOut.push(i);
      continue;
    }
    if (typeof body === "string") return `mesh ${i} of side ${side} bounds no body: ${body}`;
    bodies.push(own(body));
  }
  const [only, ...more] = bodies;
  if (!only) return `no mesh of side ${side} bounds a body`;
  return more.length === 0 ? only : own(library.Manifold.union(bodies));
}

/** The middle of the box around all meshes. */
export function middleOf(meshes: readonly Mesh[]): Vec3 {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i++) {
      const value = at(positions, i);
      const axis = i % 3;
      if (value < at(low, axis)) low[axis] = value;
      if (value > at(high, axis)) high[axis] = value;
    }
  }
  const along = (axis: number): number => {
    const middle = (at(low, axis) + at(high, axis)) / 2;
    return Number.isFinite(middle) ? middle : 0;
  };
  return [along(0), along(1), along(2)];
}
