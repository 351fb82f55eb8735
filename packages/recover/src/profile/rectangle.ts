/** A rectangle as a loop. */
import type { Vec2 } from "@unbake/kernel";
import type { ProfileLoop } from "../tree/types.js";

/** The rectangle between two corners, counter-clockwise. */
export function rectangle(lo: Vec2, hi: Vec2): ProfileLoop {
  const corners: Vec2[] = [lo, [hi[0], lo[1]], hi, [lo[0], hi[1]]];
  return {
    kind: "path",
    segments: corners.map((start, i) => ({ kind: "line", start, end: corners[(i + 1) % 4] ?? start })),
  };
}
