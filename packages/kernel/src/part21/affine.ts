/** Placements as matrices: rows of 4, [r00,r01,r02,tx, r10,...], p' = R p + t. */
import { addScaled, cross, dot, identityPose, norm } from "../geometry/vec3.js";
import type { Pose, Vec3 } from "../types.js";
import { typeOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asNumber, asNumbers, asRef, type Value } from "./values.js";

/** The point or direction that instance `index` is; undefined when it is none. */
export function vectorOf(file: Part21, index: number): Vec3 | undefined {
  if (index < 0) return undefined;
  const values = asNumbers(argumentsOf(file, index)?.[1]);
  if (values.length < 2 || values.some((value) => Number.isNaN(value))) return undefined;
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}

/** AXIS2_PLACEMENT_3D or CARTESIAN_TRANSFORMATION_OPERATOR_3D as a matrix, its origin times `unitMm`; identity for anything else. */
export function placementOf(file: Part21, index: number, unitMm: number): Pose {
  if (index < 0) return identityPose;
  const type = typeOf(file, index);
  const args = argumentsOf(file, index) ?? [];
  if (type === "AXIS2_PLACEMENT_3D") {
    const origin = vectorOf(file, asRef(file, args[1])) ?? [0, 0, 0];
    return fromAxes(origin, axis(file, args[2]), axis(file, args[3]), undefined, unitMm, 1);
  }
  if (type.includes("CARTESIAN_TRANSFORMATION_OPERATOR_3D")) {
    // Names and descriptions come first, and their number differs between editions.
    const operator = operatorArguments(file, index, args);
    const origin = vectorOf(file, asRef(file, operator[2])) ?? [0, 0, 0];
    const scale = asNumber(operator[3]) ?? 1;
    const x = axis(file, operator[0]);
    const z = axis(file, operator[4]);
    return fromAxes(origin, z, x, axis(file, operator[1]), unitMm, scale);
  }
  return identityPose;
}

function operatorArguments(file: Part21, index: number, args: readonly Value[]): readonly Value[] {
  if (!typeOf(file, index).includes("+")) return args.filter((value) => !isText(value));
  const general = argumentsOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR") ?? [];
  const third = argumentsOf(file, index, "CARTESIAN_TRANSFORMATION_OPERATOR_3D") ?? [];
  return [...general, ...third];
}

function isText(value: Value): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "text";
}

function axis(file: Part21, value: Value | undefined): Vec3 | undefined {
  return vectorOf(file, asRef(file, value));
}

function fromAxes(
  origin: Vec3,
  zGiven: Vec3 | undefined,
  xGiven: Vec3 | undefined,
  yGiven: Vec3 | undefined,
  unitMm: number,
  scale: number,
): Pose {
  const z = unit(zGiven ?? (xGiven && yGiven ? cross(xGiven, yGiven) : [0, 0, 1])) ?? [0, 0, 1];
  const wanted = xGiven ?? [1, 0, 0];
  const x = unit(reject(wanted, z)) ?? unit(reject([1, 0, 0], z)) ?? unit(reject([0, 1, 0], z)) ?? [1, 0, 0];
  const right = cross(z, x);
  // An operator with a y axis against the right hand mirrors.
  const flip = yGiven !== undefined && dot(yGiven, right) < 0 ? -1 : 1;
  const y: Vec3 = [right[0] * flip, right[1] * flip, right[2] * flip];
  const o: Vec3 = [origin[0] * unitMm, origin[1] * unitMm, origin[2] * unitMm];
  const s = scale;
  return [x[0] * s, y[0] * s, z[0] * s, o[0], x[1] * s, y[1] * s, z[1] * s, o[1], x[2] * s, y[2] * s, z[2] * s, o[2]];
}

const reject = (a: Vec3, z: Vec3): Vec3 => addScaled(a, z, -dot(a, z));
function unit(a: Vec3): Vec3 | undefined {
  const length = norm(a);
  // Parallel axes leave nothing but rounding.
  return length < 1e-9 ? undefined : [a[0] / length, a[1] / length, a[2] / length];
}
