/**
 * Unit vectors as signed bytes and one scale: the largest component becomes 127. A cosine of two such vectors is wrong by less than 0.01,
 * which is far less than the model's own noise.
 */

const scaleBytes = 4;
const most = 127;

/** Packs a vector; its length is lost, only the direction counts. */
export function packVector(vector: readonly number[]): Buffer {
  const norm = Math.hypot(...vector) || 1;
  const largest = Math.max(...vector.map(Math.abs)) / norm;
  const scale = largest / most || 1;
  const packed = Buffer.alloc(scaleBytes + vector.length);
  packed.writeFloatLE(scale, 0);
  vector.forEach((value, i) => {
    packed.writeInt8(Math.round(value / norm / scale), scaleBytes + i);
  });
  return packed;
}

/** Cosine of a unit vector and a packed one; 0 when they have different lengths (another model made one of them). */
export function cosine(unit: Float32Array, packed: Uint8Array): number {
  if (packed.length !== unit.length + scaleBytes) return 0;
  const scale = new DataView(packed.buffer, packed.byteOffset).getFloat32(0, true);
  const bytes = new Int8Array(packed.buffer, packed.byteOffset + scaleBytes, unit.length);
  let sum = 0;
  // Both have the same length; millions of products a question leave no time to look.
  for (let i = 0; i < unit.length; i++) sum += (unit[i] as number) * (bytes[i] as number);
  return Math.max(-1, Math.min(1, sum * scale));
}

/** The vector at length 1. */
export function unitOf(vector: readonly number[]): Float32Array {
  const norm = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / norm);
}
