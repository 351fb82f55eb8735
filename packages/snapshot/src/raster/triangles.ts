/**
 * Triangles into the z-buffer, by rows: of each row the span of sample centres that lie inside or on the border (Pineda's
 * edge functions, "A parallel algorithm for polygon rasterization", SIGGRAPH 1988, in exact integer arithmetic).
 */

import { brightness } from "../shade/light.js";
import { type Frame, lightBits } from "./frame.js";
import { type ProjectedBody, stepsPerSample } from "./project.js";

/** The back of a surface lies this far (in samples) behind its front: along an outline both are at the same depth. */
const backBehind = 1;
const half = stepsPerSample / 2;

/** Draws all triangles of a body, in one paint or each in its own. `slivers` collects those that are thinner than a sample. */
export function drawTriangles(
  frame: Frame,
  body: ProjectedBody,
  paints: number | Uint32Array,
  slivers: number[],
): void {
  for (let t = 0; t < body.triangles.length; t += 3) {
    const number = typeof paints === "number" ? paints : (paints[t / 3] as number);
    drawTriangle(frame, body, t, (number << lightBits) >>> 0, slivers);
  }
}

/** Draws the triangle whose corners begin at `t`. */
function drawTriangle(frame: Frame, body: ProjectedBody, t: number, base: number, slivers: number[]): void {
  const { width, top, rows, depth: depths, paint } = frame;
  const { x, y, depth, light, lightOfBack, triangles, closed } = body;
  const a = triangles[t] as number;
  let b = triangles[t + 1] as number;
  let c = triangles[t + 2] as number;
  const ya = y[a] as number;
  let yb = y[b] as number;
  let yc = y[c] as number;
  const minY = ya < yb ? (ya < yc ? ya : yc) : yb < yc ? yb : yc;
  const maxY = ya > yb ? (ya > yc ? ya : yc) : yb > yc ? yb : yc;
  if (maxY < top * stepsPerSample || minY > (top + rows) * stepsPerSample) return;
  const xa = x[a] as number;
  let xb = x[b] as number;
  let xc = x[c] as number;
  // y points down: a triangle that faces the eye turns clockwise on the screen, which is a negative area here.
  let area = (xb - xa) * (yc - ya) - (xc - xa) * (yb - ya);
  const longest = maxSide(xa, ya, xb, yb, xc, yc);
  if (isThin(area, longest)) slivers.push(t);
  if (area === 0 || (closed && area > 0)) return;
  const facing = area < 0;
  if (facing) {
    [b, c, xb, xc, yb, yc, area] = [c, b, xc, xb, yc, yb, -area];
  }
  const behind = facing ? 0 : backBehind;
  const za = (depth[a] as number) + behind;
  const zb = (depth[b] as number) + behind;
  const zc = (depth[c] as number) + behind;
  const hasLight = light.length > 0;
  const lights = facing ? light : lightOfBack;
  const flat = hasLight ? 0 : flatLight(xb - xa, yb - ya, zb - za, xc - xa, yc - ya, zc - za);
  const la = hasLight ? (lights[a] as number) : flat;
  const lb = hasLight ? (lights[b] as number) : flat;
  const lc = hasLight ? (lights[c] as number) : flat;
  // Gradients per sample.
  const inverse = stepsPerSample / area;
  const zx = ((zb - za) * (yc - ya) - (zc - za) * (yb - ya)) * inverse;
  const zy = ((zc - za) * (xb - xa) - (zb - za) * (xc - xa)) * inverse;
  const lx = ((lb - la) * (yc - ya) - (lc - la) * (yb - ya)) * inverse;
  const ly = ((lc - la) * (xb - xa) - (lb - la) * (xc - xa)) * inverse;
  const minZ = za < zb ? (za < zc ? za : zc) : zb < zc ? zb : zc;
  const maxZ = za > zb ? (za > zc ? za : zc) : zb > zc ? zb : zc;
  const minX = xa < xb ? (xa < xc ? xa : xc) : xb < xc ? xb : xc;
  const maxX = xa > xb ? (xa > xc ? xa : xc) : xb > xc ? xb : xc;
  const firstColumn = Math.max(0, Math.ceil((minX - half) / stepsPerSample));
  const lastColumn = Math.min(width - 1, Math.floor((maxX - half) / stepsPerSample));
  const firstRow = Math.max(top, Math.ceil((minY - half) / stepsPerSample));
  const lastRow = Math.min(top + rows - 1, Math.floor((maxY - half) / stepsPerSample));
  for (let row = firstRow; row <= lastRow; row++) {
    const cy = row * stepsPerSample + half;
    let from = firstColumn;
    let to = lastColumn;
    // Inside is where e(x) = start + slope * column >= 0 for all three sides.
    let slope = -(yb - ya) * stepsPerSample;
    let start = (xb - xa) * (cy - ya) - (yb - ya) * (half - xa);
    if (slope > 0) from = Math.max(from, Math.ceil(-start / slope));
    else if (slope < 0) to = Math.min(to, Math.floor(-start / slope));
    else if (start < 0) continue;
    slope = -(yc - yb) * stepsPerSample;
    start = (xc - xb) * (cy - yb) - (yc - yb) * (half - xb);
    if (slope > 0) from = Math.max(from, Math.ceil(-start / slope));
    else if (slope < 0) to = Math.min(to, Math.floor(-start / slope));
    else if (start < 0) continue;
    slope = -(ya - yc) * stepsPerSample;
    start = (xa - xc) * (cy - yc) - (ya - yc) * (half - xc);
    if (slope > 0) from = Math.max(from, Math.ceil(-start / slope));
    else if (slope < 0) to = Math.min(to, Math.floor(-start / slope));
    else if (start < 0) continue;
    const dx = (half - xa) / stepsPerSample;
    const dy = (cy - ya) / stepsPerSample;
    const rowZ = za + zx * dx + zy * dy;
    const rowL = la + lx * dx + ly * dy;
    const rowStart = (row - top) * width;
    for (let column = from; column <= to; column++) {
      const plane = rowZ + zx * column;
      const z = plane < minZ ? minZ : plane > maxZ ? maxZ : plane;
      const at = rowStart + column;
      if (z < (depths[at] as number)) {
        depths[at] = z;
        paint[at] = base | (rowL + lx * column);
      }
    }
  }
}

/** The square of the longest side. */
function maxSide(xa: number, ya: number, xb: number, yb: number, xc: number, yc: number): number {
  const ab = (xb - xa) * (xb - xa) + (yb - ya) * (yb - ya);
  const bc = (xc - xb) * (xc - xb) + (yc - yb) * (yc - yb);
  const ca = (xa - xc) * (xa - xc) + (ya - yc) * (ya - yc);
  return ab > bc ? (ab > ca ? ab : ca) : bc > ca ? bc : ca;
}

/** Less than a sample high over its longest side, and that two samples long or more. */
function isThin(area: number, longestSquared: number): boolean {
  return longestSquared >= 4 * stepsPerSample ** 2 && area * area < longestSquared * stepsPerSample ** 2;
}

/** Light of a triangle of a mesh without normals; sides in steps (x, y) and samples (z). */
function flatLight(ux: number, uy: number, uz: number, vx: number, vy: number, vz: number): number {
  const uzs = uz * stepsPerSample;
  const vzs = vz * stepsPerSample;
  const a = uy * vzs - uzs * vy;
  const b = uzs * vx - ux * vzs;
  const c = ux * vy - uy * vx;
  // x to the right, y down, z away: towards the eye is -z, up is -y.
  return c < 0 ? brightness(a, -b, -c) : brightness(-a, b, c);
}
