/**
 * The words of this folder.
 *
 * - flat: triangles of one plane that hang together; region: triangles on one surface; chain: the border between two regions.
 * - chord error: how far a facet of a curved face is from the face, at most, mm. Corners of triangles are on the face.
 * - mesh original: the triangles of a file as what its programs are proven against.
 */
import type { Box, Vec3 } from "@unbake/geometry";
import type { WeldedMesh } from "./welded.js";

export interface MeshOriginal {
  /** One for each solid of the source model, in its order. Every one is closed. */
  readonly solids: readonly WeldedMesh[];
  readonly triangles: number;
  readonly volume: number;
  readonly area: number;
  /** What lies between the facets and the curved faces that they stand for, at most, mm3. */
  readonly volumeSlack: number;
  /** How much larger those faces are than their facets, at most, mm2. */
  readonly areaSlack: number;
  readonly centroid: Vec3;
  readonly box: Box;
  /** Vertices nearer to each other than this have been made one, mm. */
  readonly weldMm: number;
  /** Largest distance of a vertex from the surfaces that were read off, mm. */
  readonly vertexMm: number;
  /** Largest distance of a facet from the surfaces that were read off, mm. */
  readonly chordMm: number;
  /** Tolerance of every proof against the triangles, mm. */
  readonly toleranceMm: number;
}
