/** Ruled surfaces (type 118): straight lines between two curves at equal parameters. */

import type { Vec3 } from "@unbake/geometry";
import { countKnots, curveToSpline, identityPose } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameParameter } from "../tolerances.js";
import type { Fields } from "./access.js";
import { curvePieces } from "./curves.js";
import { entityError } from "./fail.js";
import type { SurfaceOverRange } from "./splines.js";
import type { IgesEntity, IgesFile } from "./types.js";

interface Rail {
  readonly degree: number;
  /** Over [0, 1]. */
  readonly flat: readonly number[];
  readonly poles: readonly (readonly number[])[];
}

/** The surface in its own space. Both curves must be of one kind, as they are in what writers make: a spline surface of degree 1 across. */
export function ruledSurface(file: IgesFile, fields: Fields): SurfaceOverRange {
  const first = railOf(file, fields, fields.required(0));
  const second = railOf(file, fields, fields.required(1));
  const other = fields.flag(2) ? reversed(second) : second;
  const same =
    first.degree === other.degree &&
    first.flat.length === other.flat.length &&
    first.flat.every((knot, i) => Math.abs(knot - at(other.flat, i)) <= sameParameter);
  if (!same) {
    throw entityError("unsupported_content", fields.entity, "a ruled surface between curves of different kinds");
  }
  const rational = [first, other].some(({ poles }) => poles[0]?.length === 4);
  const poles: Vec3[] = [];
  const weights: number[] = [];
  first.poles.forEach((pole, i) => {
    for (const [x = 0, y = 0, z = 0, w = 1] of [pole, at(other.poles, i)]) {
      poles.push([x / w, y / w, z / w]);
      weights.push(w);
    }
  });
  const { knots, multiplicities } = countKnots(first.flat);
  return {
    surface: {
      kind: "bspline",
      degreeU: first.degree,
      degreeV: 1,
      countU: first.poles.length,
      countV: 2,
      poles,
      ...(rational && { weights }),
      knotsU: knots,
      multiplicitiesU: multiplicities,
      knotsV: [0, 1],
      multiplicitiesV: [2, 2],
      periodicU: false,
      periodicV: false,
    },
    u: [0, 1],
    v: [0, 1],
  };
}

function railOf(file: IgesFile, fields: Fields, entity: IgesEntity): Rail {
  const [piece, ...more] = curvePieces(file, entity, identityPose, 1);
  if (piece === undefined || more.length > 0) {
    throw entityError("unsupported_content", fields.entity, "a ruled surface over a curve of several pieces");
  }
  const [from, to] = piece.range;
  const { degree, flat, poles } = curveToSpline(piece.curve, from, to);
  return { degree, flat: flat.map((knot) => (knot - from) / (to - from)), poles };
}

function reversed({ degree, flat, poles }: Rail): Rail {
  return { degree, flat: flat.map((knot) => 1 - knot).reverse(), poles: [...poles].reverse() };
}
