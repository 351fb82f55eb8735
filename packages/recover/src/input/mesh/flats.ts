/** Triangles of one plane that hang together are one flat: a face of the part, or one facet of a curved one. */

import { addScaled, distance3, dot, mul, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { asVec3, outerSum, symmetricEigen } from "../../analysis/graph/eigen.js";
import { onOneLineShare } from "../../tolerances.js";
import { type ClosedMesh, triangleAcross } from "./surface.js";
import { areaVector, heightOf } from "./welded.js";

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
  const areaOf = (t: number): number => must(areas.get(t), `triangle ${t} in the piece`);
  const order = [...piece].sort((a, b) => areaOf(b) - areaOf(a) || a - b);
  const flats: Flat[] = [];
  for (const seed of order) {
    if (at(flatOf, seed) >= 0) continue;
    const vector = areaVector(mesh, seed);
    const sliver = heightOf(mesh, seed) <= 2 * flatMm;
    const id = flats.length;
    let normal: Vec3 = norm(vector) > 0 ? unit(vector) : [0, 0, 1];
    let center = vertexAt(mesh, at(mesh.triangles, 3 * seed));
    flatOf[seed] = id;
    const triangles = [seed];
    const vertices = new Set<number>(mesh.triangles.subarray(3 * seed, 3 * seed + 3));
    for (let round = 0; round < rounds && !sliver; round++) {
      const before = triangles.length;
      grow(mesh, flatOf, id, triangles, vertices, center, normal, flatMm);
      if (triangles.length === before && round > 0) break;
      ({ center, normal } = planeThrough(mesh, [...vertices], normal));
    }
    const area = triangles.reduce((sum, t) => sum + areaOf(t), 0);
    flats.push({ id, triangles, vertices: [...vertices], center, normal, area, sliver });
  }
  return { flats, flatOf };
}

const vertexAt = (mesh: ClosedMesh, vertex: number): Vec3 => at(mesh.points, vertex);

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
  for (const t of triangles) {
    for (let half = 3 * t; half < 3 * t + 3; half++) {
      const other = triangleAcross(mesh, half);
      if (at(flatOf, other) >= 0 || !liesIn(mesh, other, center, normal, flatMm)) continue;
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
function planeThrough(
  mesh: Pick<ClosedMesh, "points">,
  vertices: readonly number[],
  towards: Vec3,
): { readonly center: Vec3; readonly normal: Vec3 } {
  const points = vertices.map((vertex) => at(mesh.points, vertex));
  let center: Vec3 = [0, 0, 0];
  for (const p of points) center = addScaled(center, p, 1 / points.length);
  const size = Math.max(...[0].concat(points.slice(0, 1000).map((p) => distance3(p, center)))) || 1;
  const arms = points.map((p) => mul(sub(p, center), 1 / size));
  const { values, vectors } = symmetricEigen(outerSum(arms, 3));
  // Points on one line have no plane of their own.
  if (!(at(values, 1) > onOneLineShare * at(values, 2))) return { center, normal: towards };
  const normal = asVec3(at(vectors, 0));
  return { center, normal: dot(normal, towards) < 0 ? mul(normal, -1) : normal };
}
