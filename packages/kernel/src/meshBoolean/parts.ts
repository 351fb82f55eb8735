/** What two sets of solids have in common, and what each has alone: as meshes, for the eye. */
import type { Mesh, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type Manifold, manifoldLibrary } from "./manifolds.js";
import { middleOf, type NoSimilarity, unionOf } from "./similarity.js";

export interface MeshParts {
  readonly common: Mesh;
  /** In the second set alone. */
  readonly added: Mesh;
  /** In the first set alone. */
  readonly removed: Mesh;
  /** Volumes of the parts, mm3. */
  readonly volumes: { readonly common: number; readonly added: number; readonly removed: number };
}

/**
 * The parts of two sets of meshes. Pieces thinner than `thinMm` are left out: the same surface, meshed twice, differs by its chords.
 * Gives a reason when the meshes of a side bound no body.
 */
export async function meshParts(
  original: readonly Mesh[],
  result: readonly Mesh[],
  thinMm: number,
): Promise<MeshParts | NoSimilarity> {
  const library = await manifoldLibrary();
  const origin = middleOf([...original, ...result]);
  const made: Manifold[] = [];
  const own = (body: Manifold): Manifold => {
    made.push(body);
    return body;
  };
  try {
    const a = unionOf(library, "A", original, origin, own, []);
    if (typeof a === "string") return { reason: a };
    const b = unionOf(library, "B", result, origin, own, []);
    if (typeof b === "string") return { reason: b };
    const thick = (body: Manifold) =>
      body
        .decompose()
        .map(own)
        .filter((piece) => (2 * piece.volume()) / piece.surfaceArea() > thinMm);
    const common = [own(a.intersect(b))];
    const added = thick(own(b.subtract(a)));
    const removed = thick(own(a.subtract(b)));
    const volume = (pieces: readonly Manifold[]) => pieces.reduce((sum, piece) => sum + piece.volume(), 0);
    return {
      common: meshOf(common, origin),
      added: meshOf(added, origin),
      removed: meshOf(removed, origin),
      volumes: { common: volume(common), added: volume(added), removed: volume(removed) },
    };
  } finally {
    for (const body of made) body.delete();
  }
}

/** Bodies as one mesh; its faces are the bodies. */
function meshOf(bodies: readonly Manifold[], origin: Vec3): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  const faceIds: number[] = [];
  for (const [face, body] of bodies.entries()) {
    const { vertProperties, triVerts, numProp } = body.getMesh();
    const first = positions.length / 3;
    for (let i = 0; i < vertProperties.length; i += numProp)
      for (let axis = 0; axis < 3; axis++) positions.push(at(vertProperties, i + axis) + at(origin, axis));
    for (const index of triVerts) triangles.push(first + index);
    for (let i = 0; i < triVerts.length; i += 3) faceIds.push(face);
  }
  return {
    positions: Float32Array.from(positions),
    triangles: Uint32Array.from(triangles),
    faceIds: Uint32Array.from(faceIds),
  };
}
