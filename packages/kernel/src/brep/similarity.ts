/** Locations as OpenCASCADE has them: turns and moves, and beside those an even scale, negative for mirror images. */

import type { Pose } from "@unbake/geometry";
import { poseDeterminant } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { skewShare } from "../tolerances.js";

export function isSimilarity(m: Pose): boolean {
  const columns = [0, 1, 2].map((i) => [at(m, i), at(m, i + 4), at(m, i + 8)]);
  const dots = columns.map((a) => columns.map((b) => a.reduce((sum, value, i) => sum + value * at(b, i), 0)));
  const square = at(at(dots, 0), 0);
  if (!(square > 0) || !m.every(Number.isFinite)) return false;
  return dots.every((row, i) => row.every((dot, k) => Math.abs(dot - (i === k ? square : 0)) <= skewShare * square));
}

/** The even scale of a similarity; below 0 when it mirrors. 1 where it is that but for rounding. */
export function scaleOf(m: Pose): number {
  const scale = Math.cbrt(poseDeterminant(m));
  return Math.abs(scale - 1) <= skewShare ? 1 : scale;
}
