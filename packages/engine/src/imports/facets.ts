/** Triangles put together: corners at one place are one vertex, and triangles that share edges are one component. */
import type { MeshBody } from "@unbake/formats";
import type { Vec3 } from "@unbake/geometry";

export type Facet = readonly [number, number, number];

/** Triangles that hang together by edges. */
export interface Component {
  readonly facets: readonly Facet[];
  /** Every edge is used as often one way as the other: it bounds a volume. */
  readonly closed: boolean;
  /** Signed: negative when the facets look inwards, as those round a void do. */
  readonly volume: number;
  readonly min: Vec3;
  readonly max: Vec3;
}

export interface Facets {
  readonly points: readonly Vec3[];
  readonly components: readonly Component[];
}

/** All bodies together. Facets that have two corners at one place are left out: their other two edges are one. */
export function facetsOf(bodies: readonly MeshBody[], scale: number): Facets {
  const points: Vec3[] = [];
  const all: Facet[] = [];
  for (const { positions, triangles } of bodies) {
    // Of each body on its own: what two bodies share by chance does not join them.
    const known = new Map<string, number>();
    const vertexOf = (corner: number): number => {
      const at = 3 * corner;
      // Adding zero makes one of the two zeros.
      const [x, y, z] = [0, 1, 2].map((k) => (positions[at + k] ?? Number.NaN) * scale + 0) as unknown as Vec3;
      const key = `${x} ${y} ${z}`;
      const index = known.get(key) ?? points.length;
      if (index === points.length) {
        known.set(key, index);
        points.push([x, y, z]);
      }
      return index;
    };
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => vertexOf(triangles[t + k] ?? Number.NaN)) as unknown as Facet;
      if (a !== b && b !== c && c !== a) all.push([a, b, c]);
    }
  }
  return { points, components: componentsOf(all).map((facets) => describe(points, facets)) };
}

export const edgesOf = ([a, b, c]: Facet): readonly (readonly [number, number])[] => [
  [a, b],
  [b, c],
  [c, a],
];

export const edgeKey = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

function componentsOf(facets: readonly Facet[]): Facet[][] {
  const parent = facets.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    for (let up = parent[at]; up !== undefined && up !== at; up = parent[at]) {
      parent[at] = parent[up] ?? up;
      at = up;
    }
    return at;
  };
  const firstAt = new Map<string, number>();
  facets.forEach((facet, i) => {
    for (const [a, b] of edgesOf(facet)) {
      const key = edgeKey(a, b);
      const first = firstAt.get(key);
      if (first === undefined) firstAt.set(key, i);
      else parent[root(i)] = root(first);
    }
  });
  const groups = new Map<number, Facet[]>();
  facets.forEach((facet, i) => {
    const key = root(i);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [facet]);
    else group.push(facet);
  });
  return [...groups.values()];
}

function describe(points: readonly Vec3[], facets: readonly Facet[]): Component {
  const balance = new Map<string, number>();
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const pointAt = (index: number): Vec3 => {
    const point = points[index];
    if (point === undefined) throw new RangeError(`a facet has the vertex ${index} of ${points.length}`);
    return point;
  };
  const [origin] = facets[0] ?? [0];
  const o = pointAt(origin);
  let six = 0;
  for (const facet of facets) {
    for (const [a, b] of edgesOf(facet)) {
      const key = edgeKey(a, b);
      balance.set(key, (balance.get(key) ?? 0) + (a < b ? 1 : -1));
    }
    const [p, q, r] = facet.map((index) => pointAt(index).map((v, k) => v - (o[k] ?? 0))) as unknown as readonly [
      Vec3,
      Vec3,
      Vec3,
    ];
    six += p[0] * (q[1] * r[2] - q[2] * r[1]) + p[1] * (q[2] * r[0] - q[0] * r[2]) + p[2] * (q[0] * r[1] - q[1] * r[0]);
    for (const index of facet) {
      pointAt(index).forEach((v, k) => {
        min[k] = Math.min(min[k] ?? v, v);
        max[k] = Math.max(max[k] ?? v, v);
      });
    }
  }
  return { facets, closed: [...balance.values()].every((sum) => sum === 0), volume: six / 6, min, max };
}
