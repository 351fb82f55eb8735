/** Tells binary STL files by their length and their triangles: the header may hold anything, also what other formats begin with. */

import { leastCoordinate } from "../tolerances.js";
import { maxFileBytes } from "./limits.js";

const headerBytes = 84;
const facetBytes = 50;
/** The fewest triangles that bound a body. */
const fewestTriangles = 4;
/** Triangles looked at: other content is no triangle long before. */
const mostLookedAt = 10_000;
/** Coordinates of parts are 0, or between these sizes (a turn leaves 1e-17 of a zero): small integers and text taken for single precision are not. */
const coordinateSizes = { least: leastCoordinate, most: 1e8 } as const;

/**
 * The number of triangles that a binary STL file announces; undefined for other content. A file that is longer (or shorter) than announced
 * is one only where its bytes are those of triangles.
 */
export function binaryStlTriangles(bytes: Uint8Array): number | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const announced = view.getUint32(80, true);
  const end = headerBytes + facetBytes * announced;
  if (announced > 0 && end === bytes.length) return announced;
  // Of a text these bytes are more triangles than any file can hold.
  if (announced > maxFileBytes / facetBytes) return undefined;
  const present = Math.min(announced, Math.floor((bytes.length - headerBytes) / facetBytes));
  return present >= fewestTriangles && areTriangles(view, Math.min(present, mostLookedAt)) ? announced : undefined;
}

/** Are all numbers coordinates, and do most triangles have three corners? */
function areTriangles(view: DataView, count: number): boolean {
  let whole = 0;
  for (let i = 0; i < count; i++) {
    const corners: string[] = [];
    for (let corner = 0; corner < 3; corner++) {
      const point = [0, 1, 2].map((k) =>
        view.getFloat32(headerBytes + facetBytes * i + 12 * (corner + 1) + 4 * k, true),
      );
      if (!point.every(isCoordinate)) return false;
      corners.push(point.join());
    }
    if (new Set(corners).size === 3) whole++;
  }
  return 2 * whole > count;
}

const isCoordinate = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= coordinateSizes.least && Math.abs(value) <= coordinateSizes.most);
