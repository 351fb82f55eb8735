/** Surface entities as the kernel's surfaces, in units of the file and where their transformations put them. */

import type { BSplineSurface, CurveSegment, Pose, Surface, Vec3 } from "@unbake/geometry";
import {
  addScaled,
  applyPose,
  applyPoseDirection,
  composePoses,
  dot,
  evaluateCurve,
  evaluateSurface,
  frameFromZ,
  identityPose,
  norm,
  poseDeterminant,
  projectToSurface,
  rotationPose,
  sub,
  surfaceNormal,
  transformCurve,
  transformSurface,
  translationPose,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { differenceShare, normalInsetShare, onAxisShare } from "../tolerances.js";
import { checkDepth, type Fields, fieldsOf } from "./access.js";
import { type CurvePiece, curvePieces } from "./curves.js";
import { entityError } from "./fail.js";
import { type Along, isoCurve } from "./isoCurve.js";
import { poseOf } from "./place.js";
import { ruledSurface } from "./ruled.js";
import { parametricSurface, rationalSurface, type SurfaceOverRange } from "./splines.js";
import { extruded, revolved } from "./swept.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** Entity types that are surfaces. */
export const surfaceTypes: ReadonlySet<number> = new Set([108, 114, 118, 120, 122, 128, 140, 190, 192, 194, 196, 198]);

/** A surface where it stands, with the parameters that the standard gives it. */
export interface PlacedSurface {
  readonly surface: Surface;
  /** The point at the standard's own parameters. */
  at(u: number, v: number): Vec3;
  /** Ranges of the standard's parameters; absent for unbounded surfaces. */
  readonly bounds?: { readonly u: readonly [number, number]; readonly v: readonly [number, number] };
  /** The exact curve along one of the parameters; its range runs with it. Absent where no such curve is at hand. */
  iso?(along: Along, fixed: number, range: readonly [number, number]): CurveSegment;
}

/** The surface of `entity`, moved by its own transformation and then by `outer`. */
export function placedSurface(file: IgesFile, entity: IgesEntity, outer: Pose, depth = 0): PlacedSurface {
  checkDepth(entity, depth);
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  switch (entity.type) {
    case 108:
      return elementary(pose, plane108(fields));
    case 114:
      return splineSurface(pose, parametricSurface(fields));
    case 118:
      return splineSurface(pose, ruledSurface(file, fields));
    case 120:
      return moved(pose, revolution(file, fields));
    case 122:
      return moved(pose, tabulated(file, fields));
    case 128:
      return splineSurface(pose, rationalSurface(fields));
    case 140:
      return offset(file, fields, pose, depth);
    case 190:
    case 192:
    case 194:
    case 196:
    case 198:
      return elementary(pose, analytic(file, fields));
    default:
      throw entityError("unsupported_content", entity, "this kind of surface is not read");
  }
}

function elementary(pose: Pose, own: Surface): PlacedSurface {
  const { surface } = transformSurface(pose, own);
  return { surface, at: (u, v) => applyPose(pose, evaluateSurface(own, u, v)) };
}

/** Type 108: a x + b y + c z = d. */
function plane108(fields: Fields): Surface {
  const normal = fields.vector(0);
  const size = norm(normal);
  if (!(size > 0)) throw entityError("bad_geometry", fields.entity, "a plane without a normal");
  const origin = addScaled([0, 0, 0], normal, fields.number(3) / (size * size));
  return { kind: "plane", frame: frameFromZ(origin, normal) };
}

function splineSurface(pose: Pose, { surface: own, u, v }: SurfaceOverRange): PlacedSurface {
  const surface = transformSurface(pose, own).surface as BSplineSurface;
  return {
    surface,
    at: (s, t) => evaluateSurface(surface, s, t),
    bounds: { u, v },
    iso: (along, fixed, range) => ({ curve: isoCurve(surface, along, fixed), range }),
  };
}

/** A surface that was made in its own space; a matrix may mirror it, which turns its angles round. */
function moved(pose: Pose, own: PlacedSurface): PlacedSurface {
  const { surface } = transformSurface(pose, own.surface);
  const { iso } = own;
  const scale = Math.cbrt(Math.abs(poseDeterminant(pose)));
  return {
    surface,
    at: (u, v) => applyPose(pose, own.at(u, v)),
    ...(own.bounds && { bounds: own.bounds }),
    ...(iso && {
      iso: (along: Along, fixed: number, range: readonly [number, number]) => {
        const segment = iso(along, fixed, range);
        const [from, to] = segment.range;
        const lengths = segment.curve.kind === "line" ? ([from * scale, to * scale] as const) : segment.range;
        return { curve: transformCurve(pose, segment.curve), range: lengths };
      },
    }),
  };
}

/** The one piece of a generatrix or directrix. */
function onlyPiece(file: IgesFile, fields: Fields, curve: IgesEntity): CurvePiece {
  const [piece, ...more] = curvePieces(file, curve, identityPose, 1);
  if (piece === undefined) throw entityError("bad_geometry", fields.entity, "its curve has no length");
  if (more.length > 0) {
    throw entityError("unsupported_content", fields.entity, `its curve is put together of ${more.length + 1} pieces`);
  }
  return piece;
}

/** The curve's own parameter where the standard's is `t`. */
function parameterOn({ parameters: [a, b], range: [from, to] }: CurvePiece, t: number): number {
  return b === a ? from : from + ((t - a) / (b - a)) * (to - from);
}

/** Type 120: axis, generatrix, from and to angle. The standard's u runs along the generatrix, v is the angle. */
function revolution(file: IgesFile, fields: Fields): PlacedSurface {
  const axis = fields.required(0);
  if (axis.type !== 110) throw entityError("unsupported_content", fields.entity, "its axis is no line");
  const axisPose = poseOf(file, axis);
  const axisFields = fieldsOf(file, axis);
  const origin = applyPose(axisPose, axisFields.vector(0));
  const direction = sub(applyPose(axisPose, axisFields.vector(3)), origin);
  if (!(norm(direction) > 0)) throw entityError("bad_geometry", fields.entity, "its axis has no length");
  const piece = onlyPiece(file, fields, fields.required(1));
  const turned = (angle: number): Pose => rotationPose(origin, direction, angle);
  const at = (t: number, angle: number): Vec3 =>
    applyPose(turned(angle), evaluateCurve(piece.curve, parameterOn(piece, t)));
  return {
    surface: revolved(piece.curve, origin, direction),
    at,
    bounds: { u: piece.parameters, v: [fields.number(2), fields.number(3, 2 * Math.PI)] },
    iso: (along, fixed, range) => {
      if (along === "u") {
        const ends = [parameterOn(piece, range[0]), parameterOn(piece, range[1])] as const;
        return { curve: transformCurve(turned(fixed), piece.curve), range: ends };
      }
      return circleRound(origin, direction, at(fixed, 0), range);
    },
  };
}

/** The circle that a point runs on, from one angle to another; a segment without length for a point on the axis. */
function circleRound(origin: Vec3, direction: Vec3, point: Vec3, range: readonly [number, number]): CurveSegment {
  const size = norm(direction);
  const height = sub(point, origin).reduce((sum, x, i) => sum + x * at(direction, i), 0) / (size * size);
  const center = addScaled(origin, direction, height);
  const radial = sub(point, center);
  const radius = norm(radial);
  if (!(radius > onAxisShare * Math.max(1, norm(point)))) {
    return { curve: { kind: "line", origin: center, direction: [1, 0, 0] }, range: [0, 0] };
  }
  return { curve: { kind: "circle", frame: frameFromZ(center, direction, radial), radius }, range };
}

/** Type 122: the directrix moved to where its start is the stated point. The standard's u runs along the directrix, v from 0 to 1. */
function tabulated(file: IgesFile, fields: Fields): PlacedSurface {
  const piece = onlyPiece(file, fields, fields.required(0));
  const start = evaluateCurve(piece.curve, piece.range[0]);
  const vector = sub(fields.vector(1), start);
  const length = norm(vector);
  if (!(length > 0)) throw entityError("bad_geometry", fields.entity, "a cylinder without length");
  const at = (u: number, v: number): Vec3 => addScaled(evaluateCurve(piece.curve, parameterOn(piece, u)), vector, v);
  return {
    surface: extruded(piece.curve, vector),
    at,
    bounds: { u: piece.parameters, v: [0, 1] },
    iso: (along, fixed, range) => {
      if (along === "v") {
        const direction: Vec3 = [vector[0] / length, vector[1] / length, vector[2] / length];
        return {
          curve: { kind: "line", origin: at(fixed, 0), direction },
          range: [range[0] * length, range[1] * length],
        };
      }
      const moved = transformCurve(
        translationPose([vector[0] * fixed, vector[1] * fixed, vector[2] * fixed]),
        piece.curve,
      );
      return { curve: moved, range: [parameterOn(piece, range[0]), parameterOn(piece, range[1])] };
    },
  };
}

/** Type 140: a direction at the surface's first corner says to which side the offset goes. */
function offset(file: IgesFile, fields: Fields, pose: Pose, depth: number): PlacedSurface {
  const base = placedSurface(file, fields.required(4), pose, depth + 1);
  const indicator = applyPoseDirection(pose, fields.vector(0));
  const { u, v } = base.bounds ?? { u: [0, 1] as const, v: [0, 1] as const };
  const normal = naturalNormal(base, u, v);
  const side = dot(normal, indicator) < 0 ? -1 : 1;
  const distance = side * fields.number(3);
  return {
    surface: { kind: "offset", base: base.surface, distance },
    at: (s, t) => addScaled(base.at(s, t), naturalNormal(base, [s, u[1]], [t, v[1]]), distance),
    ...(base.bounds && { bounds: base.bounds }),
  };
}

/** The unit normal that the standard's parameters give, dS/du x dS/dv, at the start of both ranges (a little inside of them). */
function naturalNormal(
  { at }: PlacedSurface,
  [u0, u1]: readonly [number, number],
  [v0, v1]: readonly [number, number],
  share = normalInsetShare,
): Vec3 {
  const [du, dv] = [(u1 - u0) * differenceShare, (v1 - v0) * differenceShare];
  const [u, v] = [u0 + (u1 - u0) * share, v0 + (v1 - v0) * share];
  const a = sub(at(u + du, v), at(u - du, v));
  const b = sub(at(u, v + dv), at(u, v - dv));
  const n: Vec3 = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const size = norm(n);
  return size > 0 ? [n[0] / size, n[1] / size, n[2] / size] : [0, 0, 1];
}

/** Whether the normal of the kernel's surface is that of the standard's parameters. */
export function agreesWithSurface(placed: PlacedSurface): boolean {
  const { bounds, surface } = placed;
  // Surfaces without ranges of their own are those whose normal the standard states as the kernel has it.
  if (!bounds || surface.kind === "bspline") return true;
  const share = 0.37;
  const stated = naturalNormal(placed, bounds.u, bounds.v, share);
  const { u, v } = bounds;
  const point = placed.at(u[0] + (u[1] - u[0]) * share, v[0] + (v[1] - v[0]) * share);
  const { u: s, v: t } = projectToSurface(surface, point);
  const own = surfaceNormal(surface, s, t);
  return dot(own, stated) >= 0;
}

/** The axis where none is pointed to. */
const alongZ: Vec3 = [0, 0, 1];

/** Types 190 to 198: location, axis, sizes and, in form 1, a reference direction, by pointers. */
function analytic(file: IgesFile, fields: Fields): Surface {
  const point = (place: number): Vec3 => {
    const target = fields.required(place);
    if (target.type !== 116) throw entityError("syntax", fields.entity, `its location is of type ${target.type}`);
    return applyPose(poseOf(file, target), fieldsOf(file, target).vector(0));
  };
  const direction = (place: number): Vec3 | undefined => {
    const target = fields.pointer(place);
    if (target === undefined) return undefined;
    if (target.type !== 123) throw entityError("syntax", fields.entity, `its direction is of type ${target.type}`);
    const value = applyPoseDirection(poseOf(file, target), fieldsOf(file, target).vector(0));
    if (!(norm(value) > 0)) throw entityError("bad_geometry", fields.entity, "a direction without length");
    return value;
  };
  const frame = (axisPlace: number, referencePlace: number) =>
    frameFromZ(
      point(0),
      direction(axisPlace) ?? alongZ,
      fields.entity.form === 1 ? direction(referencePlace) : undefined,
    );
  const size = (place: number): number => {
    const value = fields.number(place);
    if (!(value > 0)) throw entityError("bad_geometry", fields.entity, `a size of ${value}`);
    return value;
  };
  switch (fields.entity.type) {
    case 190:
      return { kind: "plane", frame: frame(1, 2) };
    case 192:
      return { kind: "cylinder", frame: frame(1, 3), radius: size(2) };
    case 194: {
      const angle = (fields.number(3) * Math.PI) / 180;
      if (!(angle > 0 && angle < Math.PI / 2))
        throw entityError("bad_geometry", fields.entity, "an angle beyond 90 degrees");
      return { kind: "cone", frame: frame(1, 4), radius: fields.number(2), semiAngle: angle };
    }
    case 196:
      return { kind: "sphere", frame: frame(2, 3), radius: size(1) };
    default:
      return { kind: "torus", frame: frame(1, 4), majorRadius: size(2), minorRadius: size(3) };
  }
}
