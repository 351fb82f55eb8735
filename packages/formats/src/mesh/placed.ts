/** Meshes that a file places: moved, turned, scaled, maybe mirrored. */
import { at, UnbakeError } from "@unbake/ground";
import { maxCoordinateMm } from "./limits.js";

/** p' = M p: rows of 4, [m00, m01, m02, tx, m10, ...]. */
export type Placement = readonly number[];

export const unplaced: Placement = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function combine(outer: Placement, inner: Placement): Placement {
  const entry = (m: Placement, i: number, j: number): number => (i === 3 ? (j === 3 ? 1 : 0) : at(m, 4 * i + j));
  return Array.from({ length: 12 }, (_, k) => {
    const [i, j] = [Math.floor(k / 4), k % 4];
    return [0, 1, 2, 3].reduce((sum, n) => sum + entry(outer, i, n) * entry(inner, n, j), 0);
  });
}

/** The vertices at their place. @throws bad_geometry for places that are no numbers. */
export function placePoints(positions: Float64Array, m: Placement): Float64Array {
  const placed = new Float64Array(positions.length);
  for (let v = 0; v + 2 < positions.length; v += 3) {
    for (let i = 0; i < 3; i++) {
      let sum = at(m, 4 * i + 3);
      for (let j = 0; j < 3; j++) sum += at(m, 4 * i + j) * at(positions, v + j);
      if (!(Math.abs(sum) <= maxCoordinateMm))
        throw new UnbakeError("bad_geometry", `a vertex has the coordinate ${sum}`);
      placed[v + i] = sum;
    }
  }
  return placed;
}

/** How much larger volumes become; negative where the placement mirrors. */
export function determinant(m: Placement): number {
  const entry = (i: number, j: number): number => at(m, 4 * i + j);
  return [0, 1, 2].reduce((sum, j) => {
    const [k, l] = [(j + 1) % 3, (j + 2) % 3];
    return sum + entry(0, j) * (entry(1, k) * entry(2, l) - entry(1, l) * entry(2, k));
  }, 0);
}

/** Triangles as they are seen from outside after the placement: a mirror turns them round. */
export function placeTriangles(triangles: Uint32Array, m: Placement): Uint32Array {
  if (determinant(m) >= 0) return triangles;
  const turned = triangles.slice();
  for (let t = 0; t + 2 < turned.length; t += 3) {
    turned[t + 1] = at(triangles, t + 2);
    turned[t + 2] = at(triangles, t + 1);
  }
  return turned;
}
