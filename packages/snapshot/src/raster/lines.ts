/**
 * Edges of bodies as lines of ink on top of what is drawn, hidden where a surface is nearer. A line that borders a steep
 * surface is compared with what that surface is carried on to the line, not with its nearest sample: its own surface must not hide it.
 */
import type { Projection } from "../view.js";
import { type Frame, nothing } from "./frame.js";

/** How far (in samples) a line may lie behind a surface and still be seen. */
const seenBehind = 0.4;
/** A slope (depth for each sample) that is steeper may be a step: it says nothing about the depth farther on. */
const steepest = 8;

/** Draws pieces of edges (six numbers each, mm), `widthSamples` wide, with full ink `strength` (0 to 255). */
export function drawLines(
  frame: Frame,
  pieces: Float32Array,
  { right, up, away, scale, offset }: Projection,
  widthSamples: number,
  strength: number,
): void {
  for (let i = 0; i < pieces.length; i += 6) {
    const ax = pieces[i] as number;
    const ay = pieces[i + 1] as number;
    const az = pieces[i + 2] as number;
    const bx = pieces[i + 3] as number;
    const by = pieces[i + 4] as number;
    const bz = pieces[i + 5] as number;
    drawLine(
      frame,
      offset[0] + scale * (right[0] * ax + right[1] * ay + right[2] * az),
      offset[1] - scale * (up[0] * ax + up[1] * ay + up[2] * az) - frame.top,
      offset[2] + scale * (away[0] * ax + away[1] * ay + away[2] * az),
      offset[0] + scale * (right[0] * bx + right[1] * by + right[2] * bz),
      offset[1] - scale * (up[0] * bx + up[1] * by + up[2] * bz) - frame.top,
      offset[2] + scale * (away[0] * bx + away[1] * by + away[2] * bz),
      widthSamples,
      strength,
    );
  }
}

/** One line between two points in samples; walks along the longer direction and covers `width` across it. */
function drawLine(
  frame: Frame,
  x0: number,
  y0: number,
  z0: number,
  x1: number,
  y1: number,
  z1: number,
  width: number,
  strength: number,
): void {
  const { rows, width: columns, depth, ink } = frame;
  if ((y0 < -width && y1 < -width) || (y0 > rows + width && y1 > rows + width)) return;
  const dx = x1 - x0;
  const dy = y1 - y0;
  const flat = Math.abs(dx) >= Math.abs(dy);
  const length = Math.sqrt(dx * dx + dy * dy);
  const run = flat ? dx : dy;
  const start = flat ? x0 : y0;
  const across0 = flat ? y0 : x0;
  const rise = flat ? dy : dx;
  const limitU = flat ? columns : rows;
  const limitV = flat ? rows : columns;
  const stepU = flat ? 1 : columns;
  const stepV = flat ? columns : 1;
  // Across the walk a slanting line is wider than square to itself.
  const reach = (width / 2) * (run === 0 ? 1 : length / Math.abs(run));
  const first = Math.max(0, Math.floor(Math.min(start, start + run)));
  const last = Math.min(limitU - 1, Math.floor(Math.max(start, start + run)));
  for (let u = first; u <= last; u++) {
    const share = run === 0 ? 0 : Math.min(1, Math.max(0, (u + 0.5 - start) / run));
    const v = across0 + rise * share;
    const z = z0 + (z1 - z0) * share;
    const at = u * stepU;
    const w = Math.floor(v);
    if (w < 0 || w >= limitV) continue;
    // An edge lies on the surfaces on both sides of it: seen, it is as deep as one of them is when carried on to its place.
    const before = carriedOn(depth, at + (w - 1) * stepV, -stepV, v - (w - 0.5), w >= 2);
    const after = carriedOn(depth, at + (w + 1) * stepV, stepV, w + 1.5 - v, w + 2 < limitV);
    if (z - Math.max(before, after) > seenBehind) continue;
    const firstV = Math.max(0, Math.floor(v - reach));
    const lastV = Math.min(limitV - 1, Math.floor(v + reach));
    for (let k = firstV; k <= lastV; k++) {
      const covered = Math.min(k + 1, v + reach) - Math.max(k, v - reach);
      const value = covered >= 1 ? strength : covered * strength;
      const place = at + k * stepV;
      if (value > (ink[place] as number)) ink[place] = value;
    }
  }
}

/**
 * The depth of the surface at sample `at`, carried on by `distance` samples against `away`, the step to its neighbour away from the
 * line. Infinite where there is no surface, or where the picture ends.
 */
function carriedOn(depth: Float32Array, at: number, away: number, distance: number, isInside: boolean): number {
  if (!isInside) return nothing;
  const near = depth[at] as number;
  const slope = near - (depth[at + away] as number);
  return slope > -steepest && slope < steepest ? near + slope * distance : near;
}
