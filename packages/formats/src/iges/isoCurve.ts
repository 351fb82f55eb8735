/** Lines of constant parameter on B-spline surfaces. */

import type { BSplineCurve, BSplineSurface, Vec3 } from "@unbake/geometry";
import { basisFunctions, findSpan, surfaceAxesOf } from "@unbake/geometry";

export type Along = "u" | "v";

/** The curve on `surface` that runs along one parameter while the other is `fixed`; exact, with the surface's own parameter. */
export function isoCurve(surface: BSplineSurface, along: Along, fixed: number): BSplineCurve {
  const { countU, countV, poles, weights } = surface;
  const [axisU, axisV] = surfaceAxesOf(surface);
  const across = along === "u" ? axisV : axisU;
  const span = findSpan(across, fixed);
  const basis = basisFunctions(across, span, fixed, 0)[0] ?? [];
  const count = along === "u" ? countU : countV;
  const points: Vec3[] = [];
  const ws: number[] = [];
  for (let i = 0; i < count; i++) {
    const sum = [0, 0, 0, 0];
    basis.forEach((share, k) => {
      const j = span - across.degree + k;
      const at = along === "u" ? i * countV + j : j * countV + i;
      const [x, y, z] = poles[at] ?? [0, 0, 0];
      const w = (weights?.[at] ?? 1) * share;
      sum[0] = (sum[0] ?? 0) + x * w;
      sum[1] = (sum[1] ?? 0) + y * w;
      sum[2] = (sum[2] ?? 0) + z * w;
      sum[3] = (sum[3] ?? 0) + w;
    });
    const [x = 0, y = 0, z = 0, w = 1] = sum;
    points.push([x / w, y / w, z / w]);
    ws.push(w);
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
