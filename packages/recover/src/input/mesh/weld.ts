/** Vertices that files repeat for every triangle become one. */

import type { MeshBody } from "@unbake/formats";
import { distance3, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { WeldedMesh } from "./welded.js";

/**
 * The mesh with one vertex for each place: vertices closer than `toleranceMm` are one. Triangles that thereby lose a corner are left
 * out; vertices without triangles too.
 */
export function weld(
  { positions, triangles }: Pick<MeshBody, "positions" | "triangles">,
  toleranceMm: number,
): WeldedMesh {
  const grid = new Map<number, number[]>();
  const points: Vec3[] = [];
  // Cells of four tolerances: a vertex looks into the neighbouring cells that it is near to, one of itself in most cases.
  const cell = 4 * toleranceMm;
  const placeOf = new Int32Array(positions.length / 3).fill(-1);
  const place = (vertex: number): number => {
    const known = at(placeOf, vertex);
    if (known >= 0) return known;
    const p: Vec3 = [at(positions, 3 * vertex), at(positions, 3 * vertex + 1), at(positions, 3 * vertex + 2)];
    const found = find(grid, points, p, cell, toleranceMm);
    const index = found ?? points.length;
    if (found === undefined) {
      points.push(p);
      const key = keyOf(Math.floor(p[0] / cell), Math.floor(p[1] / cell), Math.floor(p[2] / cell));
      const bucket = grid.get(key);
      if (bucket) bucket.push(index);
      else grid.set(key, [index]);
    }
    placeOf[vertex] = index;
    return index;
  };
  const kept = new Uint32Array(triangles.length);
  let size = 0;
  for (let i = 0; i + 2 < triangles.length; i += 3) {
    const [a, b, c] = [place(at(triangles, i)), place(at(triangles, i + 1)), place(at(triangles, i + 2))];
    if (a === b || b === c || c === a) continue;
    kept[size++] = a;
    kept[size++] = b;
    kept[size++] = c;
  }
  return { points, triangles: kept.slice(0, size) };
}

/** Any number that tells cells apart well; points of cells that share one are told apart by their distance. */
const keyOf = (x: number, y: number, z: number): number => ((x * 31 + y) * 37 + z) * 41 + x - 3 * y;

function find(
  grid: ReadonlyMap<number, readonly number[]>,
  points: readonly Vec3[],
  p: Vec3,
  cell: number,
  tolerance: number,
): number | undefined {
  const [xs, ys, zs] = [p[0], p[1], p[2]].map((v) => {
    const low = Math.floor((v - tolerance) / cell);
    const high = Math.floor((v + tolerance) / cell);
    return low === high ? [low] : [low, high];
  });
  for (const x of xs ?? []) {
    for (const y of ys ?? []) {
      for (const z of zs ?? []) {
        for (const at of grid.get(keyOf(x, y, z)) ?? []) {
          const other = points[at];
          if (other && distance3(other, p) <= tolerance) return at;
        }
      }
    }
  }
  return undefined;
}
