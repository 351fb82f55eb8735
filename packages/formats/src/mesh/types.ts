/**
 * The words of this folder.
 *
 * - mesh file: bodies of triangles as a file has them; nothing is welded, turned or left out.
 * - body: what the file keeps apart from the rest: an object, a placed mesh, a `solid` of an STL text.
 * - precision: what the notation of the coordinates can tell apart, mm: half a digit of the text, or of single precision.
 */
import type { Vec3 } from "@unbake/geometry";

export type MeshUnit = "mm" | "cm" | "m" | "in" | "ft";

export interface MeshBody {
  readonly name?: string;
  /** sRGB, 0 to 255. */
  readonly color?: Vec3;
  /** Millimetres, Z up; three numbers a vertex. */
  readonly positions: Float64Array;
  /** Three vertices a triangle, counterclockwise seen from outside. Every index is one of a vertex. */
  readonly triangles: Uint32Array;
  /** Of this body, where its placement makes it another than the file's. */
  readonly precisionMm?: number;
}

export interface MeshFile {
  readonly bodies: readonly MeshBody[];
  /** How many bodies the file says that it holds, counted apart from reading them. */
  readonly holds: number;
  /** The unit that the file's numbers are in. */
  readonly unit: MeshUnit;
  readonly precisionMm: number;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

export const unitMm: Readonly<Record<MeshUnit, number>> = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 };
