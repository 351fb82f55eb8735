/**
 * The lines of a mesh that a draughtsman would draw: where two faces meet, told apart by whether the surface has a
 * corner there. They are sides of the mesh's own triangles, so that lines and surfaces lie at the same depth; the
 * seam of a cylinder, where a face meets itself, is none.
 */
import type { Mesh } from "@unbake/geometry";
import { mix, tableSize, weld } from "./hash.js";

export interface FeatureEdges {
  /** Six numbers a piece: x y z of both ends. */
  readonly sharpEdges: Float32Array;
  readonly smoothEdges: Float32Array;
  /** Every side has a neighbour that runs the other way, and the whole turns outwards: nobody sees a triangle from behind. */
  readonly closed: boolean;
}

/** Normals that differ by less are those of one smooth surface, in two approximations: cosine of 12 degrees. */
const smoothCosine = 0.978;
/** In a mesh without normals and faces, a corner is a corner from here: cosine of 30 degrees. */
const creaseCosine = 0.866;

/** Sharp and smooth edges of a mesh. */
export function featureEdges(mesh: Mesh): FeatureEdges {
  const { triangles, faceIds, positions } = mesh;
  const place = weld(positions);
  const sides = triangles.length;
  const mask = tableSize(sides) - 1;
  // A side waits under its two places for the side of the neighbour. What is left alone borders on nothing.
  const table = new Int32Array(mask + 1).fill(-1);
  const met = new Uint8Array(sides);
  const sharp: number[] = [];
  const smooth: number[] = [];
  let oriented = true;
  for (let side = 0; side < sides; side++) {
    const a = place[triangles[side] as number] as number;
    const b = place[triangles[next(side)] as number] as number;
    if (a === b) {
      met[side] = 1;
      continue;
    }
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    let slot = mix(low, high) & mask;
    for (;;) {
      const other = table[slot] as number;
      if (other < 0) {
        table[slot] = side;
        break;
      }
      const c = place[triangles[other] as number] as number;
      const d = place[triangles[next(other)] as number] as number;
      if ((c === low && d === high) || (c === high && d === low)) {
        met[side] = 1;
        // A third side at the same place, or one that runs the same way, is no border of a solid.
        if (met[other] === 1 || a === c) oriented = false;
        met[other] = 1;
        const sameFace = faceIds[third(side)] === faceIds[third(other)];
        if (!sameFace || mesh.normals === undefined) {
          const cosine = cosineAcross(mesh, side, other, a === c);
          if (!sameFace) (cosine < smoothCosine ? sharp : smooth).push(side);
          else if (cosine < creaseCosine) sharp.push(side);
        }
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  let complete = true;
  for (let side = 0; side < sides; side++) {
    if (met[side] === 1) continue;
    sharp.push(side);
    complete = false;
  }
  const closed = complete && oriented && turnsOutwards(mesh);
  return { sharpEdges: pieces(mesh, sharp), smoothEdges: pieces(mesh, smooth), closed };
}

/** Whether a closed mesh encloses a positive volume: the sum of its tetrahedra. */
function turnsOutwards({ positions: p, triangles }: Mesh): boolean {
  if (triangles.length === 0) return false;
  // Any point does as the tip of all tetrahedra; one of the mesh keeps the numbers small.
  const [ox, oy, oz] = vector(p, 0);
  let six = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [
      3 * (triangles[t] as number),
      3 * (triangles[t + 1] as number),
      3 * (triangles[t + 2] as number),
    ];
    const ax = (p[a] as number) - ox;
    const ay = (p[a + 1] as number) - oy;
    const az = (p[a + 2] as number) - oz;
    const bx = (p[b] as number) - ox;
    const by = (p[b + 1] as number) - oy;
    const bz = (p[b + 2] as number) - oz;
    const cx = (p[c] as number) - ox;
    const cy = (p[c + 1] as number) - oy;
    const cz = (p[c + 2] as number) - oz;
    six += ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx);
  }
  return six > 0;
}

/** The next side of the same triangle; also the index of the side's second corner. */
function next(side: number): number {
  return side % 3 === 2 ? side - 2 : side + 1;
}

function third(side: number): number {
  return Math.floor(side / 3);
}

/** The least cosine between the normals of both sides, at either end. */
function cosineAcross(mesh: Mesh, side: number, other: number, sameDirection: boolean): number {
  const { normals, triangles } = mesh;
  if (normals === undefined) return cosine(normalOf(mesh, third(side)), normalOf(mesh, third(other)));
  const otherStart = sameDirection ? other : next(other);
  const otherEnd = sameDirection ? next(other) : other;
  const at = (index: number) => vector(normals, triangles[index] as number);
  return Math.min(cosine(at(side), at(otherStart)), cosine(at(next(side)), at(otherEnd)));
}

type Triple = readonly [number, number, number];

function vector(values: ArrayLike<number>, index: number): Triple {
  return [values[3 * index] as number, values[3 * index + 1] as number, values[3 * index + 2] as number];
}

function normalOf({ positions, triangles }: Mesh, triangle: number): Triple {
  const [a, b, c] = [0, 1, 2].map((k) => vector(positions, triangles[3 * triangle + k] as number)) as [
    Triple,
    Triple,
    Triple,
  ];
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

/** 1 where a normal is unknown (the apex of a cone): no corner is drawn on a guess. */
function cosine(a: Triple, b: Triple): number {
  const lengths = Math.sqrt((a[0] ** 2 + a[1] ** 2 + a[2] ** 2) * (b[0] ** 2 + b[1] ** 2 + b[2] ** 2));
  return lengths > 0 ? (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / lengths : 1;
}

function pieces({ positions, triangles }: Mesh, sides: readonly number[]): Float32Array {
  const result = new Float32Array(6 * sides.length);
  sides.forEach((side, i) => {
    result.set(vector(positions, triangles[side] as number), 6 * i);
    result.set(vector(positions, triangles[next(side)] as number), 6 * i + 3);
  });
  return result;
}
