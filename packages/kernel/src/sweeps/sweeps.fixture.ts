/** Small profiles and paths for the tests of sweeps/. */

import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { distance3, sub, toGlobal, unit } from "@unbake/geometry";
import type { Kernel, Shape } from "../api.js";

export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
export const worldAt = (origin: Vec3): Frame => ({ ...world, origin });
/** The XZ plane through a point; its normal points to -y. */
export const uprightAt = (origin: Vec3): Frame => ({ origin, x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] });

export const line = (a: Vec3, b: Vec3): CurveSegment => ({
  curve: { kind: "line", origin: a, direction: unit(sub(b, a)) },
  range: [0, distance3(a, b)],
});

export const arc = (frame: Frame, radius: number, from = 0, to = 2 * Math.PI): CurveSegment => ({
  curve: { kind: "circle", frame, radius },
  range: [from, to],
});

export function polygon(kernel: Kernel, frame: Frame, corners: readonly (readonly [number, number])[]): Shape {
  const points = corners.map(([x, y]) => toGlobal(frame, [x, y, 0]));
  return kernel.wire(points.map((p, i) => line(p, points[(i + 1) % points.length] ?? p)));
}

export function rectangle(kernel: Kernel, frame: Frame, width: number, height: number): Shape {
  const [x, y] = [width / 2, height / 2];
  return kernel.planarFace(
    frame,
    polygon(kernel, frame, [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ]),
  );
}

export function disc(kernel: Kernel, frame: Frame, radius: number, hole?: number): Shape {
  const holes = hole === undefined ? [] : [kernel.wire([arc(frame, hole)])];
  return kernel.planarFace(frame, kernel.wire([arc(frame, radius)]), holes);
}

/** Up 10, a quarter bend of radius 5, then 10 along x. Its length is 20 + 5 pi / 2. */
export function bentPath(kernel: Kernel): Shape {
  const bend: Frame = { origin: [5, 0, 10], x: [-1, 0, 0], y: [0, 0, 1], z: [0, 1, 0] };
  return kernel.wire([line([0, 0, 0], [0, 0, 10]), arc(bend, 5, 0, Math.PI / 2), line([5, 0, 15], [15, 0, 15])]);
}
export const bentLength = 20 + (5 * Math.PI) / 2;
