/** Loops of straight sides. */

import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { ProfileLoop } from "../../model/types.js";

/** The polygon through the corners, in their order. */
export const polygon = (corners: readonly Vec2[]): ProfileLoop => ({
  kind: "path",
  segments: corners.map((start, i) => ({ kind: "line", start, end: at(corners, (i + 1) % corners.length) })),
});

/** The rectangle between two corners, counter-clockwise. */
export const rectangle = (lo: Vec2, hi: Vec2): ProfileLoop => polygon([lo, [hi[0], lo[1]], hi, [lo[0], hi[1]]]);
