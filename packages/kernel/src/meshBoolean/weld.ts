/** Kernel meshes repeat the vertices along the borders of faces; a closed body needs each of them once. */
import type { Mesh, Vec3 } from "@unbake/geometry";

/** A mesh whose triangles share vertices across faces. Positions are single precision, relative to an origin. */
export interface WeldedMesh {
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
}

/**
 * The mesh about `origin`, with one vertex for each place (equal to single precision: the kernel hands out the points
 * of an edge to both of its faces bit for bit). Triangles that thereby lose a corner are left out.
 */
export function weld(mesh: Mesh, origin: Vec3): WeldedMesh {
  const count = mesh.positions.length / 3;
  const positions = new Float32Array(mesh.positions.length);
  const bits = new Int32Array(positions.buffer);
  const table = new Int32Array(tableSize(count)).fill(-1);
  const vertexOf = new Uint32Array(count);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const at = 3 * size;
    for (let axis = 0; axis < 3; axis++) {
      // Adding 0 makes -0 and 0 the same bits.
      positions[at + axis] = (mesh.positions[3 * i + axis] ?? 0) - (origin[axis] ?? 0) + 0;
    }
    const slot = findSlot(table, bits, at);
    const known = table[slot] ?? -1;
    if (known < 0) {
      table[slot] = size;
      vertexOf[i] = size++;
    } else {
      vertexOf[i] = known;
    }
  }
  return { positions: positions.slice(0, 3 * size), triangles: renumber(mesh.triangles, vertexOf) };
}

/** A power of two with room for twice the vertices, so that probing stays short. */
const tableSize = (count: number): number => 2 ** Math.ceil(Math.log2(2 * count + 2));

/** The slot of an open-addressing table that holds the vertex with the bits at `at`, or the free one where it belongs. */
function findSlot(table: Int32Array, bits: Int32Array, at: number): number {
  const mask = table.length - 1;
  const [x, y, z] = [bits[at] ?? 0, bits[at + 1] ?? 0, bits[at + 2] ?? 0];
  let slot = hash(x, y, z) & mask;
  for (;;) {
    const other = table[slot] ?? -1;
    if (other < 0) return slot;
    if (bits[3 * other] === x && bits[3 * other + 1] === y && bits[3 * other + 2] === z) return slot;
    slot = (slot + 1) & mask;
  }
}

/** Mixes three words (the finaliser of MurmurHash3): coordinates of a part differ in few bits. */
function hash(x: number, y: number, z: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(z, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function renumber(triangles: Uint32Array, vertexOf: Uint32Array): Uint32Array {
  const kept = new Uint32Array(triangles.length);
  let size = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = vertexOf[triangles[i] ?? 0] ?? 0;
    const b = vertexOf[triangles[i + 1] ?? 0] ?? 0;
    const c = vertexOf[triangles[i + 2] ?? 0] ?? 0;
    if (a === b || b === c || c === a) continue;
    kept[size++] = a;
    kept[size++] = b;
    kept[size++] = c;
  }
  return kept.slice(0, size);
}
