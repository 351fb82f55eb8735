/** Limits on meshes, checked before the memory that they bound is asked for. */
import { UnbakeError } from "@unbake/ground";

/**
 * Triangles of one file: reading 490,000 of them takes 1.1 GB and half a minute of one core where they are freeform. A scan has millions
 * and no faces to find.
 */
export const maxTriangles = 300_000;
/** Vertices of one file: three for each triangle where nothing is shared. */
export const maxVertices = 3 * maxTriangles;
/** Bytes of text: a triangle of an STL text takes about 250. */
export const maxTextBytes = 256 * 1024 * 1024;
/** Objects placed by one file, all levels of its assembly counted. */
export const maxPlacements = 10_000;
/** Levels of an assembly inside each other. */
export const maxDepth = 64;
/** Coordinates beyond this are no part, mm (100 km). */
export const maxCoordinateMm = 1e8;

/** @throws too_large. */
export function checkTriangles(count: number): void {
  if (count > maxTriangles) {
    throw new UnbakeError("too_large", `${count} triangles, the limit is ${maxTriangles}`);
  }
}

/** @throws too_large. */
export function checkVertices(count: number): void {
  if (count > maxVertices) throw new UnbakeError("too_large", `${count} vertices, the limit is ${maxVertices}`);
}
