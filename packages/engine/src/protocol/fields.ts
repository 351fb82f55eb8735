/** Reads the plain values that commands carry: angles in either unit, points, sums of both ways. */
import type { Angle, Point3d } from "@kittycad/lib";
import { unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";

export const radians = (angle: Angle): number =>
  angle.unit === "degrees" ? degreesToRadians(angle.value) : angle.value;

/** Exact at the quarter turns, where a rounding error would tilt planes. */
const degreesToRadians = (degrees: number): number => (degrees / 180) * Math.PI;

/** The unit vector along a direction that a program gives; `what` says whose it is where it is none. */
export function unitOf(direction: Vec3, what: string): Vec3 {
  if (!(Math.hypot(...direction) > 0)) throw new UnbakeError("kcl_execution", `${what} is a zero vector`);
  return unit(direction);
}

export const vec3 = (p: Point3d): Vec3 => [p.x, p.y, p.z];

/** "None", "Symmetric" or {Other: value}: how far an operation also goes the other way. */
export type Opposite<T> = "None" | "Symmetric" | { readonly Other: T };

export function oppositeOf<T>(value: unknown): Opposite<T> {
  if (value === undefined || value === null || value === "None") return "None";
  if (value === "Symmetric") return "Symmetric";
  if (typeof value === "object" && "Other" in value) return value as Opposite<T>;
  throw new RangeError(`an opposite of ${JSON.stringify(value)} is not known`);
}
