/** A mesh whose triangles share their vertices. */

import { cross, dot, norm, sub, type Vec3 } from "@unbake/geometry";
import { must } from "@unbake/ground";

export interface WeldedMesh {
  readonly points: readonly Vec3[];
  /** Three places in `points` a triangle, all different. */
  readonly triangles: Uint32Array;
}

/** A half edge is a triangle's corner (3 t + k) with the edge from it to the next corner of the triangle. */
export const triangleOf = (half: number): number => Math.floor(half / 3);
export const nextHalf = (half: number): number => (half % 3 === 2 ? half - 2 : half + 1);

const origin: Vec3 = [0, 0, 0];

export function pointAt(mesh: WeldedMesh, half: number): Vec3 {
  return must(mesh.points[must(mesh.triangles[half], "corner of a triangle")], "vertex of a mesh");
}

/** Corners of triangle t. */
export function cornersOf(mesh: WeldedMesh, t: number): [Vec3, Vec3, Vec3] {
  return [pointAt(mesh, 3 * t), pointAt(mesh, 3 * t + 1), pointAt(mesh, 3 * t + 2)];
}

/** Twice the area of triangle t, along its normal. */
export function areaVector(mesh: WeldedMesh, t: number): Vec3 {
  const [a, b, c] = cornersOf(mesh, t);
  return cross(sub(b, a), sub(c, a));
}

/** Height of triangle t over its longest edge, mm. */
export function heightOf(mesh: WeldedMesh, t: number): number {
  const [a, b, c] = cornersOf(mesh, t);
  const longest = Math.max(norm(sub(b, a)), norm(sub(c, b)), norm(sub(a, c)));
  return longest > 0 ? norm(cross(sub(b, a), sub(c, a))) / longest : 0;
}

export interface MeshMeasure {
  readonly volume: number;
  readonly area: number;
  readonly centroid: Vec3;
}

/** Volume (mm3, negative when inside out), area (mm2) and centre of gravity of what the triangles bound. */
export function measureMesh(mesh: WeldedMesh, triangles?: readonly number[]): MeshMeasure {
  const [first = 0] = triangles ?? [];
  const base = mesh.triangles.length === 0 ? origin : pointAt(mesh, 3 * first);
  let volume = 0;
  let area = 0;
  const moment: [number, number, number] = [0, 0, 0];
  const add = (t: number): void => {
    const [p, q, r] = cornersOf(mesh, t);
    const [a, b, c] = [sub(p, base), sub(q, base), sub(r, base)];
    const v = dot(a, cross(b, c)) / 6;
    volume += v;
    area += norm(areaVector(mesh, t)) / 2;
    for (const i of [0, 1, 2] as const) moment[i] += (v * (a[i] + b[i] + c[i])) / 4;
  };
  if (triangles) for (const t of triangles) add(t);
  else for (let t = 0; t < mesh.triangles.length / 3; t++) add(t);
  const scale = volume === 0 ? 0 : 1 / volume;
  return {
    volume,
    area,
    centroid: [base[0] + scale * moment[0], base[1] + scale * moment[1], base[2] + scale * moment[2]],
  };
}
