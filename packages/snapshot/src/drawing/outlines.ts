/** The sides of triangles along which a smooth surface turns away from the eye. */
import type { Mesh, Vec3 } from "@unbake/geometry";
import { weld } from "../scene/hash.js";

/** Six numbers a piece: x y z of both ends. */
export function outlinesOf({ positions, triangles }: Mesh, away: Vec3): Float32Array {
  const place = weld(positions);
  const count = positions.length / 3;
  const facing = facingOf(positions, triangles, away);
  const waiting = new Map<number, number>();
  const found: number[] = [];
  for (let side = 0; side < triangles.length; side++) {
    const start = triangles[side] as number;
    const end = triangles[side % 3 === 2 ? side - 2 : side + 1] as number;
    const a = place[start] as number;
    const b = place[end] as number;
    if (a === b) continue;
    const key = Math.min(a, b) * count + Math.max(a, b);
    const other = waiting.get(key);
    if (other === undefined) {
      waiting.set(key, side);
      continue;
    }
    waiting.delete(key);
    if (facing[Math.floor(side / 3)] !== facing[Math.floor(other / 3)])
      for (const corner of [start, end])
        found.push(
          positions[3 * corner] as number,
          positions[3 * corner + 1] as number,
          positions[3 * corner + 2] as number,
        );
  }
  return Float32Array.from(found);
}

/** 1 for each triangle that faces the eye. */
function facingOf(p: ArrayLike<number>, triangles: Uint32Array, away: Vec3): Uint8Array {
  const facing = new Uint8Array(triangles.length / 3);
  for (let t = 0; t < facing.length; t++) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * (triangles[3 * t + k] as number)) as [number, number, number];
    const u = [0, 1, 2].map((k) => (p[b + k] as number) - (p[a + k] as number)) as [number, number, number];
    const v = [0, 1, 2].map((k) => (p[c + k] as number) - (p[a + k] as number)) as [number, number, number];
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    facing[t] = normal[0] * away[0] + normal[1] * away[1] + normal[2] * away[2] < 0 ? 1 : 0;
  }
  return facing;
}
