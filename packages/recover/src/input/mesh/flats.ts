/** Triangles of one plane that hang together are one flat: a face of the part, or one facet of a curved one. */
import { addScaled, distance3, dot, mul, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { symmetricEigen } from "../../analysis/graph/eigen.js";
import { onOneLineShare } from "../../tolerances.js";
import type { ClosedMesh } from "./surface.js";
import { areaVector, heightOf, triangleOf } from "./welded.js";

export interface Flat {
  readonly id: number;
  readonly triangles: readonly number[];
  /** Places of the vertices, each once. */
  readonly vertices: readonly number[];
  readonly center: Vec3;
  /** Unit, outward. */
  readonly normal: Vec3;
  readonly area: number;
  /** Too thin for its normal to mean anything. */
  readonly sliver: boolean;
}

export interface Flats {
  readonly flats: readonly Flat[];
  /** By triangle. */
  readonly flatOf: Int32Array;
}

/** Rounds of growing and fitting again; a plane from a small triangle gets better with every round. */
const rounds = 6;

/** The flats of one piece, large triangles first; corners are within `flatMm` of their flat. */
export function findFlats(mesh: ClosedMesh, piece: readonly number[], flatMm: number): Flats {
  const flatOf = new Int32Array(mesh.triangles.length / 3).fill(-1);
  const areas = new Map(piece.map((t) => [t, norm(areaVector(mesh, t)) / 2]));
  const order = [...piece].sort((a, b) => (areas.get(b) ?? 0) - (areas.get(a) ?? 0) || a - b);
  const flats: Flat[] = [];
  for (const seed of order) {
    if ((flatOf[seed] ?? 0) >= 0) continue;
    const vector = areaVector(mesh, seed);
    const sliver = heightOf(mesh, seed) <= 2 * flatMm;
    const id = flats.length;
    let normal: Vec3 = norm(vector) > 0 ? unit(vector) : [0, 0, 1];
    let center = vertexAt(mesh, mesh.triangles[3 * seed] ?? 0);
    flatOf[seed] = id;
    const triangles = [seed];
    const vertices = new Set<number>(mesh.triangles.subarray(3 * seed, 3 * seed + 3));
    for (let round = 0; round < rounds && !sliver; round++) {
      const before = triangles.length;
      grow(mesh, flatOf, id, triangles, vertices, center, normal, flatMm);
      if (triangles.length === before && round > 0) break;
      ({ center, normal } = planeThrough(mesh, [...vertices], normal));
    }
    const area = triangles.reduce((sum, t) => sum + (areas.get(t) ?? 0), 0);
    flats.push({ id, triangles, vertices: [...vertices], center, normal, area, sliver });
  }
  return { flats, flatOf };
}

const vertexAt = (mesh: ClosedMesh, vertex: number): Vec3 => mesh.points[vertex] ?? [0, 0, 0];

function grow(
  mesh: ClosedMesh,
  flatOf: Int32Array,
  id: number,
  triangles: number[],
  vertices: Set<number>,
  center: Vec3,
  normal: Vec3,
  flatMm: number,
): void {
  for (let i = 0; i < triangles.length; i++) {
    const t = triangles[i] ?? 0;
    for (let half = 3 * t; half < 3 * t + 3; half++) {
      const other = triangleOf(mesh.twins[half] ?? 0);
      if ((flatOf[other] ?? 0) >= 0 || !liesIn(mesh, other, center, normal, flatMm)) continue;
      flatOf[other] = id;
      triangles.push(other);
      for (const vertex of mesh.triangles.subarray(3 * other, 3 * other + 3)) vertices.add(vertex);
    }
  }
}

function liesIn(mesh: ClosedMesh, t: number, center: Vec3, normal: Vec3, flatMm: number): boolean {
  for (const vertex of mesh.triangles.subarray(3 * t, 3 * t + 3)) {
    if (Math.abs(dot(sub(vertexAt(mesh, vertex), center), normal)) > flatMm) return false;
  }
  // A fold back onto the plane is another face; of a sliver the normal tells nothing.
  return heightOf(mesh, t) <= 2 * flatMm || dot(areaVector(mesh, t), normal) > 0;
}

/** The plane through vertices with the least squares of distances, its normal on the side of `towards`. */
export function planeThrough(
  mesh: Pick<ClosedMesh, "points">,
  vertices: readonly number[],
  towards: Vec3,
): { readonly center: Vec3; readonly normal: Vec3 } {
  const points = vertices.map((vertex) => mesh.points[vertex] ?? ([0, 0, 0] as const));
  let center: Vec3 = [0, 0, 0];
  for (const p of points) center = addScaled(center, p, 1 / points.length);
  const size = Math.max(...[0].concat(points.slice(0, 1000).map((p) => distance3(p, center)))) || 1;
  const m = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const p of points) {
    const d = mul(sub(p, center), 1 / size);
    for (const i of [0, 1, 2] as const) {
      const row = m[i];
      if (row) for (const j of [0, 1, 2] as const) row[j] = (row[j] ?? 0) + d[i] * d[j];
    }
  }
  const { values, vectors } = symmetricEigen(m);
  const [x = 0, y = 0, z = 1] = vectors[0] ?? [];
  // Points on one line have no plane of their own.
  if (!((values[1] ?? 0) > onOneLineShare * (values[2] ?? 0))) return { center, normal: towards };
  const normal: Vec3 = [x, y, z];
  return { center, normal: dot(normal, towards) < 0 ? mul(normal, -1) : normal };
}
