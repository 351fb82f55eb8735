/** Placements and transformation operators as matrices: rows of 4, [r00,r01,r02,tx, r10,...], p' = R p + t. */

import type { Pose, Vec3 } from "@unbake/geometry";
import { addScaled, cross, dot, identityPose, norm } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { parallelSine } from "../tolerances.js";
import { describeInstance, isOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asNumber, asNumbers, asRef, isComplex, type Value } from "./values.js";

/** A matrix that may also mirror and scale all lengths alike. */
export type Similarity = Pose;

/** The point or direction that instance `index` is; undefined when it is none. */
export function vectorOf(file: Part21, index: number | undefined): Vec3 | undefined {
  if (index === undefined || index < 0) return undefined;
  const values = asNumbers(argumentsOf(file, index)?.[1]);
  // In the plane there are two.
  const [x, y, z = 0] = values;
  if (x === undefined || y === undefined || values.some((value) => Number.isNaN(value))) return undefined;
  return [x, y, z];
}

/**
 * AXIS2_PLACEMENT_3D or CARTESIAN_TRANSFORMATION_OPERATOR_3D as a matrix, its origin times `unitMm`.
 * @throws unsupported_content naming an instance that is neither, or whose axes say nothing: a placement is never left out.
 */
export function placementOf(file: Part21, index: number | undefined, unitMm: number): Similarity {
  if (index === undefined) {
    throw new UnbakeError("unsupported_content", "a shape is placed by nothing that is in the file");
  }
  if (isOf(file, index, "AXIS2_PLACEMENT_3D")) return axisPlacement(file, index, unitMm);
  if (isOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR_3D")) return operator(file, index, unitMm);
  throw new UnbakeError(
    "unsupported_content",
    `a shape is placed by ${describeInstance(file, index)}, which is no placement in space`,
  );
}

/** The frame of a curve or a surface in the unit of the file; undefined when it is not understood: the kernel then has its own view of it. */
export function frameOf(file: Part21, index: number | undefined): Pose | undefined {
  try {
    return placementOf(file, index, 1);
  } catch (error) {
    if (error instanceof UnbakeError) return undefined;
    throw error;
  }
}

/** Is the instance an operator, which may mirror and scale? */
export function isOperator(file: Part21, index: number | undefined): boolean {
  return isOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR_3D");
}

// What the standard takes where a direction is not given.
const alongX: Vec3 = [1, 0, 0];
const alongY: Vec3 = [0, 1, 0];
const alongZ: Vec3 = [0, 0, 1];

/** ISO 10303-42, 4.4.18: location, axis (z) and reference direction (x), both with defaults. */
function axisPlacement(file: Part21, index: number, unitMm: number): Pose {
  const args = argumentsOf(file, index, "AXIS2_PLACEMENT_3D") ?? [];
  const complex = isComplex(file, index);
  // As a part of a complex instance it has its own two attributes only.
  const [axis, reference] = complex ? args : args.slice(2);
  const origin = vectorOf(file, asRef(file, complex ? argumentsOf(file, index, "PLACEMENT")?.[0] : args[1]));
  if (origin === undefined) throw unclear(file, index, "it has no location");
  const z = direction(file, index, axis) ?? alongZ;
  const given = direction(file, index, reference);
  const x = given === undefined ? (perpendicular(alongX, z) ?? perpendicular(alongZ, z)) : perpendicular(given, z);
  if (x === undefined) throw unclear(file, index, "its two directions are parallel");
  return matrix(x, cross(z, x), z, origin, unitMm, 1);
}

/**
 * ISO 10303-42, 4.4.24 and base_axis: axis 1 (x), axis 2 (y), origin, scale, axis 3 (z). How many names stand in front of them differs between
 * editions and writers, so the attributes are counted from the origin, the only point among them.
 */
function operator(file: Part21, index: number, unitMm: number): Similarity {
  const args = operatorArguments(file, index);
  const place = args.findIndex((value) => isPoint(file, value));
  const origin = vectorOf(file, asRef(file, args[place]));
  if (place < 2 || origin === undefined) throw unclear(file, index, "it has no local origin behind two axes");
  const [given, third] = [args[place + 1] ?? null, args[place + 2] ?? null];
  const scale = given === null ? 1 : asNumber(given);
  if (scale === undefined || !(scale > 0 && Number.isFinite(scale)))
    throw unclear(file, index, "its scale is not positive");
  const x = direction(file, index, args[place - 2]);
  const y = direction(file, index, args[place - 1]);
  const z = direction(file, index, third);
  const axes = baseAxes(x, y, z);
  if (axes === undefined) throw unclear(file, index, "its axes are parallel");
  return matrix(...axes, origin, unitMm, scale);
}

function operatorArguments(file: Part21, index: number): readonly Value[] {
  const own = argumentsOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR_3D") ?? [];
  // As parts of a complex instance the two supertypes have their attributes each.
  return isComplex(file, index)
    ? [...(argumentsOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR") ?? []), ...own]
    : own;
}

/** The function base_axis of ISO 10303-42 in three dimensions: z first, x square to it, y square to both on the side that is given. */
function baseAxes(x: Vec3 | undefined, y: Vec3 | undefined, z: Vec3 | undefined): [Vec3, Vec3, Vec3] | undefined {
  if (z === undefined && x !== undefined && y !== undefined) {
    // The standard's default is (0,0,1). Where it makes no axes of the two that are given, their own normal is meant.
    const flat = Math.abs(x[2]) < parallelSine && Math.abs(y[2]) < parallelSine;
    const normal = unit(cross(x, y));
    if (!flat) return normal === undefined ? undefined : [x, perpendicular(y, x) ?? cross(normal, x), normal];
  }
  const d3 = z ?? alongZ;
  const d1 = x === undefined ? (perpendicular(alongX, d3) ?? perpendicular(alongY, d3)) : perpendicular(x, d3);
  if (d1 === undefined) return undefined;
  const right = cross(d3, d1);
  if (y === undefined) return [d1, right, d3];
  const side = dot(y, right);
  if (Math.abs(side) < parallelSine) return undefined;
  return [d1, side < 0 ? [-right[0], -right[1], -right[2]] : right, d3];
}

function isPoint(file: Part21, value: Value): boolean {
  const ref = asRef(file, value);
  return isOf(file, ref, "CARTESIAN_POINT");
}

/** The unit vector of a DIRECTION; undefined for none ($). @throws unsupported_content for one without a length, or what is none. */
function direction(file: Part21, owner: number, value: Value | undefined): Vec3 | undefined {
  const ref = asRef(file, value);
  if (ref === undefined) return undefined;
  const given = vectorOf(file, ref);
  const vector = given && unit(given);
  if (vector === undefined) throw unclear(file, owner, `${describeInstance(file, ref)} is no direction`);
  return vector;
}

function unclear(file: Part21, index: number, why: string): UnbakeError {
  return new UnbakeError(
    "unsupported_content",
    `a placement that is not understood: ${describeInstance(file, index)}, ${why}`,
  );
}

function matrix(x: Vec3, y: Vec3, z: Vec3, origin: Vec3, unitMm: number, s: number): Similarity {
  const o: Vec3 = [origin[0] * unitMm, origin[1] * unitMm, origin[2] * unitMm];
  return [x[0] * s, y[0] * s, z[0] * s, o[0], x[1] * s, y[1] * s, z[1] * s, o[1], x[2] * s, y[2] * s, z[2] * s, o[2]];
}

const perpendicular = (a: Vec3, z: Vec3): Vec3 | undefined => unit(addScaled(a, z, -dot(a, z)));

function unit(a: Vec3): Vec3 | undefined {
  const length = norm(a);
  return length < parallelSine ? undefined : [a[0] / length, a[1] / length, a[2] / length];
}

/** The factor by which a similarity grows lengths. */
export const similarityScale = (m: Similarity): number => Math.hypot(m[0], m[4], m[8]);

/** The inverse of a rigid, mirrored or evenly scaled matrix. */
export function invertSimilarity(m: Similarity): Similarity {
  const s2 = m[0] * m[0] + m[4] * m[4] + m[8] * m[8];
  const column = (i: 0 | 1 | 2): Vec3 => [m[i] / s2, at(m, i + 4) / s2, at(m, i + 8) / s2];
  const t: Vec3 = [m[3], m[7], m[11]];
  const [a, b, c] = [column(0), column(1), column(2)];
  return [a[0], a[1], a[2], -dot(a, t), b[0], b[1], b[2], -dot(b, t), c[0], c[1], c[2], -dot(c, t)];
}

/** Is it the identity, but for rounding? */
export function isIdentity(m: Similarity): boolean {
  return m.every((value, i) => Math.abs(value - at(identityPose, i)) < parallelSine);
}
