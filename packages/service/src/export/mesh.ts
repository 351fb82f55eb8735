/**
 * The triangles of one body, as every mesh format wants them: millimetres, outward, with the body's colour.
 */
import type { Mesh } from "@unbake/kernel";

export interface BodyMesh {
  readonly mesh: Mesh;
  readonly name: string;
  /** sRGB 0..1 and opacity. */
  readonly color?: readonly [number, number, number, number];
}

export type Triple = readonly [number, number, number];

/** Corner `index` of a mesh. */
export function corner(mesh: Mesh, index: number): Triple {
  const p = mesh.positions;
  return [p[3 * index] ?? 0, p[3 * index + 1] ?? 0, p[3 * index + 2] ?? 0];
}

/** The three corner indices of triangle `index`. */
export function triangle(mesh: Mesh, index: number): Triple {
  const t = mesh.triangles;
  return [t[3 * index] ?? 0, t[3 * index + 1] ?? 0, t[3 * index + 2] ?? 0];
}

export function triangleCount(mesh: Mesh): number {
  return mesh.triangles.length / 3;
}
