/** Every tolerance of reading solids off meshes, with its unit and its reason. */
import type { MeshBody } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";

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
  const noise = looser * Math.max(precisionMm, 5e-8 * diagonalMm);
  return { weldMm: 4 * Math.max(precisionMm, 1e-9 * diagonalMm), flatMm: 4 * noise, fitMm: 10 * noise, diagonalMm };
}

/**
 * The tolerances of a body by its size. Vertices that no triangle has do not count.
 * @throws bad_geometry for a body without extent.
 */
export function bodyTolerances(body: MeshBody, precisionMm: number, looser = 1): MeshTolerances {
  return meshTolerances(precisionMm, diagonalOf(body), looser);
}

function diagonalOf({ positions, triangles }: MeshBody): number {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const vertex of triangles) {
    for (let k = 0; k < 3; k++) {
      const value = positions[3 * vertex + k] ?? Number.NaN;
      min[k] = Math.min(min[k] ?? value, value);
      max[k] = Math.max(max[k] ?? value, value);
    }
  }
  const diagonal = Math.hypot(...max.map((value, k) => value - (min[k] ?? value)));
  if (!(diagonal > 0)) throw new UnbakeError("bad_geometry", "all vertices of the mesh are in one place");
  return diagonal;
}

/** Factors that are tried one after the other: exporters that compute in single precision lose a digit. */
export const loosenings: readonly number[] = [1, 8];

/** Facets that meet at more than this are two faces of a part; 12 sides of a circle meet at 30 degrees. */
export const smoothAngleRad = (31 * Math.PI) / 180;
/** The normal of a facet is this near to those of the surface at its corners: half the angle between facets, both ways at once. */
export const facetAngleRad = (22 * Math.PI) / 180;
/**
 * Flat facets that no curved surface claims are faces of their own. Where more than this many of them run smoothly into each other,
 * they are what a mesher made of a freeform surface.
 */
export const mostSmoothFlats = 24;

/** Faces of one body at most: recovery has no hope of more, and building them takes minutes. */
export const mostFaces = 5_000;
