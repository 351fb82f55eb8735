/** A face over a whole B-spline surface. */

import { countKnots, type Pole, type Spline } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { TopoDS_Face } from "replicad-opencascadejs";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { confusionMm } from "../tolerances.js";

/** Two parameter directions, as knots written out. */
export type Direction = Pick<Spline, "degree" | "flat">;

/** poles[i][j] with i along u; three coordinates, or four (weighted, and the weight). The caller deletes the face. */
export function splineFace(
  oc: OpenCascadeInstance,
  u: Direction,
  v: Direction,
  poles: readonly (readonly Pole[])[],
): TopoDS_Face {
  const countU = poles.length;
  const countV = at(poles, 0).length;
  const rational = poles[0]?.[0]?.length === 4;
  return withTemporaries((temp) => {
    const points = temp(new oc.NCollection_Array2_gp_Pnt(1, countU, 1, countV));
    const weights = temp(new oc.NCollection_Array2_double(1, countU, 1, countV));
    poles.forEach((row, i) => {
      row.forEach(([x = 0, y = 0, z = 0, w = 1], j) => {
        const point = new oc.gp_Pnt(x / w, y / w, z / w);
        points.SetValue(i + 1, j + 1, point);
        point.delete();
        weights.SetValue(i + 1, j + 1, w);
      });
    });
    const knotsOf = ({ flat }: Direction) => {
      const { knots, multiplicities } = countKnots(flat);
      const values = temp(new oc.NCollection_Array1_double(1, knots.length));
      const counts = temp(new oc.NCollection_Array1_int(1, knots.length));
      for (const [i, knot] of knots.entries()) values.SetValue(i + 1, knot);
      for (const [i, count] of multiplicities.entries()) counts.SetValue(i + 1, count);
      return [values, counts] as const;
    };
    const [knotsU, countsU] = knotsOf(u);
    const [knotsV, countsV] = knotsOf(v);
    const surface = temp(
      rational
        ? new oc.Geom_BSplineSurface(
            points,
            weights,
            knotsU,
            knotsV,
            countsU,
            countsV,
            u.degree,
            v.degree,
            false,
            false,
          )
        : new oc.Geom_BSplineSurface(points, knotsU, knotsV, countsU, countsV, u.degree, v.degree, false, false),
    );
    const maker = temp(new oc.BRepBuilderAPI_MakeFace(surface, confusionMm));
    if (!maker.IsDone()) throw new UnbakeError("kernel", `no face over a B-spline surface: ${String(maker.Error())}`);
    return maker.Face();
  });
}
