/** Parts of our own as mesh files. */
import type { Frame, Mesh, Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";

export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
export const at = (origin: Vec3): Frame => ({ ...world, origin });

/** Binary STL: single precision, nothing shared. */
export function binaryStl({ positions, triangles }: Pick<Mesh, "positions" | "triangles">): Uint8Array {
  const count = triangles.length / 3;
  const bytes = new Uint8Array(84 + 50 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(80, count, true);
  triangles.forEach((vertex, corner) => {
    const place = 84 + 50 * Math.floor(corner / 3) + 12 + 12 * (corner % 3);
    for (let axis = 0; axis < 3; axis++) view.setFloat32(place + 4 * axis, positions[3 * vertex + axis] ?? 0, true);
  });
  return bytes;
}

export const stlOf = (kernel: Kernel, shape: Shape, linear = 0.05): Uint8Array =>
  binaryStl(kernel.mesh(shape, { linear, angularRad: 0.4 }));

/** A closed fan-capped grid turned about z: `radius(h)` at `levels` heights, `around` places. */
export function turnedMesh(
  levels: readonly (readonly [radius: number, height: number])[],
  around: number,
  wobble: (angle: number, level: number) => number = () => 0,
): Pick<Mesh, "positions" | "triangles"> {
  const points: number[] = [];
  levels.forEach(([radius, height], level) => {
    for (let i = 0; i < around; i++) {
      const angle = (2 * Math.PI * i) / around;
      const r = radius + wobble(angle, level);
      points.push(r * Math.cos(angle), r * Math.sin(angle), height);
    }
  });
  const [bottom, top] = [levels.length * around, levels.length * around + 1];
  points.push(0, 0, levels[0]?.[1] ?? 0, 0, 0, levels[levels.length - 1]?.[1] ?? 0);
  const triangles: number[] = [];
  for (let i = 0; i < around; i++) {
    const j = (i + 1) % around;
    triangles.push(bottom, j, i);
    for (let level = 0; level + 1 < levels.length; level++) {
      const [low, high] = [level * around, (level + 1) * around];
      triangles.push(low + i, low + j, high + j, low + i, high + j, high + i);
    }
    const last = (levels.length - 1) * around;
    triangles.push(top, last + i, last + j);
  }
  return { positions: Float64Array.from(points), triangles: Uint32Array.from(triangles) };
}
