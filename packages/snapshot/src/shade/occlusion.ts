/**
 * How much of the sky each place sees (ambient occlusion in screen space): places around it that rise above its tangent
 * plane shade it. Every cell looks at twelve places of a fixed spiral; the spiral is turned in sixteen ways over squares of
 * four by four cells, and a blur over exactly such squares, which stops at steps, removes the pattern. Nothing is random.
 * After Mittring, "Finding next gen: CryEngine 2" (SIGGRAPH 2007 course), with the tangent plane in place of a sphere.
 */
import { type Frame, nothing } from "../raster/frame.js";

/** Openness of cells of `step` x `step` samples: 1 sees the whole sky. `columns` cells a row. */
export interface Openness {
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
  /** Depth at the middle of each cell. */
  readonly depths: Float32Array;
}

const taps = 12;
const turns = 16;
/** The cells of a pattern: a band has to begin at a multiple of these. */
export const patternCells = 4;
/** Share of the light that a wholly hidden place loses. */
const strength = 0.75;
/** Sine of the angle under which a neighbour has to rise to count: facets of a round surface do not. */
const leastSine = 0.12;

/** Openness of all cells of a frame. `radius` in samples: what is farther away does not shade. */
export function openness(frame: Frame, step: number, radius: number): Openness {
  const columns = Math.ceil(frame.width / step);
  const rows = Math.ceil(frame.rows / step);
  const depths = new Float32Array(columns * rows);
  const raw = new Float32Array(columns * rows);
  const spirals = spiralsOf(radius);
  const middle = step >> 1;
  for (let r = 0; r < rows; r++) {
    const row = Math.min(frame.rows - 1, r * step + middle);
    for (let c = 0; c < columns; c++) {
      const column = Math.min(frame.width - 1, c * step + middle);
      const cell = r * columns + c;
      const z = frame.depth[row * frame.width + column] as number;
      depths[cell] = z;
      raw[cell] = z === nothing ? 1 : look(frame, column, row, z, spirals, (r & 3) * 4 + (c & 3), radius);
    }
  }
  const across = blur(raw, depths, columns, rows, 1, radius);
  return { step, columns, rows, depths, values: blur(across, depths, columns, rows, columns, radius) };
}

/** Offsets x, y of each tap of each turn, and the distances of the taps. */
function spiralsOf(radius: number): Float32Array {
  const result = new Float32Array(turns * taps * 3);
  for (let turn = 0; turn < turns; turn++) {
    for (let tap = 0; tap < taps; tap++) {
      // The golden angle spreads directions evenly; neighbouring cells get very different turns.
      const angle = 2.399963229728653 * tap + (2 * Math.PI * ((turn * 7) % turns)) / turns / 2.6;
      const distance = radius * Math.sqrt((tap + 0.5 + ((turn * 5) % turns) / turns / 2) / (taps + 0.5));
      const at = 3 * (turn * taps + tap);
      result[at] = Math.round(distance * Math.cos(angle));
      result[at + 1] = Math.round(distance * Math.sin(angle));
      result[at + 2] = Math.max(1, distance);
    }
  }
  return result;
}

function look(
  { depth, width, rows }: Frame,
  column: number,
  row: number,
  z: number,
  spirals: Float32Array,
  turn: number,
  radius: number,
): number {
  const at = row * width + column;
  const zx = slope(
    column > 0 ? (depth[at - 1] as number) : nothing,
    z,
    column + 1 < width ? (depth[at + 1] as number) : nothing,
  );
  const zy = slope(
    row > 0 ? (depth[at - width] as number) : nothing,
    z,
    row + 1 < rows ? (depth[at + width] as number) : nothing,
  );
  const cosine = 1 / Math.sqrt(1 + zx * zx + zy * zy);
  let hidden = 0;
  const first = turn * taps * 3;
  for (let k = first; k < first + taps * 3; k += 3) {
    const ox = spirals[k] as number;
    const oy = spirals[k + 1] as number;
    const c = column + ox;
    const r = row + oy;
    if (c < 0 || c >= width || r < 0 || r >= rows) continue;
    const height = (z + zx * ox + zy * oy - (depth[r * width + c] as number)) * cosine;
    const distance = spirals[k + 2] as number;
    if (height <= leastSine * distance) continue;
    const sine = height / Math.sqrt(height * height + distance * distance);
    // Something far in front floats: the farther, the less it shades.
    const near = height > radius ? radius / height : 1;
    hidden += sine * near;
  }
  return 1 - (strength * hidden) / taps;
}

/** The gentler of both slopes: the other may cross a step. */
function slope(before: number, z: number, after: number): number {
  const back = z - before;
  const forth = after - z;
  const gentler = Math.abs(back) < Math.abs(forth) ? back : forth;
  return Number.isFinite(gentler) ? gentler : 0;
}

/** Mean over four cells in one direction, of those that are no step away. */
function blur(
  values: Float32Array,
  depths: Float32Array,
  columns: number,
  rows: number,
  stride: number,
  radius: number,
): Float32Array {
  const result = new Float32Array(values.length);
  const tooFar = radius / 2;
  const limit = stride === 1 ? columns : rows;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      const z = depths[at] as number;
      if (z === nothing) {
        result[at] = 1;
        continue;
      }
      const position = stride === 1 ? c : r;
      let sum = 0;
      let count = 0;
      for (let k = -1; k <= 2; k++) {
        if (position + k < 0 || position + k >= limit) continue;
        const other = at + k * stride;
        if (Math.abs((depths[other] as number) - z) > tooFar) continue;
        sum += values[other] as number;
        count++;
      }
      result[at] = sum / count;
    }
  }
  return result;
}
