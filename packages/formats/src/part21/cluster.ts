/** Points that are the same within a tolerance. */

import type { Vec3 } from "@unbake/geometry";
import { distance3 } from "@unbake/geometry";
import { leastCellMm } from "../tolerances.js";

/** Numbers points so that those within the tolerance get the same number (first come, in a grid of that width). */
export function clusterPoints(tolerance: number): (point: Vec3) => number {
  const width = Math.max(tolerance * 2, leastCellMm);
  const cells = new Map<string, { point: Vec3; number: number }[]>();
  let next = 0;
  return (point) => {
    const [x, y, z] = point.map((value) => Math.floor(value / width)) as [number, number, number];
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (let k = -1; k <= 1; k++)
          for (const known of cells.get(`${x + i} ${y + j} ${z + k}`) ?? []) {
            if (distance3(known.point, point) <= tolerance) return known.number;
          }
    const cell = cells.get(`${x} ${y} ${z}`) ?? [];
    cell.push({ point, number: next });
    cells.set(`${x} ${y} ${z}`, cell);
    return next++;
  };
}

/** Diagonal of the box of the points; 0 without any. */
export function sizeOfPoints(points: Iterable<Vec3>): number {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const point of points) {
    for (const i of [0, 1, 2] as const) {
      min[i] = Math.min(min[i], point[i]);
      max[i] = Math.max(max[i], point[i]);
    }
  }
  const size = distance3(min, max);
  return Number.isFinite(size) ? size : 0;
}
