/** Which parts of a line are seen, by the depths of the surfaces in front of it. */
import type { Frame } from "../raster/frame.js";
import { nothing } from "../raster/frame.js";

/** A place in samples with its depth. */
export type Place = readonly [x: number, y: number, depth: number];
/** x0 y0 x1 y1, samples. */
export type Stroke = readonly [number, number, number, number];

/** How far (in samples) a line may lie behind the surface beside it and still be seen. */
const seenBehind = 1.5;
/** A gap or a piece shorter than this, in samples, is noise of the depths. */
const shortest = 3;

/** The parts of a line that no surface hides, in its direction. */
export function visibleParts(frame: Frame, from: Place, to: Place): Stroke[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.max(1, Math.ceil(length));
  const runs: [number, number][] = [];
  for (let i = 0; i < steps; i++) {
    const share = (i + 0.5) / steps;
    const at = (k: 0 | 1 | 2) => from[k] + (to[k] - from[k]) * share;
    if (!isSeen(frame, at(0), at(1), at(2))) continue;
    const last = runs.at(-1);
    const gap = last ? (i / steps - last[1]) * length : Number.POSITIVE_INFINITY;
    if (last && gap < shortest) last[1] = (i + 1) / steps;
    else runs.push([i / steps, (i + 1) / steps]);
  }
  const isWhole = length <= 2 * shortest;
  return runs
    .filter(([start, end]) => isWhole || (end - start) * length >= shortest)
    .map(([start, end]) => [
      from[0] + (to[0] - from[0]) * start,
      from[1] + (to[1] - from[1]) * start,
      from[0] + (to[0] - from[0]) * end,
      from[1] + (to[1] - from[1]) * end,
    ]);
}

/** An edge lies on the surfaces beside it: it is seen when one of the samples around it is not nearer. */
function isSeen({ width, rows, depth }: Frame, x: number, y: number, z: number): boolean {
  const column = Math.floor(x);
  const row = Math.floor(y);
  let farthest = Number.NEGATIVE_INFINITY;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const [c, r] = [column + dx, row + dy];
      if (c < 0 || r < 0 || c >= width || r >= rows) return true;
      const value = depth[r * width + c] as number;
      if (value === nothing) return true;
      if (value > farthest) farthest = value;
    }
  return z - farthest <= seenBehind;
}
