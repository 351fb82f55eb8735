/** How far a shape and a mesh are apart, measured both ways. */

import { type Mesh, norm, type Surface, type Topology, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { distanceToElementary, footOnElementary, isElementary } from "../../analysis/graph/elementary.js";
import { type TriangleTree, triangleTree } from "./triangleTree.js";
import { areaVector, cornersOf, type WeldedMesh } from "./welded.js";

export interface Deviation {
  /** Of the mesh's vertices from the shape, mm. */
  readonly ofVertices: number;
  /** Of the middles of the mesh's triangles from the shape, and of points of the shape's faces from the mesh, mm. */
  readonly ofFacets: number;
  /** What lies between the mesh's triangles and the shape, at most, mm3: area times the deviation of the middle, where a facet is deepest. */
  readonly layerMm3: number;
}

/** Points looked at of each kind at most; of more, every second, third, ... */
const mostSamples = 40_000;

/**
 * `original` against a shape with `topology` and the mesh `fine` of it, whose own chord error is `fineMm`. Distances to the shape are
 * those to the exact surface of the nearest face.
 */
export function measureDeviation(original: WeldedMesh, topology: Topology, fine: Mesh, fineMm: number): Deviation {
  const shape = asWelded(fine);
  const shapeTree = triangleTree(shape);
  const surfaceOf = (t: number): Surface => at(topology.faces, at(fine.faceIds, t)).surface;
  const toShape = (p: Vec3): number => exactDistance(shapeTree, surfaceOf, p, fineMm);
  const used = [...new Set(original.triangles)];
  let [deepest, layer, sampled] = [0, 0, 0];
  for (const t of stride(original.triangles.length / 3, (i) => i)) {
    const distance = toShape(middleOf(original, t));
    const area = norm(areaVector(original, t)) / 2;
    deepest = Math.max(deepest, distance);
    layer += area * distance;
    sampled += area;
  }
  const originalTree = triangleTree(original);
  const vertices = stride<Vec3>(used.length, (i) => at(original.points, at(used, i)));
  const onShape = stride(fine.triangles.length / 3, (t) => {
    const [a, b, c] = cornersOf(shape, t);
    const middle: Vec3 = [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
    const surface = surfaceOf(t);
    return surface && isElementary(surface) ? footOnElementary(surface, middle) : middle;
  });
  const corners = stride<Vec3>(shape.points.length, (i) => at(shape.points, i));
  const fromMesh = (p: Vec3): number => originalTree.nearest(p).distance;
  return {
    ofVertices: largest(vertices, toShape),
    ofFacets: Math.max(deepest, largest(onShape, fromMesh), largest(corners, fromMesh)),
    // Where not every triangle was looked at, those that were stand for all.
    layerMm3: sampled > 0 ? layer * (areaOf(original) / sampled) : 0,
  };
}

function middleOf(mesh: WeldedMesh, t: number): Vec3 {
  const [a, b, c] = cornersOf(mesh, t);
  return [(a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3, (a[2] + b[2] + c[2]) / 3];
}

function areaOf(mesh: WeldedMesh): number {
  let area = 0;
  for (let t = 0; t < mesh.triangles.length / 3; t++) area += norm(areaVector(mesh, t)) / 2;
  return area;
}

function largest(points: readonly Vec3[], distance: (p: Vec3) => number): number {
  let most = 0;
  for (const p of points) most = Math.max(most, distance(p));
  return most;
}

function stride<T>(count: number, make: (i: number) => T): T[] {
  const step = Math.max(1, Math.ceil(count / mostSamples));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => make(i * step));
}

/** To the surface of the nearest face, unless the point is farther from the face than its triangles are off it: then it lies beyond the border. */
function exactDistance(tree: TriangleTree, surfaceOf: (t: number) => Surface, p: Vec3, fineMm: number): number {
  const { distance, triangle } = tree.nearest(p);
  const surface = triangle === undefined ? undefined : surfaceOf(triangle);
  if (!surface || !isElementary(surface)) return distance;
  const exact = distanceToElementary(surface, p);
  return distance > exact + 2 * fineMm ? distance : exact;
}

function asWelded({ positions, triangles }: Mesh): WeldedMesh {
  const points = Array.from(
    { length: positions.length / 3 },
    (_, i): Vec3 => [at(positions, 3 * i), at(positions, 3 * i + 1), at(positions, 3 * i + 2)],
  );
  return { points, triangles };
}

/** Several meshes as one. */
export function joined(meshes: readonly WeldedMesh[]): WeldedMesh {
  const points: Vec3[] = [];
  const triangles = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.triangles.length, 0));
  let at = 0;
  for (const mesh of meshes) {
    const first = points.length;
    for (const p of mesh.points) points.push(p);
    for (const v of mesh.triangles) triangles[at++] = v + first;
  }
  return { points, triangles };
}
