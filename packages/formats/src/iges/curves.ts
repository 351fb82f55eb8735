/** Curve entities as segments of the kernel's curves, in units of the file and where their transformations put them. */

import type { Curve, CurveSegment, Pose, Vec3 } from "@unbake/geometry";
import { composePoses, poseDeterminant, transformCurve } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { checkDepth, type Fields, fieldsOf } from "./access.js";
import { circularArc, conicArc, straight } from "./conics.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";
import { poseOf } from "./place.js";
import { parametricCurve, rationalCurve } from "./splines.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** Entity types that are curves. */
export const curveTypes: ReadonlySet<number> = new Set([100, 102, 104, 106, 110, 112, 126, 130]);

/**
 * A piece of a curve entity. Its range runs in the direction of the entity. `parameters` are what the standard's own parameter of the
 * entity is at both ends, where a curve in the parameters of a surface or the generatrix of a revolution needs it.
 */
export interface CurvePiece extends CurveSegment {
  readonly parameters: readonly [number, number];
}

/** The pieces of a curve, in order, moved by its own transformation and then by `outer`. */
export function curvePieces(file: IgesFile, entity: IgesEntity, outer: Pose, depth = 0): readonly CurvePiece[] {
  checkDepth(entity, depth);
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  if (entity.type === 102) {
    const count = fields.count(0, maxPoles);
    const children = Array.from({ length: count }, (_, i) => fields.required(i + 1));
    let from = 0;
    return children
      .filter((child) => child.type !== 116 && child.type !== 132)
      .flatMap((child) => {
        const pieces = curvePieces(file, child, pose, depth + 1);
        // The composite's parameter adds up those of its constituents.
        if (pieces.length === 0) return [];
        const base = from - at(pieces, 0).parameters[0];
        from = base + last(pieces).parameters[1];
        return pieces.map((piece) => ({
          ...piece,
          parameters: [piece.parameters[0] + base, piece.parameters[1] + base] as const,
        }));
      });
  }
  return simplePieces(fields).map(({ curve, range, parameters }) => place(pose, curve, range, parameters));
}

function simplePieces(fields: Fields): readonly CurvePiece[] {
  const own = (segment: CurveSegment): readonly CurvePiece[] => [{ ...segment, parameters: segment.range }];
  switch (fields.entity.type) {
    case 100:
      return own(circularArc(fields));
    case 104:
      return own(conicArc(fields));
    case 106:
      return polyline(fields);
    case 110: {
      const line = straight(fields.vector(0), fields.vector(3));
      return line ? [{ ...line, parameters: [0, 1] }] : [];
    }
    case 112:
      return own(parametricCurve(fields));
    case 126: {
      const { curve, range } = rationalCurve(fields);
      const [from, to] = curve.poles;
      // Two poles are a straight line, whatever its parameter.
      const line =
        curve.degree === 1 && from && to && curve.poles.length === 2 && !curve.weights
          ? lineOver(from, to, curve.knots, range)
          : undefined;
      return line ? [{ ...line, parameters: range }] : own({ curve, range });
    }
    default:
      throw entityError("unsupported_content", fields.entity, "this kind of curve is not read");
  }
}

function lineOver(
  from: Vec3,
  to: Vec3,
  knots: readonly number[],
  range: readonly [number, number],
): CurveSegment | undefined {
  const [low, high] = [at(knots, 0), at(knots, 1)];
  const pointAt = (t: number): Vec3 => {
    const share = (t - low) / (high - low);
    const along = (i: 0 | 1 | 2): number => (1 - share) * from[i] + share * to[i];
    return [along(0), along(1), along(2)];
  };
  return straight(pointAt(range[0]), pointAt(range[1]));
}

/** Type 106: forms 11 (flat), 12, 13 and 63 (closed, flat) are polylines. */
function polyline(fields: Fields): readonly CurvePiece[] {
  const { form } = fields.entity;
  if (form !== 11 && form !== 12 && form !== 13 && form !== 63) {
    throw entityError("unsupported_content", fields.entity, `copious data of form ${form} are no curve`);
  }
  const kind = fields.number(0);
  const count = fields.count(1, maxPoles);
  const flat = kind === 1;
  const width = flat ? 2 : kind === 3 ? 6 : 3;
  const first = flat ? 3 : 2;
  const pointAt = (i: number): Vec3 => {
    const at = first + width * i;
    return flat ? [fields.number(at), fields.number(at + 1), fields.number(2)] : fields.vector(at);
  };
  const points = Array.from({ length: count }, (_, i) => pointAt(i));
  return points.slice(1).flatMap((point, i) => {
    const line = straight(points[i] ?? point, point);
    return line ? [{ ...line, parameters: [i, i + 1] as const }] : [];
  });
}

function place(
  pose: Pose,
  curve: Curve,
  range: readonly [number, number],
  parameters: readonly [number, number],
): CurvePiece {
  const moved = transformCurve(pose, curve);
  if (curve.kind === "line") {
    const scale = Math.cbrt(Math.abs(poseDeterminant(pose)));
    return { curve: moved, range: [range[0] * scale, range[1] * scale], parameters };
  }
  return { curve: moved, range, parameters };
}
