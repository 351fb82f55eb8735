/** The lines that fill a surface which a section has cut. */
import type { Mesh } from "@unbake/geometry";
import { sectionMm } from "../tolerances.js";
import type { SectionPlane } from "../types.js";
import type { Place } from "./visible.js";

const spacing = 22;

/** Pieces of slanting lines over the triangles of a mesh that lie in the plane; `project` gives places in the picture. */
export function hatchOf(
  { positions, triangles }: Mesh,
  { axis, at }: Required<SectionPlane>,
  project: (vertex: number) => Place,
): [Place, Place][] {
  const k = axis === "x" ? 0 : axis === "y" ? 1 : 2;
  const inPlane = (vertex: number) => Math.abs((positions[3 * vertex + k] as number) - at) < sectionMm;
  const pieces: [Place, Place][] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [...triangles.subarray(t, t + 3)];
    if (corners.every(inPlane)) pieces.push(...across(corners.map(project)));
  }
  return pieces;
}

/** Where the lines x + y = n * spacing cross a triangle. */
function across(corners: readonly Place[]): [Place, Place][] {
  const value = ([x, y]: Place) => (x + y) / spacing;
  const values = corners.map(value);
  const pieces: [Place, Place][] = [];
  for (let n = Math.ceil(Math.min(...values)); n <= Math.floor(Math.max(...values)); n++) {
    const ends: Place[] = [];
    corners.forEach((from, i) => {
      const to = corners[(i + 1) % 3] as Place;
      const [a, b] = [value(from), value(to)];
      if (a === b || n < Math.min(a, b) || n >= Math.max(a, b)) return;
      const share = (n - a) / (b - a);
      ends.push([0, 1, 2].map((k) => (from[k] as number) + ((to[k] as number) - (from[k] as number)) * share) as never);
    });
    const [start, end] = ends;
    if (start && end) pieces.push([start, end]);
  }
  return pieces;
}
