/** Polygons of mesh files as triangles. */
import { at } from "@unbake/ground";
import earcut from "earcut";

interface Corners {
  at(index: number): number;
}

/**
 * Triangles of a polygon whose corners are vertices of `positions` (three numbers each): as they are for three, cut off ear by ear in the
 * plane that the polygon faces most for more. A polygon without area gives a fan, so that neighbours stay neighbours.
 */
export function trianglesOf(polygon: readonly number[], positions: Corners, push: (vertex: number) => void): void {
  if (polygon.length === 3) {
    for (const vertex of polygon) push(vertex);
    return;
  }
  const normal = [0, 0, 0];
  polygon.forEach((vertex, i) => {
    const next = at(polygon, (i + 1) % polygon.length);
    for (let k = 0; k < 3; k++) {
      const [a, b] = [(k + 1) % 3, (k + 2) % 3];
      const cross =
        (positions.at(3 * vertex + a) - positions.at(3 * next + a)) *
        (positions.at(3 * vertex + b) + positions.at(3 * next + b));
      normal[k] = at(normal, k) + cross;
    }
  });
  const sizes = normal.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  const forward = at(normal, axis) >= 0;
  const [a, b] = forward ? [(axis + 1) % 3, (axis + 2) % 3] : [(axis + 2) % 3, (axis + 1) % 3];
  const flat = polygon.flatMap((vertex) => [positions.at(3 * vertex + a), positions.at(3 * vertex + b)]);
  const cut = polygon.length === 4 && isConvex(flat) ? [] : earcut(flat);
  if (cut.length === 3 * (polygon.length - 2)) {
    // The library gives its triangles clockwise or not, as it likes.
    for (let i = 0; i < cut.length; i += 3) {
      const [p, q, r] = [at(cut, i), at(cut, i + 1), at(cut, i + 2)];
      const turn = turnOf(flat, p, q, r) >= 0 ? [p, q, r] : [p, r, q];
      for (const corner of turn) push(at(polygon, corner));
    }
    return;
  }
  for (let i = 1; i + 1 < polygon.length; i++) {
    for (const corner of [0, i, i + 1]) push(at(polygon, corner));
  }
}

function turnOf(flat: readonly number[], p: number, q: number, r: number): number {
  const x = (i: number): number => at(flat, 2 * i);
  const y = (i: number): number => at(flat, 2 * i + 1);
  return (x(q) - x(p)) * (y(r) - y(p)) - (y(q) - y(p)) * (x(r) - x(p));
}

const isConvex = (flat: readonly number[]): boolean =>
  [0, 1, 2, 3].every((i) => turnOf(flat, i, (i + 1) % 4, (i + 2) % 4) > 0);
