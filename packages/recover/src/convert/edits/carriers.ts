/** The surfaces of a program's faces by the statement that made them, and which of them are elsewhere after an edit. */
import type { ExecutedBody } from "@unbake/engine";
import { dot, type Frame, mul, type Surface, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { leadComponent, stillMm } from "../../tolerances.js";

export interface Carrier {
  /** Of the statement that made the face; 0 where that is unknown. */
  readonly line: number;
  readonly kind: Surface["kind"];
  /** Numbers that are equal for equal surfaces, mm and parts of unit vectors. */
  readonly numbers: readonly number[];
}

/** Planes, cylinders, cones, spheres and tori; splines are left out, because they have no form that could be compared. */
export const carriersOf = (kernel: Kernel, bodies: readonly ExecutedBody[]): readonly Carrier[] =>
  bodies.flatMap(({ shape, faceLines }) =>
    kernel.topology(shape).faces.flatMap(({ id, surface }) => {
      const numbers = numbersOf(surface);
      return numbers ? [{ line: faceLines ? at(faceLines, id) : 0, kind: surface.kind, numbers }] : [];
    }),
  );

/** Those of `after` that no surface of `before` of the same line is in the place of. */
export const moved = (before: readonly Carrier[], after: readonly Carrier[]): readonly Carrier[] =>
  after.filter((one) => !before.some((other) => isSame(one, other)));

const isSame = (a: Carrier, b: Carrier): boolean =>
  a.line === b.line && a.kind === b.kind && a.numbers.every((n, i) => Math.abs(n - at(b.numbers, i)) < stillMm);

function numbersOf(surface: Surface): readonly number[] | undefined {
  switch (surface.kind) {
    case "plane": {
      const z = upright(surface.frame.z);
      return [...z, dot(z, surface.frame.origin)];
    }
    case "cylinder":
      return [...axisOf(surface.frame), surface.radius];
    case "cone": {
      // The apex, whatever the place that the radius is told for.
      const { frame, radius, semiAngle } = surface;
      const apex = sub(frame.origin, mul(frame.z, radius / Math.tan(semiAngle)));
      return [...apex, ...upright(frame.z), Math.abs(semiAngle)];
    }
    case "sphere":
      return [...surface.frame.origin, surface.radius];
    case "torus":
      return [...surface.frame.origin, ...upright(surface.frame.z), surface.majorRadius, surface.minorRadius];
    default:
      return undefined;
  }
}

/** Where an axis passes the origin, and its direction. */
const axisOf = ({ origin, z }: Frame): readonly number[] => [...sub(origin, mul(z, dot(origin, z))), ...upright(z)];

/** The direction or its opposite, whichever has its first large component positive. */
function upright(v: Vec3): Vec3 {
  const lead = v.find((c) => Math.abs(c) > leadComponent);
  return lead !== undefined && lead < 0 ? mul(v, -1) : v;
}
