/** Curves that are given in the parameters of a surface, as curves in space. */

import type { BSplineCurve, CurveSegment, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve, identityPose } from "@unbake/geometry";
import { differenceShare, isoShare } from "../tolerances.js";
import { type CurvePiece, curvePieces } from "./curves.js";
import { entityError } from "./fail.js";
import type { PlacedSurface } from "./surfaces.js";
import type { IgesEntity, IgesFile } from "./types.js";

const mostPieces = 2048;

/** The pieces of `curve` on the surface: exact along lines of constant parameter, else splines within `tolerance`. */
export function onSurface(
  file: IgesFile,
  curve: IgesEntity,
  placed: PlacedSurface,
  tolerance: number,
): readonly CurveSegment[] {
  return curvePieces(file, curve, identityPose).map(
    (piece) => along(piece, placed) ?? fitted(curve, piece, placed, tolerance),
  );
}

function along({ curve, range }: CurvePiece, { iso, bounds }: PlacedSurface): CurveSegment | undefined {
  if (curve.kind !== "line" || !iso || !bounds) return undefined;
  const [u0, v0] = evaluateCurve(curve, range[0]);
  const [u1, v1] = evaluateCurve(curve, range[1]);
  if (Math.abs(v1 - v0) <= isoShare * (bounds.v[1] - bounds.v[0])) return iso("u", v0, [u0, u1]);
  if (Math.abs(u1 - u0) <= isoShare * (bounds.u[1] - bounds.u[0])) return iso("v", u0, [v0, v1]);
  return undefined;
}

const eachAxis = (value: (axis: 0 | 1 | 2) => number): Vec3 => [value(0), value(1), value(2)];

/** Cubic pieces through the image, with the directions that it has there, halved until their middles lie on it. */
function fitted(entity: IgesEntity, piece: CurvePiece, placed: PlacedSurface, tolerance: number): CurveSegment {
  const { curve, range } = piece;
  const pointAt = (s: number): Vec3 => {
    const [u, v] = evaluateCurve(curve, range[0] + (range[1] - range[0]) * s);
    return placed.at(u, v);
  };
  for (let count = 4; count <= mostPieces; count *= 2) {
    const poles: Vec3[] = [];
    let worst = 0;
    for (let i = 0; i < count; i++) {
      const [from, to] = [i / count, (i + 1) / count];
      const [p0, p1] = [pointAt(from), pointAt(to)];
      const third = (s: number, sign: 1 | -1, p: Vec3): Vec3 => {
        // One-sided: beyond its ends the curve may leave the surface.
        const h = sign * differenceShare * (to - from);
        const [q, r] = [pointAt(s + h), pointAt(s + 2 * h)];
        return eachAxis((k) => {
          const slope = (-3 * p[k] + 4 * q[k] - r[k]) / (2 * h);
          return p[k] + (sign * slope * (to - from)) / 3;
        });
      };
      const [a, b] = [third(from, 1, p0), third(to, -1, p1)];
      poles.push(...(i === 0 ? [p0] : []), a, b, p1);
      const middle = eachAxis((k) => (p0[k] + 3 * a[k] + 3 * b[k] + p1[k]) / 8);
      worst = Math.max(worst, distance3(middle, pointAt((from + to) / 2)));
    }
    if (worst > tolerance) continue;
    const spline: BSplineCurve = {
      kind: "bspline",
      degree: 3,
      poles,
      knots: Array.from({ length: count + 1 }, (_, i) => i / count),
      multiplicities: Array.from({ length: count + 1 }, (_, i) => (i === 0 || i === count ? 4 : 3)),
      periodic: false,
    };
    return { curve: spline, range: [0, 1] };
  }
  throw entityError("bad_geometry", entity, "its image on the surface is no smooth curve");
}
