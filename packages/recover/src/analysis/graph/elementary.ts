/** Planes, cylinders, cones, spheres and tori: distances in closed form. */
import { addScaled, dot, mul, norm, type Surface, sub, toLocal, unit, type Vec3 } from "@unbake/geometry";

export type ElementarySurface = Extract<Surface, { kind: "plane" | "cylinder" | "cone" | "sphere" | "torus" }>;

export function isElementary(surface: Surface): surface is ElementarySurface {
  switch (surface.kind) {
    case "plane":
    case "cylinder":
    case "cone":
    case "sphere":
    case "torus":
      return true;
    default:
      return false;
  }
}

/** Distance in mm from a point to the whole (untrimmed) surface; of a cone both nappes count. */
export function distanceToElementary(surface: ElementarySurface, point: Vec3): number {
  return Math.abs(signedDistance(surface, point));
}

/** The point of the untrimmed surface nearest to `point` (to first order: meant for points that are nearly on it). */
export function footOnElementary(surface: ElementarySurface, point: Vec3): Vec3 {
  const distance = signedDistance(surface, point);
  return distance === 0 ? point : addScaled(point, naturalNormal(surface, point), -distance);
}

/** Distance in mm to the untrimmed surface, positive on the side its natural normal points to. */
export function signedDistance(surface: ElementarySurface, point: Vec3): number {
  switch (surface.kind) {
    case "plane":
      return dot(sub(point, surface.frame.origin), surface.frame.z);
    case "sphere":
      return norm(sub(point, surface.frame.origin)) - surface.radius;
    case "cylinder": {
      const p = toLocal(surface.frame, point);
      return Math.hypot(p[0], p[1]) - surface.radius;
    }
    case "cone": {
      const p = toLocal(surface.frame, point);
      const rho = Math.hypot(p[0], p[1]);
      const c = Math.cos(surface.semiAngle);
      const s = Math.sin(surface.semiAngle);
      // In the half plane (rho, z) the cone is a line through (r, 0) along (s, c), reflected at the axis beyond the apex.
      const near = (rho - surface.radius) * c - p[2] * s;
      const far = (-rho - surface.radius) * c - p[2] * s;
      return Math.abs(far) < Math.abs(near) ? -far : near;
    }
    case "torus": {
      const p = toLocal(surface.frame, point);
      const { tube, inner } = tubeCircle(surface, Math.hypot(p[0], p[1]), p[2]);
      const outwards = Math.hypot(Math.hypot(p[0], p[1]) - tube, p[2]) - surface.minorRadius;
      return inner ? -outwards : outwards;
    }
  }
}

/**
 * In the half plane through the axis a torus is a circle about (majorRadius, 0). One that cuts its own axis has a second
 * arc there, of the circle about (-majorRadius, 0), whose natural normal points to that circle's middle.
 */
function tubeCircle(
  { majorRadius, minorRadius }: Extract<ElementarySurface, { kind: "torus" }>,
  rho: number,
  z: number,
): { readonly tube: number; readonly inner: boolean } {
  const off = (tube: number): number => Math.abs(Math.hypot(rho - tube, z) - minorRadius);
  const inner = minorRadius > majorRadius && off(-majorRadius) < off(majorRadius);
  return { tube: inner ? -majorRadius : majorRadius, inner };
}

/** The natural normal of an elementary surface at (or near) a point on it; zero on its axis. */
export function naturalNormal(surface: ElementarySurface, point: Vec3): Vec3 {
  const { frame } = surface;
  if (surface.kind === "plane") return frame.z;
  const p = toLocal(frame, point);
  const rho = Math.hypot(p[0], p[1]);
  const radial = rho > 0 ? addScaled(mul(frame.x, p[0] / rho), frame.y, p[1] / rho) : ([0, 0, 0] as const);
  switch (surface.kind) {
    case "cylinder":
      return radial;
    case "cone": {
      // Beyond the apex the two nappes have opposite normals.
      const sign = surface.radius + p[2] * Math.tan(surface.semiAngle) < 0 ? -1 : 1;
      const c = Math.cos(surface.semiAngle);
      return addScaled(mul(radial, c), frame.z, -Math.sin(surface.semiAngle) * sign);
    }
    case "sphere": {
      const d = sub(point, frame.origin);
      return norm(d) > 0 ? unit(d) : d;
    }
    case "torus": {
      const { tube, inner } = tubeCircle(surface, rho, p[2]);
      const d = sub(point, addScaled(frame.origin, radial, tube));
      return norm(d) > 0 ? mul(unit(d), inner ? -1 : 1) : d;
    }
  }
}

/** The normal out of the material at a point of a face; undefined where its surface is freeform. */
export function outwardAt(
  { surface, sameSense }: { readonly surface: Surface; readonly sameSense: boolean },
  point: Vec3,
): Vec3 | undefined {
  if (!isElementary(surface)) return undefined;
  const n = naturalNormal(surface, point);
  return sameSense ? n : [-n[0], -n[1], -n[2]];
}
