/** Closest points on unbounded surfaces. Closed forms for the elementary ones; the others have files of their own. */
import type { Surface, Vec3 } from "../types.js";
import { addScaled, toLocal } from "../vec3.js";
import { projectToBSpline } from "./projectPatch.js";
import { projectToExtrusion, projectToRevolution } from "./projectSwept.js";
import { onSurface, type SurfaceProjection } from "./surfaceProjection.js";

const turn = 2 * Math.PI;
const positiveAngle = (a: number): number => (a < 0 ? a + turn : a);

/** The closest point of an unbounded surface. `near` (u, v) starts the search on surfaces without a closed form. */
export function projectToSurface(surface: Surface, point: Vec3, near?: readonly [number, number]): SurfaceProjection {
  switch (surface.kind) {
    case "plane": {
      const [u, v, w] = toLocal(surface.frame, point);
      return { u, v, point: addScaled(point, surface.frame.z, -w), distance: Math.abs(w) };
    }
    case "cylinder": {
      const [x, y, z] = toLocal(surface.frame, point);
      return onSurface(surface, point, positiveAngle(Math.atan2(y, x)), z);
    }
    case "cone": {
      const [x, y, z] = toLocal(surface.frame, point);
      const [s, c] = [Math.sin(surface.semiAngle), Math.cos(surface.semiAngle)];
      const rho = Math.hypot(x, y);
      const u = positiveAngle(Math.atan2(y, x));
      const here = onSurface(surface, point, u, (rho - surface.radius) * s + z * c);
      const across = onSurface(surface, point, (u + Math.PI) % turn, (-rho - surface.radius) * s + z * c);
      return across.distance < here.distance ? across : here;
    }
    case "sphere": {
      const [x, y, z] = toLocal(surface.frame, point);
      return onSurface(surface, point, positiveAngle(Math.atan2(y, x)), Math.atan2(z, Math.hypot(x, y)));
    }
    case "torus": {
      const [x, y, z] = toLocal(surface.frame, point);
      const rho = Math.hypot(x, y);
      const u = positiveAngle(Math.atan2(y, x));
      return onSurface(surface, point, u, positiveAngle(Math.atan2(z, rho - surface.majorRadius)));
    }
    case "extrusion":
      return projectToExtrusion(surface, point);
    case "revolution":
      return projectToRevolution(surface, point);
    case "offset": {
      const base = projectToSurface(surface.base, point, near);
      return onSurface(surface, point, base.u, base.v);
    }
    case "bspline":
      return projectToBSpline(surface, point, near);
  }
}
