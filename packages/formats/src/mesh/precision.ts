/** How fine the notation of a file's coordinates is. */
import { at } from "@unbake/ground";
import { coarsestShare } from "../tolerances.js";
import type { MeshBody } from "./types.js";

/** The digits of single precision behind the binary point. */
const singleDigits = 24;
/** Half a digit of single precision at the largest coordinate. */
export const singlePrecision = (largest: number): number => largest * 2 ** -singleDigits;

export interface TextPrecision {
  /** Looks at the text of one number. */
  see(text: string): void;
  /** Half of the last digit that the texts have, within what single precision and simple numbers allow for sizes up to `largest`. */
  result(largest: number): number;
}

/** Counts the digits behind the point of all numbers seen. */
export function textPrecision(): TextPrecision {
  let finest = 0;
  return {
    see(text) {
      if (finest < 12) finest = Math.max(finest, decimalsOf(text));
    },
    result: (largest) => Math.max(singlePrecision(largest), Math.min(0.5 * 10 ** -finest, coarsestShare * largest)),
  };
}

/** The largest coordinate of a vertex that a triangle has: others may be anywhere. */
export function largestOf({ positions, triangles }: Pick<MeshBody, "positions" | "triangles">): number {
  let largest = 0;
  for (const vertex of triangles) {
    for (let k = 3 * vertex; k < 3 * vertex + 3; k++) largest = Math.max(largest, Math.abs(at(positions, k)));
  }
  return largest;
}

/** Places behind the point, the exponent taken into account: 3 for "12.345" and for "1.2345e1". */
function decimalsOf(text: string): number {
  const exponentAt = text.search(/[eEdD]/);
  const mantissa = exponentAt < 0 ? text : text.slice(0, exponentAt);
  const exponent = exponentAt < 0 ? 0 : Number(text.slice(exponentAt + 1));
  const point = mantissa.indexOf(".");
  // Of 0.000000e+00 the digits tell nothing.
  if (Number(mantissa) === 0 && exponentAt >= 0) return 0;
  return Math.max(0, (point < 0 ? 0 : mantissa.length - point - 1) - exponent);
}
