/** Surfaces through a few flats, as beginnings of faces. */
import { norm, sub, type Vec3 } from "@unbake/geometry";
import { distanceToElementary, type ElementarySurface } from "../../analysis/graph/elementary.js";
import { fitCylinder, fitSphere, fitTorus } from "../../analysis/graph/fitSurface.js";
import { leastMeshConeRad } from "../../tolerances.js";
import { beginCone } from "./beginCone.js";
import type { Flat } from "./flats.js";
import { refineSurface } from "./refine.js";

export type CurvedKind = "cylinder" | "cone" | "sphere" | "torus";

/** The simplest first: of kinds that explain equally much it counts. */
export const curvedKinds: readonly CurvedKind[] = ["cylinder", "cone", "sphere", "torus"];

/** Points that the fit of a beginning looks at; all of them decide whether it is one. */
const mostPoints = 40;

const fits = { cylinder: fitCylinder, sphere: fitSphere, torus: fitTorus } as const;
/** Numbers that determine a surface. */
export const parametersOf: Readonly<Record<CurvedKind, number>> = { cylinder: 5, cone: 6, sphere: 4, torus: 7 };

/**
 * The surface of a kind through the vertices of some flats, within `fitMm`; undefined where there is none. The flats' middles and
 * normals give the beginning: those of facets are nearly the surface's.
 */
export function surfaceThrough(
  kind: CurvedKind,
  flats: readonly Flat[],
  vertices: readonly Vec3[],
  fitMm: number,
): ElementarySurface | undefined {
  if (vertices.length < parametersOf[kind]) return undefined;
  let center: Vec3 = [0, 0, 0];
  for (const p of vertices) {
    center = [
      center[0] + p[0] / vertices.length,
      center[1] + p[1] / vertices.length,
      center[2] + p[2] / vertices.length,
    ];
  }
  const size = Math.max(...vertices.map((p) => norm(sub(p, center))));
  if (!(size > 0)) return undefined;
  const oriented = flats.filter(({ sliver }) => !sliver).map((flat) => ({ point: flat.center, normal: flat.normal }));
  if (oriented.length < 2) return undefined;
  const first = kind === "cone" ? beginCone(oriented, vertices) : fits[kind](oriented, center, size);
  if (!first || !isReasonable(first, size)) return undefined;
  const surface = refineSurface(first, vertices, "all", mostPoints);
  if (!isReasonable(surface, size)) return undefined;
  return vertices.every((p) => distanceToElementary(surface, p) <= fitMm) ? surface : undefined;
}

/** Radii that are positive and not absurd beside the patch; a torus that does not cut itself. */
export function isReasonable(surface: ElementarySurface, size: number): boolean {
  const most = 1e4 * size;
  switch (surface.kind) {
    case "plane":
      return true;
    case "cone": {
      const angle = Math.abs(surface.semiAngle);
      return (
        surface.radius > 0 &&
        surface.radius < most &&
        angle > leastMeshConeRad &&
        angle < Math.PI / 2 - leastMeshConeRad
      );
    }
    case "torus":
      return surface.minorRadius > 0 && surface.majorRadius > surface.minorRadius && surface.majorRadius < most;
    default:
      return surface.radius > 0 && surface.radius < most;
  }
}
