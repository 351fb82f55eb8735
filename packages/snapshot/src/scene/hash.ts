/** Equal points of a mesh found by their coordinates: faces of a B-rep mesh share places, not vertices. */

const words = new Uint32Array(3);
const floats = new Float32Array(words.buffer);

/** For each vertex the first vertex at the same place (to 32-bit floats). */
export function weld(positions: Float32Array | Float64Array): Uint32Array {
  const count = positions.length / 3;
  const first = new Uint32Array(count);
  const mask = tableSize(count) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const rounded = positions instanceof Float32Array ? positions : Float32Array.from(positions);
  for (let i = 0; i < count; i++) {
    const x = rounded[3 * i] as number;
    const y = rounded[3 * i + 1] as number;
    const z = rounded[3 * i + 2] as number;
    let slot = hashOf(x, y, z) & mask;
    for (;;) {
      const other = table[slot] as number;
      if (other < 0) {
        table[slot] = i;
        first[i] = i;
        break;
      }
      if (rounded[3 * other] === x && rounded[3 * other + 1] === y && rounded[3 * other + 2] === z) {
        first[i] = other;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return first;
}

/** A power of two with room for `count` entries. */
export function tableSize(count: number): number {
  let size = 16;
  while (size < 2 * count) size *= 2;
  return size;
}

export function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

function hashOf(x: number, y: number, z: number): number {
  // Adding zero turns -0 into 0: they are the same place.
  floats[0] = x + 0;
  floats[1] = y + 0;
  floats[2] = z + 0;
  return mix(mix(words[0] as number, words[1] as number), words[2] as number);
}
