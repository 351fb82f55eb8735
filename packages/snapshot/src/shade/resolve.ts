/** Samples to pixels: colour times light times openness, ink on top, and the mean over the samples of a pixel. */
import { type Frame, lightBits, lightMax, lightOne, nothing } from "../raster/frame.js";
import type { Openness } from "./occlusion.js";
import { innerOutline, outerOutline } from "./outline.js";
import { outlineColor, type Palette } from "./palette.js";

export interface ResolveInput {
  readonly frame: Frame;
  readonly marks: Uint8Array;
  readonly sky: Openness;
  readonly palette: Palette;
  readonly supersampling: number;
  readonly transparent: boolean;
}

/** Ink of outlines, 0 to 1. */
const innerInk = 0.75;
const outerInk = 0.9;

/** Writes pixel rows `from` to `to` (of the picture) into `rgba`, which is `pixels` wide. */
export function resolveRows(input: ResolveInput, rgba: Uint8Array, pixels: number, from: number, to: number): void {
  const { frame, marks, sky, palette, supersampling: n, transparent } = input;
  const { depth, paint, ink, width } = frame;
  const { colors, lines } = palette;
  const [lineR, lineG, lineB] = outlineColor;
  const samples = n * n;
  for (let row = from; row < to; row++) {
    for (let column = 0; column < pixels; column++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let cover = 0;
      let open = -1;
      for (let k = 0; k < samples; k++) {
        const y = row * n - frame.top + ((k / n) | 0);
        const at = y * width + column * n + (k % n);
        const z = depth[at] as number;
        const inked = (ink[at] as number) / 255;
        if (z === nothing) {
          if (inked === 0) continue;
          r += inked * lineR;
          g += inked * lineG;
          b += inked * lineB;
          cover += inked;
          continue;
        }
        if (open < 0) open = openAt(sky, column * n + (k % n), y, z);
        const body = 3 * ((paint[at] as number) >>> lightBits);
        const light = (((paint[at] as number) & lightMax) / lightOne) * open;
        let red = Math.min(255, (colors[body] as number) * light);
        let green = Math.min(255, (colors[body + 1] as number) * light);
        let blue = Math.min(255, (colors[body + 2] as number) * light);
        if (inked > 0) {
          red += inked * ((lines[body] as number) - red);
          green += inked * ((lines[body + 1] as number) - green);
          blue += inked * ((lines[body + 2] as number) - blue);
        }
        const mark = marks[at];
        if (mark === outerOutline) {
          red += outerInk * (lineR - red);
          green += outerInk * (lineG - green);
          blue += outerInk * (lineB - blue);
        } else if (mark === innerOutline) {
          red += innerInk * ((lines[body] as number) - red);
          green += innerInk * ((lines[body + 1] as number) - green);
          blue += innerInk * ((lines[body + 2] as number) - blue);
        }
        r += red;
        g += green;
        b += blue;
        cover++;
      }
      const out = 4 * (row * pixels + column);
      if (transparent) {
        if (cover === 0) continue;
        rgba[out] = Math.round(r / cover);
        rgba[out + 1] = Math.round(g / cover);
        rgba[out + 2] = Math.round(b / cover);
        rgba[out + 3] = Math.round((255 * cover) / samples);
      } else {
        const white = 255 * (samples - cover);
        rgba[out] = Math.round((r + white) / samples);
        rgba[out + 1] = Math.round((g + white) / samples);
        rgba[out + 2] = Math.round((b + white) / samples);
        rgba[out + 3] = 255;
      }
    }
  }
}

/** Openness at a sample: between the four cells around it, those at another depth left out. */
function openAt({ step, columns, rows, values, depths }: Openness, column: number, row: number, z: number): number {
  const u = (column + 0.5) / step - 0.5;
  const v = (row + 0.5) / step - 0.5;
  const c = Math.floor(u);
  const r = Math.floor(v);
  const fu = u - c;
  const fv = v - r;
  let sum = 0;
  let weights = 0;
  for (let k = 0; k < 4; k++) {
    const cc = c + (k & 1);
    const rr = r + (k >> 1);
    if (cc < 0 || rr < 0 || cc >= columns || rr >= rows) continue;
    const cell = rr * columns + cc;
    const gap = Math.abs((depths[cell] as number) - z);
    if (gap === nothing) continue;
    const weight = ((k & 1 ? fu : 1 - fu) * (k >> 1 ? fv : 1 - fv) + 1e-3) / (1 + gap);
    sum += weight * (values[cell] as number);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 1;
}
