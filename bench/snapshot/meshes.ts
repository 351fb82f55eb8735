// Meshes of our own making, of any size.
import type { Mesh, Vec3 } from "@unbake/geometry";

const axes = [0, 1, 2] as const;
const others = { 0: [1, 2], 1: [2, 0], 2: [0, 1] } as const;
const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** A ring with waves on it, cut into 12 x 6 faces; 2 * around * across triangles. */
export function wavyRing(around: number, across: number): Mesh {
  const positions: number[] = [];
  const normals: number[] = [];
  const at = (i: number, j: number): Vec3 => {
    const u = (2 * Math.PI * i) / around;
    const v = (2 * Math.PI * j) / across;
    const r = 12 + 1.2 * Math.sin(9 * u) * Math.cos(5 * v);
    return [(40 + r * Math.cos(v)) * Math.cos(u), (40 + r * Math.cos(v)) * Math.sin(u), r * Math.sin(v)];
  };
  for (let j = 0; j < across; j++) {
    for (let i = 0; i < around; i++) {
      const p = at(i, j);
      const du = difference(at(i + 0.01, j), p);
      const dv = difference(at(i, j + 0.01), p);
      positions.push(...p);
      normals.push(du[1] * dv[2] - du[2] * dv[1], du[2] * dv[0] - du[0] * dv[2], du[0] * dv[1] - du[1] * dv[0]);
    }
  }
  const triangles = new Uint32Array(6 * around * across);
  const faceIds = new Uint32Array(2 * around * across);
  for (let j = 0, t = 0; j < across; j++) {
    for (let i = 0; i < around; i++, t += 2) {
      const [a, b] = [j * around + i, j * around + ((i + 1) % around)];
      const [c, d] = [((j + 1) % across) * around + i, ((j + 1) % across) * around + ((i + 1) % around)];
      triangles.set([a, b, d, a, d, c], 3 * t);
      faceIds.fill(12 * Math.floor((6 * j) / across) + Math.floor((12 * i) / around), t, t + 2);
    }
  }
  return { positions: Float32Array.from(positions), normals: Float32Array.from(normals), triangles, faceIds };
}

const difference = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** `count` x `count` blocks of different heights, 12 triangles and 12 edges each. */
export function blocks(count: number): Mesh {
  const positions: number[] = [];
  const normals: number[] = [];
  const triangles: number[] = [];
  const faceIds: number[] = [];
  for (let n = 0; n < count * count; n++) {
    const corner: Vec3 = [10 * (n % count), 10 * Math.floor(n / count), 0];
    const size: Vec3 = [7, 7, 5 + ((n * 37) % 23)];
    for (const axis of axes) {
      for (const side of [0, 1]) {
        const [u, v] = others[axis];
        const first = positions.length / 3;
        for (const [s, t] of square) {
          const p = [...corner];
          p[axis] = corner[axis] + side * size[axis];
          p[u] = corner[u] + s * size[u];
          p[v] = corner[v] + t * size[v];
          positions.push(...p);
          normals.push(...axes.map((k) => (k === axis ? 2 * side - 1 : 0)));
        }
        const order = side === 1 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2];
        triangles.push(...order.map((k) => first + k));
        faceIds.push(faceIds.length / 2, faceIds.length / 2);
      }
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    triangles: Uint32Array.from(triangles),
    faceIds: Uint32Array.from(faceIds),
  };
}
