/**
 * What is thinner than a sample (a lead, a plate seen from its side) would show only where it happens to meet the centres of
 * samples. Its triangles get their longest side as a line of one sample, so that it neither vanishes nor falls to dots.
 */
import { at } from "@unbake/ground";
import { type Frame, lightBits, nothing } from "./frame.js";
import { type ProjectedBody, stepsPerSample } from "./project.js";

/**
 * Where a sample beside the line is covered at nearly this depth (in samples), the sliver is part of something wider, as along
 * the outline of a cylinder, and nothing is missing.
 */
const besideWithin = 24;
/** Drawn this far (in samples) behind its place: a sliver between larger triangles is theirs. */
const behind = 1.5;

export function drawSlivers(
  frame: Frame,
  body: ProjectedBody,
  paints: number | Uint32Array,
  slivers: readonly number[],
): void {
  const { x, y, triangles } = body;
  for (const t of slivers) {
    const corners = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number] as const;
    let [from, to] = [corners[0], corners[1]];
    let longest = -1;
    for (let k = 0; k < 3; k++) {
      const p = corners[k] as number;
      const q = corners[(k + 1) % 3] as number;
      const length = ((x[q] as number) - (x[p] as number)) ** 2 + ((y[q] as number) - (y[p] as number)) ** 2;
      if (length <= longest) continue;
      longest = length;
      [from, to] = [p, q];
    }
    drawThread(frame, body, typeof paints === "number" ? paints : (paints[t / 3] as number), from, to);
  }
}

function drawThread(frame: Frame, body: ProjectedBody, number: number, from: number, to: number): void {
  const { width, top, rows, depth: depths, paint } = frame;
  const { x, y, depth, light, lightOfBack } = body;
  const [x0, y0, z0] = [
    (x[from] as number) / stepsPerSample,
    (y[from] as number) / stepsPerSample,
    depth[from] as number,
  ];
  const [x1, y1, z1] = [(x[to] as number) / stepsPerSample, (y[to] as number) / stepsPerSample, depth[to] as number];
  const brightest = Math.max(at(light, from), at(light, to), at(lightOfBack, from), at(lightOfBack, to));
  const value = ((number << lightBits) | brightest) >>> 0;
  const isBeside = (index: number, z: number) => {
    const beside = depths[index] ?? nothing; // default: past the border of the frame nothing is drawn
    return Math.abs(beside - z) < besideWithin;
  };
  const flat = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
  const [u0, u1] = flat ? [x0, x1] : [y0, y1];
  const first = Math.ceil(Math.min(u0, u1) - 0.5);
  const last = Math.floor(Math.max(u0, u1) - 0.5);
  for (let u = first; u <= last; u++) {
    const share = (u + 0.5 - u0) / (u1 - u0);
    const column = flat ? u : Math.floor(x0 + (x1 - x0) * share);
    const row = (flat ? Math.floor(y0 + (y1 - y0) * share) : u) - top;
    if (row < 0 || row >= rows || column < 0 || column >= width) continue;
    const z = z0 + (z1 - z0) * share + behind;
    const place = row * width + column;
    const across = flat ? width : 1;
    if (isBeside(place - across, z) || isBeside(place + across, z)) continue;
    if (z < (depths[place] as number)) {
      depths[place] = z;
      paint[place] = value;
    }
  }
}
