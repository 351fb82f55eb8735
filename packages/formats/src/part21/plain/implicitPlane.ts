/** Faces of polygons without a surface (FACETED_BREP): the plane is implied by the loop (ISO 10303-42, 5.4.12). */

import type { Vec3 } from "@unbake/geometry";
import { add, cross, norm, perpendicular, sub, unit } from "@unbake/geometry";
import { vectorOf } from "../affine.js";
import { refsOf } from "../query.js";
import { faceSurface } from "../shells.js";
import { argumentsOf, asEnum } from "../values.js";
import type { PlainFace } from "./types.js";
import { placementText, replaceSurface } from "./write.js";

export function implicitPlane(plain: PlainFace): boolean {
  const { file, face, role, changes } = plain;
  if (faceSurface(file, face, role) >= 0) return false;
  const polygons = refsOf(file, face)
    .filter((bound) => role(bound) === "bound")
    .map((bound) => polygonOf(plain, bound));
  // The outer polygon has the largest area, and its sense is that of the face.
  const outer = polygons.reduce<Polygon | undefined>(
    (best, next) => (best !== undefined && norm(best.area) >= norm(next.area) ? best : next),
    undefined,
  );
  const [origin] = outer?.points ?? [];
  if (outer === undefined || origin === undefined || norm(outer.area) === 0) return false;
  const z = unit(outer.area);
  replaceSurface(plain, changes.add(`PLANE('',${placementText(changes, origin, z, perpendicular(z))})`));
  return true;
}

interface Polygon {
  readonly points: readonly Vec3[];
  /** Along the normal of the face, as long as twice the area (Newell). */
  readonly area: Vec3;
}

function polygonOf({ file, role }: PlainFace, bound: number): Polygon {
  const loop = refsOf(file, bound).find((ref) => role(ref) === "polyLoop");
  const points = refsOf(file, loop)
    .map((ref) => vectorOf(file, ref))
    .filter((point) => point !== undefined);
  const reversed = asEnum(argumentsOf(file, bound)?.at(-1)) === "F";
  const [first] = points;
  let area: Vec3 = [0, 0, 0];
  if (first !== undefined) {
    for (let i = 1; i + 1 < points.length; i++) {
      area = add(area, cross(sub(points[i] ?? first, first), sub(points[i + 1] ?? first, first)));
    }
  }
  return { points, area: reversed ? sub([0, 0, 0], area) : area };
}
