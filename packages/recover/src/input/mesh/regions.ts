/** What the triangles of one piece have been read as. */
import type { ElementarySurface } from "../../analysis/graph/elementary.js";

/** Triangles that hang together on one surface: a face. */
export interface Region {
  readonly surface: ElementarySurface;
  /** The natural normal of the surface points out of the material. */
  readonly outward: boolean;
  readonly triangles: readonly number[];
  /** Places of its vertices, each once. */
  readonly vertices: readonly number[];
  readonly area: number;
}

export interface Segmentation {
  readonly regions: readonly Region[];
  /** By triangle of the whole mesh; -1 where the triangle is of another piece, or not explained. */
  readonly regionOf: Int32Array;
  readonly explainedArea: number;
  readonly area: number;
}
