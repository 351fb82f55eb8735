/** Samples to pixels: colour times light times openness, ink on top, and the mean over the samples of a pixel. */
import { type Frame, lightBits, lightMax, lightOne, nothing } from "../raster/frame.js";
import { leastCellShare } from "../tolerances.js";
import type { Openness } from "./occlusion.js";
import { innerOutline, noOutline, outerOutline } from "./outline.js";
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
    const y = row * n - frame.top;
    for (let column = 0; column < pixels; column++) {
      const x = column * n;
      const out = 4 * (row * pixels + column);
      const only = plainColor(input, x, y);
      if (only === "uncovered") {
        if (!transparent) rgba.fill(255, out, out + 4);
        continue;
      }
      if (only !== "several") {
        const at = y * width + x;
        const light = (meanLight(input, x, y) / lightOne) * openAt(sky, x, y, depth[at] as number);
        for (let k = 0; k < 3; k++) rgba[out + k] = Math.min(255, (colors[3 * only + k] as number) * light + 0.5);
        rgba[out + 3] = 255;
        continue;
      }
      let r = 0;
      let g = 0;
      let b = 0;
      let cover = 0;
      let open = -1;
      for (let dy = 0; dy < n; dy++) {
        const first = (y + dy) * width + x;
        for (let at = first; at < first + n; at++) {
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
          // Openness changes little within a pixel: that of its first covered sample is taken for all.
          if (open < 0) open = openAt(sky, x + at - first, y + dy, z);
          const hue = 3 * ((paint[at] as number) >>> lightBits);
          const light = (((paint[at] as number) & lightMax) / lightOne) * open;
          let red = (colors[hue] as number) * light;
          let green = (colors[hue + 1] as number) * light;
          let blue = (colors[hue + 2] as number) * light;
          if (red > 255) red = 255;
          if (green > 255) green = 255;
          if (blue > 255) blue = 255;
          const mark = marks[at] as number;
          if (inked > 0 || mark === innerOutline) {
            const share = mark === innerOutline && inked < innerInk ? innerInk : inked;
            red += share * ((lines[hue] as number) - red);
            green += share * ((lines[hue + 1] as number) - green);
            blue += share * ((lines[hue + 2] as number) - blue);
          }
          if (mark === outerOutline) {
            red += outerInk * (lineR - red);
            green += outerInk * (lineG - green);
            blue += outerInk * (lineB - blue);
          }
          r += red;
          g += green;
          b += blue;
          cover++;
        }
      }
      if (transparent) {
        if (cover === 0) continue;
        rgba[out] = r / cover + 0.5;
        rgba[out + 1] = g / cover + 0.5;
        rgba[out + 2] = b / cover + 0.5;
        rgba[out + 3] = (255 * cover) / samples + 0.5;
      } else {
        const white = 255 * (samples - cover);
        rgba[out] = (r + white) / samples + 0.5;
        rgba[out + 1] = (g + white) / samples + 0.5;
        rgba[out + 2] = (b + white) / samples + 0.5;
        rgba[out + 3] = 255;
      }
    }
  }
}

/** The number of the colour that covers all samples of the pixel whose first sample is (x, y), without a line in it; "uncovered", or "several" with whatever else. */
function plainColor(
  { frame, marks, supersampling: n }: ResolveInput,
  x: number,
  y: number,
): number | "uncovered" | "several" {
  const { depth, paint, ink, width } = frame;
  const first = y * width + x;
  const hue = depth[first] === nothing ? "uncovered" : (paint[first] as number) >>> lightBits;
  for (let row = 0, at = first; row < n; row++, at += width - n) {
    for (let end = at + n; at < end; at++) {
      if (ink[at] !== 0) return "several";
      if (depth[at] === nothing) {
        if (hue !== "uncovered") return "several";
      } else if (marks[at] !== noOutline || (paint[at] as number) >>> lightBits !== hue) return "several";
    }
  }
  return hue;
}

function meanLight({ frame, supersampling: n }: ResolveInput, x: number, y: number): number {
  const { paint, width } = frame;
  let sum = 0;
  for (let row = 0, at = y * width + x; row < n; row++, at += width - n) {
    for (let end = at + n; at < end; at++) sum += (paint[at] as number) & lightMax;
  }
  return sum / (n * n);
}

/** Openness at a sample: between the four cells around it, those at another depth left out. */
function openAt({ step, columns, rows, values, depths }: Openness, column: number, row: number, z: number): number {
  const u = (column + 0.5) / step - 0.5;
  const v = (row + 0.5) / step - 0.5;
  const c = Math.floor(u);
  const r = Math.floor(v);
  if (c >= 0 && r >= 0 && c + 1 < columns && r + 1 < rows) {
    const cell = r * columns + c;
    const a = depths[cell] as number;
    const d = depths[cell + columns + 1] as number;
    // Amid one surface no cell has to be left out.
    if (Math.abs(a - z) < 2 * step && Math.abs(d - z) < 2 * step) {
      const north = mixed(values[cell] as number, values[cell + 1] as number, u - c);
      return mixed(north, mixed(values[cell + columns] as number, values[cell + columns + 1] as number, u - c), v - r);
    }
  }
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
    const weight = ((k & 1 ? fu : 1 - fu) * (k >> 1 ? fv : 1 - fv) + leastCellShare) / (1 + gap);
    sum += weight * (values[cell] as number);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 1;
}

function mixed(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
