/** The tolerances of reading solids off a mesh, by its size and the precision of its coordinates. */
import type { MeshBody } from "@unbake/formats";
import { distance3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { meshNoiseShare, meshRoundingShare } from "../../tolerances.js";

export interface MeshTolerances {
  /** Vertices closer than this are one, mm: what writing and reading a coordinate may move it, on both sides. */
  readonly weldMm: number;
  /** Triangles of one plane have their corners within this of it, mm. */
  readonly flatMm: number;
  /** Corners of triangles lie within this on the surface that is read off them, mm. */
  readonly fitMm: number;
  /** Of the body, mm. */
  readonly diagonalMm: number;
}

/**
 * Corners of a mesh made from a CAD model are on the model up to rounding: of the notation, and of the arithmetic that made them, of
 * which a few 1e-7 of the size are usual. `looser` multiplies what is allowed where the first figures explain less than all.
 */
export function meshTolerances(precisionMm: number, diagonalMm: number, looser: number): MeshTolerances {
  const noise = looser * Math.max(precisionMm, meshNoiseShare * diagonalMm);
  return {
    weldMm: 4 * Math.max(precisionMm, meshRoundingShare * diagonalMm),
    flatMm: 4 * noise,
    fitMm: 10 * noise,
    diagonalMm,
  };
}

/**
 * The tolerances of a body by its size. Vertices that no triangle has do not count.
 * @throws bad_geometry for a body without extent.
 */
export function bodyTolerances(body: MeshBody, precisionMm: number, looser = 1): MeshTolerances {
  return meshTolerances(precisionMm, diagonalOf(body), looser);
}

function diagonalOf({ positions, triangles }: MeshBody): number {
  const min: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const vertex of triangles) {
    for (const k of [0, 1, 2] as const) {
      const value = positions[3 * vertex + k] ?? Number.NaN; // default: a vertex that is not there has no size, which is refused below
      min[k] = Math.min(min[k], value);
      max[k] = Math.max(max[k], value);
    }
  }
  const diagonal = distance3(min, max);
  if (!(diagonal > 0)) throw new UnbakeError("bad_geometry", "all vertices of the mesh are in one place");
  return diagonal;
}
