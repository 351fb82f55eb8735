/** Curves and surfaces of a file as plain geometry, in millimetres and radians: those that have a closed form, and splines. */

import type { Curve, Frame, Surface, Vec3 } from "@unbake/geometry";
import { cross, norm } from "@unbake/geometry";
import { frameOf, vectorOf } from "./affine.js";
import { isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import type { ContextUnits } from "./units.js";
import { argumentsOf, asEnum, asList, asNumber, asNumbers, asRef, isComplex, type Value } from "./values.js";

type Units = Pick<ContextUnits, "lengthMm" | "angleRad">;

/** A plane, cylinder, cone, sphere or torus; undefined for any other surface. */
export function surfaceOf(file: Part21, index: number | undefined, units: Units): Surface | undefined {
  if (index === undefined) return undefined;
  const of = (type: string): readonly Value[] | undefined =>
    isOf(file, index, type) && !isComplex(file, index) ? argumentsOf(file, index)?.slice(1) : undefined;
  const kinds = ["PLANE", "CYLINDRICAL_SURFACE", "CONICAL_SURFACE", "SPHERICAL_SURFACE", "TOROIDAL_SURFACE"] as const;
  for (const kind of kinds) {
    const args = of(kind);
    const frame = args === undefined ? undefined : mmFrame(file, args[0], units);
    if (args === undefined || frame === undefined) continue;
    const [a, b] = args.slice(1).map(asNumber);
    const mm = (value: number | undefined): number => orNaN(value) * units.lengthMm;
    switch (kind) {
      case "PLANE":
        return { kind: "plane", frame };
      case "CYLINDRICAL_SURFACE":
        return positive(mm(a)) ? { kind: "cylinder", frame, radius: mm(a) } : undefined;
      case "CONICAL_SURFACE":
        return Number.isFinite(mm(a)) && positive(b)
          ? { kind: "cone", frame, radius: mm(a), semiAngle: b * units.angleRad }
          : undefined;
      case "SPHERICAL_SURFACE":
        return positive(mm(a)) ? { kind: "sphere", frame, radius: mm(a) } : undefined;
      case "TOROIDAL_SURFACE":
        return positive(mm(a)) && positive(mm(b))
          ? { kind: "torus", frame, majorRadius: mm(a), minorRadius: mm(b) }
          : undefined;
    }
  }
  return undefined;
}

/** Sizes that are not there are not positive either. */
const orNaN = (value: number | undefined): number => value ?? Number.NaN; // default: the check of the size refuses it

const positive = (value: number | undefined): value is number => value !== undefined && value > 0;

/** A line, circle, ellipse or spline, surface curves looked through; undefined for any other curve. */
export function curveOf(file: Part21, index: number | undefined, units: Units): Curve | undefined {
  if (index === undefined) return undefined;
  if (["SURFACE_CURVE", "SEAM_CURVE", "INTERSECTION_CURVE"].some((type) => isOf(file, index, type))) {
    return curveOf(file, asRef(file, argumentsOf(file, index, "SURFACE_CURVE")?.[1]), units);
  }
  if (isOf(file, index, "B_SPLINE_CURVE_WITH_KNOTS")) return splineOf(file, index, units);
  const args = argumentsOf(file, index) ?? [];
  if (isOf(file, index, "LINE")) {
    const origin = mmPoint(file, asRef(file, args[1]), units);
    const along = refsOf(file, asRef(file, args[2])).find((ref) => isOf(file, ref, "DIRECTION"));
    const d = vectorOf(file, along);
    const length = d === undefined ? 0 : norm(d);
    if (origin === undefined || d === undefined || length === 0) return undefined;
    return { kind: "line", origin, direction: [d[0] / length, d[1] / length, d[2] / length] };
  }
  const frame = mmFrame(file, args[1], units);
  const [a, b] = args.slice(2).map((value) => orNaN(asNumber(value)) * units.lengthMm);
  if (frame === undefined || !positive(a)) return undefined;
  if (isOf(file, index, "CIRCLE")) return { kind: "circle", frame, radius: a };
  return isOf(file, index, "ELLIPSE") && positive(b)
    ? { kind: "ellipse", frame, majorRadius: a, minorRadius: b }
    : undefined;
}

function splineOf(file: Part21, index: number, units: Units): Curve | undefined {
  const complex = isComplex(file, index);
  const all = argumentsOf(file, index, "B_SPLINE_CURVE_WITH_KNOTS") ?? [];
  const base = complex ? (argumentsOf(file, index, "B_SPLINE_CURVE") ?? []) : all.slice(1, 6);
  const own = complex ? all : all.slice(6);
  const degree = asNumber(base[0]);
  const poles = asList(base[1]).map((value) => mmPoint(file, asRef(file, value), units));
  const [multiplicities, knots] = [asNumbers(own[0]), asNumbers(own[1])];
  const weights = isOf(file, index, "RATIONAL_B_SPLINE_CURVE")
    ? asNumbers(argumentsOf(file, index, "RATIONAL_B_SPLINE_CURVE")?.[0])
    : undefined;
  const known = poles.filter((pole) => pole !== undefined);
  const count = multiplicities.reduce((sum, m) => sum + m, 0);
  // Periodic forms and texts that do not add up are left to the kernel.
  if (degree === undefined || known.length !== poles.length || count !== poles.length + degree + 1) return undefined;
  if (weights !== undefined && weights.length !== poles.length) return undefined;
  if (asEnum(base[3]) === "T" && multiplicities[0] !== degree + 1) return undefined;
  return { kind: "bspline", degree, poles: known, ...(weights && { weights }), knots, multiplicities, periodic: false };
}

function mmPoint(file: Part21, index: number | undefined, { lengthMm }: Units): Vec3 | undefined {
  const point = vectorOf(file, index);
  return point === undefined ? undefined : [point[0] * lengthMm, point[1] * lengthMm, point[2] * lengthMm];
}

function mmFrame(file: Part21, placement: Value | undefined, { lengthMm }: Units): Frame | undefined {
  const m = frameOf(file, asRef(file, placement));
  if (m === undefined) return undefined;
  const [x, z]: [Vec3, Vec3] = [
    [m[0], m[4], m[8]],
    [m[2], m[6], m[10]],
  ];
  return { origin: [m[3] * lengthMm, m[7] * lengthMm, m[11] * lengthMm], x, y: cross(z, x), z };
}
