/**
 * Where one surface passes in front of another, or of nothing, there need not be an edge of the body (a ball has none): such
 * outlines are found in the depths. A jump is told from a slope by comparing what comes after a sample with what came
 * before it; planes, however steep, have no difference between the two.
 */
import { type Frame, nothing } from "../raster/frame.js";

/** Marks of a sample. */
export const noOutline = 0;
export const innerOutline = 1;
export const outerOutline = 2;

/** Least jump in samples. */
const leastJump = 3;

/**
 * Marks the samples within `reach` of an outline, on its near side, in rows `from` to `to` of the frame. `marks` has a place
 * for each sample of the frame.
 */
export function markOutlines(frame: Frame, marks: Uint8Array, reach: number, from: number, to: number): void {
  const { width, rows, depth } = frame;
  for (let row = from; row < to; row++) {
    const up = row >= reach ? reach * width : 0;
    const down = row + reach < rows ? reach * width : 0;
    const first = row * width;
    // The fit leaves a margin on both sides that nothing is drawn in.
    marks.fill(noOutline, first, first + width);
    for (let at = first + reach; at < first + width - reach; at++) {
      const z = depth[at] as number;
      if (z === nothing) continue;
      const west = depth[at - reach] as number;
      const east = depth[at + reach] as number;
      const north = depth[at - up] as number;
      const south = depth[at + down] as number;
      if (west + east + north + south === nothing) marks[at] = outerOutline;
      else if (isJump(west, z, east) || isJump(north, z, south)) marks[at] = innerOutline;
    }
  }
}

/** Whether what comes before or after lies behind `z` by more than the slope on the other side explains. */
function isJump(before: number, z: number, after: number): boolean {
  const bend = before + after - 2 * z;
  return bend >= leastJump && (after - z > leastJump || before - z > leastJump);
}
