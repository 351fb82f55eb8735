/**
 * The triangles of one body, as every mesh format wants them: millimetres, outward, with the body's colour.
 */
import type { Mesh } from "@unbake/geometry";
import { at } from "@unbake/ground";

export interface BodyMesh {
  readonly mesh: Mesh;
  readonly name: string;
  /** sRGB 0..1 and opacity. */
  readonly color?: readonly [number, number, number, number];
  /** Line of the KCL statement that made each face, by face id; 0 where unknown. */
  readonly faceLines?: readonly number[];
}

export type Triple = readonly [number, number, number];

/** Corner `index` of a mesh. */
export function corner(mesh: Mesh, index: number): Triple {
  const p = mesh.positions;
  return [at(p, 3 * index), at(p, 3 * index + 1), at(p, 3 * index + 2)];
}

/** The three corner indices of triangle `index`. */
export function triangle(mesh: Mesh, index: number): Triple {
  const t = mesh.triangles;
  return [at(t, 3 * index), at(t, 3 * index + 1), at(t, 3 * index + 2)];
}

export function triangleCount(mesh: Mesh): number {
  return mesh.triangles.length / 3;
}

/** A run of triangles of one face. */
export interface FaceRun {
  readonly face: number;
  readonly first: number;
  readonly triangles: number;
}

/** The mesh with the triangles of each face beside each other, and where each face's are. */
export function byFace(mesh: Mesh): { readonly mesh: Mesh; readonly runs: readonly FaceRun[] } {
  const order = [...mesh.faceIds.keys()].sort((a, b) => faceOf(mesh, a) - faceOf(mesh, b) || a - b);
  const triangles = Uint32Array.from(order.flatMap((i) => triangle(mesh, i)));
  const faceIds = Uint32Array.from(order, (i) => faceOf(mesh, i));
  const runs: FaceRun[] = [];
  for (let first = 0; first < faceIds.length; ) {
    const face = at(faceIds, first);
    let end = first + 1;
    while (end < faceIds.length && faceIds[end] === face) end += 1;
    runs.push({ face, first, triangles: end - first });
    first = end;
  }
  return { mesh: { ...mesh, triangles, faceIds }, runs };
}

function faceOf(mesh: Mesh, index: number): number {
  return at(mesh.faceIds, index);
}
