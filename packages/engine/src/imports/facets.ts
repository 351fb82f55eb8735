/** Triangles put together: corners at one place are one vertex, and triangles that share edges are one component. */
import type { MeshBody } from "@unbake/formats";
import { sub, type Vec3 } from "@unbake/geometry";
import { addTo, at } from "@unbake/ground";

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
      // Adding zero makes one of the two zeros.
      const coordinate = (k: number): number => at(positions, 3 * corner + k) * scale + 0;
      const [x, y, z]: Vec3 = [coordinate(0), coordinate(1), coordinate(2)];
      const key = `${x} ${y} ${z}`;
      const index = known.get(key) ?? points.length;
      if (index === points.length) {
        known.set(key, index);
        points.push([x, y, z]);
      }
      return index;
    };
    for (let t = 0; t < triangles.length; t += 3) {
      const cornerAt = (k: number): number => vertexOf(at(triangles, t + k));
      const [a, b, c]: Facet = [cornerAt(0), cornerAt(1), cornerAt(2)];
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
    let here = i;
    for (let up = at(parent, here); up !== here; up = at(parent, here)) {
      parent[here] = at(parent, up);
      here = up;
    }
    return here;
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
  const [first] = at(facets, 0);
  const origin = at(points, first);
  const fromOrigin = (index: number): Vec3 => sub(at(points, index), origin);
  let six = 0;
  for (const facet of facets) {
    for (const [a, b] of edgesOf(facet)) {
      const key = edgeKey(a, b);
      addTo(balance, key, a < b ? 1 : -1);
    }
    const [p, q, r] = [fromOrigin(facet[0]), fromOrigin(facet[1]), fromOrigin(facet[2])] as const;
    six += p[0] * (q[1] * r[2] - q[2] * r[1]) + p[1] * (q[2] * r[0] - q[0] * r[2]) + p[2] * (q[0] * r[1] - q[1] * r[0]);
    for (const index of facet) {
      const point = at(points, index);
      for (const k of [0, 1, 2] as const) {
        min[k] = Math.min(min[k], point[k]);
        max[k] = Math.max(max[k], point[k]);
      }
    }
  }
  return { facets, closed: [...balance.values()].every((sum) => sum === 0), volume: six / 6, min, max };
}
