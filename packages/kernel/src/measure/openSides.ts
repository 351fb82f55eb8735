/** Does a mesh close? */

import type { Mesh } from "@unbake/geometry";
import { addTo, at, countOf } from "@unbake/ground";

/**
 * The number of triangle sides that are not met by another, vertices merged by position. Inside a face triangles
 * share vertices, so only the borders of faces are compared by position.
 */
export function countOpenSides({ positions, triangles }: Mesh): number {
  const vertexCount = positions.length / 3;
  const balance = new Map<number, number>();
  for (let i = 0; i < triangles.length; i++) {
    const a = at(triangles, i);
    const b = at(triangles, i % 3 === 2 ? i - 2 : i + 1);
    const [key, sense] = a < b ? [a * vertexCount + b, 1] : [b * vertexCount + a, -1];
    const sum = countOf(balance, key) + sense;
    if (sum === 0) balance.delete(key);
    else balance.set(key, sum);
  }
  const ids = new Map<string, number>();
  const idAt = (v: number): number => {
    const key = `${positions[3 * v]},${positions[3 * v + 1]},${positions[3 * v + 2]}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, ids.size);
    return ids.size - 1;
  };
  const open = new Map<string, number>();
  for (const [key, sum] of balance) {
    const a = idAt(Math.floor(key / vertexCount));
    const b = idAt(key % vertexCount);
    // Sides without length need no partner.
    if (a === b) continue;
    const [side, sense] = a < b ? [`${a},${b}`, sum] : [`${b},${a}`, -sum];
    addTo(open, side, sense);
  }
  let count = 0;
  for (const sum of open.values()) if (sum !== 0) count++;
  return count;
}
