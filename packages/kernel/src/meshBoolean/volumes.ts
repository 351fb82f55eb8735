/** The volume that a boolean of solids must leave, from their meshes: manifold-3d misses no overlap. */

import type { Mesh, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type Manifold, type ManifoldToplevel, toManifold } from "./manifolds.js";
import { middleOf } from "./similarity.js";
import { weld } from "./weld.js";

/** One side of a boolean: the meshes of its solids, and the volume in mm3 that they have exactly. */
export interface MeshedSide {
  readonly meshes: readonly Mesh[];
  readonly volumes: readonly number[];
  /** What the volume of each mesh may be off. */
  readonly tolerancesMm3: readonly number[];
}

export interface MeshVolumes {
  /** What both sides have in common in mm3. */
  readonly common: number;
  /** What the solids of both sides have together counts once in their union: so much less than the sum of all, in mm3. */
  readonly shared: number;
}

/**
 * The volumes that two sides have in common, and that all solids share; solids of one side may overlap each other.
 * Undefined where a mesh bounds no body, or one whose volume is off by more than it may be: it is no witness.
 */
export function meshVolumes(library: ManifoldToplevel, a: MeshedSide, b: MeshedSide): MeshVolumes | undefined {
  const origin = middleOf([...a.meshes, ...b.meshes]);
  const made: Manifold[] = [];
  const own = (body: Manifold): Manifold => {
    made.push(body);
    return body;
  };
  try {
    const sides = [a, b].map((side) => sideBody(library, side, origin, own));
    const [left, right] = sides;
    if (!left || !right) return undefined;
    const common = own(left.union.intersect(right.union)).volume();
    const single = [...left.solids, ...right.solids].reduce((sum, body) => sum + body.volume(), 0);
    const shared = single - (left.union.volume() + right.union.volume() - common);
    return Number.isFinite(common) && Number.isFinite(shared) ? { common, shared } : undefined;
  } finally {
    for (const body of made) body.delete();
  }
}

function sideBody(
  library: ManifoldToplevel,
  { meshes, volumes, tolerancesMm3 }: MeshedSide,
  origin: Vec3,
  own: (body: Manifold) => Manifold,
): { readonly solids: readonly Manifold[]; readonly union: Manifold } | undefined {
  const bodies: Manifold[] = [];
  for (const [i, mesh] of meshes.entries()) {
    const body = toManifold(library, weld(mesh, origin));
    if (typeof body === "string") return undefined;
    bodies.push(own(body));
    if (!(Math.abs(body.volume() - at(volumes, i)) <= at(tolerancesMm3, i))) return undefined;
  }
  const [only, ...more] = bodies;
  return { solids: bodies, union: only && more.length === 0 ? only : own(library.Manifold.union(bodies)) };
}
