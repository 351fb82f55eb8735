/** Kernel meshes repeat the vertices along the borders of faces; a closed body needs each of them once. */

import type { Mesh, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";

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
    const place = 3 * size;
    for (let axis = 0; axis < 3; axis++) {
      // Adding 0 makes -0 and 0 the same bits.
      positions[place + axis] = at(mesh.positions, 3 * i + axis) - at(origin, axis) + 0;
    }
    const slot = findSlot(table, bits, place);
    const known = at(table, slot);
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

/** The slot of an open-addressing table that holds the vertex with the bits at `place`, or the free one where it belongs. */
function findSlot(table: Int32Array, bits: Int32Array, place: number): number {
  const mask = table.length - 1;
  const [x, y, z] = [at(bits, place), at(bits, place + 1), at(bits, place + 2)];
  let slot = hash(x, y, z) & mask;
  for (;;) {
    const other = at(table, slot);
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
    const a = at(vertexOf, at(triangles, i));
    const b = at(vertexOf, at(triangles, i + 1));
    const c = at(vertexOf, at(triangles, i + 2));
    if (a === b || b === c || c === a) continue;
    kept[size++] = a;
    kept[size++] = b;
    kept[size++] = c;
  }
  return kept.slice(0, size);
}
