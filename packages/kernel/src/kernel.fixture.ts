/** Small inputs that the kernel's own tests share. */

import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { frameFromZ, unit } from "@unbake/geometry";
import type { Kernel, Shape } from "./api.js";

export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
export const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });

/** A frame that is parallel to nothing. */
export const tilted: Frame = frameFromZ([3, -2, 5], [1, 2, 3], [1, 0, 0]);

export function line(from: Vec3, to: Vec3): CurveSegment {
  const along: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  return { curve: { kind: "line", origin: from, direction: unit(along) }, range: [0, Math.hypot(...along)] };
}

export function polygon(kernel: Kernel, corners: readonly Vec3[]): Shape {
  return kernel.wire(corners.map((from, i) => line(from, corners[(i + 1) % corners.length] ?? from)));
}

export function rectangle(kernel: Kernel, x0: number, y0: number, x1: number, y1: number, z = 0): Shape {
  return polygon(kernel, [
    [x0, y0, z],
    [x1, y0, z],
    [x1, y1, z],
    [x0, y1, z],
  ]);
}

export function circle(kernel: Kernel, x: number, y: number, radius: number, z = 0): Shape {
  return kernel.wire([{ curve: { kind: "circle", frame: at(x, y, z), radius }, range: [0, 2 * Math.PI] }]);
}

/** A 10 mm cube with a hole of radius 1 along z at (3, 3). */
export function drilledCube(kernel: Kernel): Shape {
  return kernel.cut([kernel.box(world, [10, 10, 10])], [kernel.cylinder(at(3, 3, -1), 1, 12)]).shape;
}

/** Turned about z from a profile in x, z: planes, a cylinder, a cone, a torus fillet and a spherical end on the axis. */
export function turnedPart(kernel: Kernel): Shape {
  const arc = (center: Vec3, radius: number, from: number, to: number): CurveSegment => ({
    curve: { kind: "circle", frame: { origin: center, x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] }, radius },
    range: [from, to],
  });
  const wire = kernel.wire([
    line([0, 0, 0], [8, 0, 0]),
    line([8, 0, 0], [8, 0, 4]),
    arc([6, 0, 4], 2, 0, Math.PI / 2),
    line([6, 0, 6], [4, 0, 10]),
    arc([0, 0, 10], 4, 0, Math.PI / 2),
    line([0, 0, 14], [0, 0, 0]),
  ]);
  const frame: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
  return kernel.revolve(kernel.planarFace(frame, wire), [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
}

/** Seeded random numbers in [0, 1) (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
