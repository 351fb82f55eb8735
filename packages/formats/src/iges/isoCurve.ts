/** Lines of constant parameter on B-spline surfaces. */

import type { BSplineCurve, BSplineSurface, Vec3 } from "@unbake/geometry";
import { basisFunctions, findSpan, surfaceAxesOf } from "@unbake/geometry";
import { at } from "@unbake/ground";

export type Along = "u" | "v";

/** The curve on `surface` that runs along one parameter while the other is `fixed`; exact, with the surface's own parameter. */
export function isoCurve(surface: BSplineSurface, along: Along, fixed: number): BSplineCurve {
  const { countU, countV, poles, weights } = surface;
  const [axisU, axisV] = surfaceAxesOf(surface);
  const across = along === "u" ? axisV : axisU;
  const span = findSpan(across, fixed);
  const basis = at(basisFunctions(across, span, fixed, 0), 0);
  const count = along === "u" ? countU : countV;
  const points: Vec3[] = [];
  const ws: number[] = [];
  for (let i = 0; i < count; i++) {
    let [sx, sy, sz, sw] = [0, 0, 0, 0];
    basis.forEach((share, k) => {
      const j = span - across.degree + k;
      const index = along === "u" ? i * countV + j : j * countV + i;
      const [x, y, z] = at(poles, index);
      const w = (weights ? at(weights, index) : 1) * share;
      sx += x * w;
      sy += y * w;
      sz += z * w;
      sw += w;
    });
    points.push([sx / sw, sy / sw, sz / sw]);
    ws.push(sw);
  }
  return {
    kind: "bspline",
    degree: along === "u" ? surface.degreeU : surface.degreeV,
    poles: points,
    ...(weights && { weights: ws }),
    knots: along === "u" ? surface.knotsU : surface.knotsV,
    multiplicities: along === "u" ? surface.multiplicitiesU : surface.multiplicitiesV,
    periodic: false,
  };
}
