/** Polygons of mesh files as triangles. */
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
    const next = polygon[(i + 1) % polygon.length] ?? vertex;
    for (let k = 0; k < 3; k++) {
      const [a, b] = [(k + 1) % 3, (k + 2) % 3];
      const cross =
        (positions.at(3 * vertex + a) - positions.at(3 * next + a)) *
        (positions.at(3 * vertex + b) + positions.at(3 * next + b));
      normal[k] = (normal[k] ?? 0) + cross;
    }
  });
  const sizes = normal.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  const forward = (normal[axis] ?? 0) >= 0;
  const [a, b] = forward ? [(axis + 1) % 3, (axis + 2) % 3] : [(axis + 2) % 3, (axis + 1) % 3];
  const flat = polygon.flatMap((vertex) => [positions.at(3 * vertex + a), positions.at(3 * vertex + b)]);
  const cut = polygon.length === 4 && isConvex(flat) ? [] : earcut(flat);
  if (cut.length === 3 * (polygon.length - 2)) {
    // The library gives its triangles clockwise or not, as it likes.
    for (let i = 0; i < cut.length; i += 3) {
      const [p, q, r] = [cut[i] ?? 0, cut[i + 1] ?? 0, cut[i + 2] ?? 0];
      const turn = turnOf(flat, p, q, r) >= 0 ? [p, q, r] : [p, r, q];
      for (const corner of turn) push(polygon[corner] ?? 0);
    }
    return;
  }
  for (let i = 1; i + 1 < polygon.length; i++) {
    for (const corner of [0, i, i + 1]) push(polygon[corner] ?? 0);
  }
}

function turnOf(flat: readonly number[], p: number, q: number, r: number): number {
  const x = (i: number): number => flat[2 * i] ?? 0;
  const y = (i: number): number => flat[2 * i + 1] ?? 0;
  return (x(q) - x(p)) * (y(r) - y(p)) - (y(q) - y(p)) * (x(r) - x(p));
}

const isConvex = (flat: readonly number[]): boolean =>
  [0, 1, 2, 3].every((i) => turnOf(flat, i, (i + 1) % 4, (i + 2) % 4) > 0);
