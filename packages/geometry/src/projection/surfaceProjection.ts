/** A closest point on a surface, and the way to state one. */

import { evaluateSurface } from "../surfaces.js";
import type { Surface, Vec3 } from "../types.js";
import { distance3 } from "../vec3.js";

export interface SurfaceProjection {
  readonly u: number;
  readonly v: number;
  readonly point: Vec3;
  readonly distance: number;
}

/** The point of the surface at (u, v), as the projection of `point`. */
export function onSurface(surface: Surface, point: Vec3, u: number, v: number): SurfaceProjection {
  const p = evaluateSurface(surface, u, v);
  return { u, v, point: p, distance: distance3(p, point) };
}
