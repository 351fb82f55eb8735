/**
 * Normals at poles and apexes, where a surface has no tangent plane, may come out any way round from a mesher: one that turns away
 * from the triangles around its vertex is replaced by their mean.
 */
import type { Mesh } from "@unbake/geometry";

/** A normal farther from the mean of its triangles than this is none: cosine of about 70 degrees. */
const leastCosine = 0.35;

/** The mesh with normals that agree with its triangles; the mesh itself when all do, or when it has none. */
export function withSoundNormals(mesh: Mesh): Mesh {
  const { normals } = mesh;
  if (!normals) return mesh;
  const means = meanNormals(mesh);
  let mended: Float32Array | undefined;
  for (let i = 0; i < normals.length; i += 3) {
    const x = normals[i] as number;
    const y = normals[i + 1] as number;
    const z = normals[i + 2] as number;
    const mx = means[i] as number;
    const my = means[i + 1] as number;
    const mz = means[i + 2] as number;
    const lengths = Math.sqrt((x * x + y * y + z * z) * (mx * mx + my * my + mz * mz));
    // Written so that what is no number counts as unsound.
    if (lengths === 0 || x * mx + y * my + z * mz >= leastCosine * lengths) continue;
    mended ??= normals.slice();
    mended.set([mx, my, mz], i);
  }
  return mended ? { ...mesh, normals: mended } : mesh;
}

/** For each vertex the sum of the normals of its triangles, each weighed by its area. */
function meanNormals({ positions, triangles }: Mesh): Float64Array {
  const sums = new Float64Array(positions.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * (triangles[t] as number);
    const b = 3 * (triangles[t + 1] as number);
    const c = 3 * (triangles[t + 2] as number);
    const ux = (positions[b] as number) - (positions[a] as number);
    const uy = (positions[b + 1] as number) - (positions[a + 1] as number);
    const uz = (positions[b + 2] as number) - (positions[a + 2] as number);
    const vx = (positions[c] as number) - (positions[a] as number);
    const vy = (positions[c + 1] as number) - (positions[a + 1] as number);
    const vz = (positions[c + 2] as number) - (positions[a + 2] as number);
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const corner of [a, b, c]) {
      sums[corner] = (sums[corner] as number) + nx;
      sums[corner + 1] = (sums[corner + 1] as number) + ny;
      sums[corner + 2] = (sums[corner + 2] as number) + nz;
    }
  }
  return sums;
}
