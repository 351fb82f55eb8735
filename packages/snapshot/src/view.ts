/** Where the eye is, and how the scene is fitted into the picture. */

import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Scene, ViewName } from "./types.js";

/** The axes of a picture in the space of the scene: to the right, up, and away from the eye. */
interface Axes {
  readonly right: Vec3;
  readonly up: Vec3;
  readonly away: Vec3;
}

const r2 = Math.SQRT1_2;
const r3 = 1 / Math.sqrt(3);
const r6 = 1 / Math.sqrt(6);

/** Z is up; the front is what one sees looking along +Y; the isometric eye is in front, to the right and above. */
const axesOfView: Readonly<Record<ViewName, Axes>> = {
  iso: { right: [r2, r2, 0], up: [-r6, r6, 2 * r6], away: [-r3, r3, -r3] },
  front: { right: [1, 0, 0], up: [0, 0, 1], away: [0, 1, 0] },
  back: { right: [-1, 0, 0], up: [0, 0, 1], away: [0, -1, 0] },
  right: { right: [0, 1, 0], up: [0, 0, 1], away: [-1, 0, 0] },
  left: { right: [0, -1, 0], up: [0, 0, 1], away: [1, 0, 0] },
  top: { right: [1, 0, 0], up: [0, 1, 0], away: [0, 0, -1] },
  bottom: { right: [1, 0, 0], up: [0, -1, 0], away: [0, 0, 1] },
};

/** Share of the picture's side that stays free on each side. */
const margin = 0.05;

/** From millimetres to samples: x to the right, y down, z away from the eye, all in the same scale. */
export interface Projection extends Axes {
  readonly scale: number;
  /** In the picture's axes: what is added after scaling. */
  readonly offset: Vec3;
}

/**
 * Fits the tight box of the scene, seen along the view, into a square of `side` samples.
 * Throws UnbakeError("no_shape") when the scene has no extent.
 */
export function fit(scene: Scene, view: ViewName, side: number): Projection {
  const axes = axesOfView[view];
  const { right, up, away } = axes;
  const min = [Infinity, Infinity, Infinity] as [number, number, number];
  const max = [-Infinity, -Infinity, -Infinity] as [number, number, number];
  for (const { mesh } of scene.bodies) {
    const { positions, triangles } = mesh;
    for (let i = 0; i < triangles.length; i++) {
      const at = 3 * (triangles[i] as number);
      const x = positions[at] as number;
      const y = positions[at + 1] as number;
      const z = positions[at + 2] as number;
      const a = right[0] * x + right[1] * y + right[2] * z;
      const b = up[0] * x + up[1] * y + up[2] * z;
      const c = away[0] * x + away[1] * y + away[2] * z;
      if (a < min[0]) min[0] = a;
      if (a > max[0]) max[0] = a;
      if (b < min[1]) min[1] = b;
      if (b > max[1]) max[1] = b;
      if (c < min[2]) min[2] = c;
      if (c > max[2]) max[2] = c;
    }
  }
  const extent = Math.max(max[0] - min[0], max[1] - min[1]);
  if (!(extent > 0) || !Number.isFinite(extent)) throw new UnbakeError("no_shape", "there is nothing to draw");
  const scale = (side * (1 - 2 * margin)) / extent;
  const centre = side / 2;
  return {
    ...axes,
    scale,
    offset: [centre - (scale * (min[0] + max[0])) / 2, centre + (scale * (min[1] + max[1])) / 2, -scale * min[2]],
  };
}
