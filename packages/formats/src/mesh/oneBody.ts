/** Formats that keep no bodies apart: all triangles of the file as one body, in the unit that is stated or assumed. */
import { largestOf } from "./precision.js";
import type { StatedUnits } from "./statedUnit.js";
import type { MeshFile } from "./types.js";

interface Content {
  readonly format: string;
  /** In the unit of the file. */
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
  /** In the unit of the file, for coordinates up to that size. */
  readonly precision: (largest: number) => number;
  readonly units: StatedUnits;
  readonly warnings?: readonly string[];
}

export function oneBody({ format, positions, triangles, precision, units, warnings = [] }: Content): MeshFile {
  const { unit, mm, warning } = units.result(format);
  return {
    bodies: [{ positions: inMillimetres(positions, mm), triangles }],
    holds: 1,
    unit,
    precisionMm: mm * precision(largestOf({ positions, triangles })),
    warnings: [warning, ...warnings],
  };
}

export const inMillimetres = (positions: Float64Array, mm: number): Float64Array =>
  mm === 1 ? positions : positions.map((value) => mm * value);
