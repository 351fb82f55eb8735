/**
 * Any surface as a spline with the same parameters, so that the curves drawn on it in parameters stay right.
 * Every elementary surface is a sum of products of a function of u, a function of v and a fixed vector; the spline of a
 * product over a grid is the product of the splines.
 */

import type { Frame, Vec3 } from "@unbake/geometry";
import {
  add,
  addScaled,
  cross,
  curveToSpline,
  dot,
  mul,
  type Pole,
  polePoint,
  poleWeight,
  type Spline,
  sub,
  trigonometricSpline,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { RawSurface } from "../brep/geometryText.js";

/** A patch [u0, u1] x [v0, v1] of parameters. */
export interface Patch {
  readonly u: readonly [number, number];
  readonly v: readonly [number, number];
}

/** poles[i][j], i along u; three coordinates, or four: weighted, and the weight. */
export interface SplinePatch {
  readonly u: Pick<Spline, "degree" | "flat">;
  readonly v: Pick<Spline, "degree" | "flat">;
  readonly poles: readonly (readonly Pole[])[];
}

/** The parameter itself as a spline of degree one. */
const linear = ([from, to]: readonly [number, number]): Spline => ({
  degree: 1,
  flat: [from, from, to, to],
  poles: [[from], [to]],
});

/** Good to 7e-9 of the radius along circles, exact elsewhere. Throws "kernel" for offset surfaces, which are no such sums. */
export function surfaceToSpline({ surface, flipped }: RawSurface, patch: Patch): SplinePatch {
  switch (surface.kind) {
    case "cylinder": {
      const frame = asWritten(surface.frame, flipped);
      return product(trigonometricSpline(...patch.u), linear(patch.v), (cos, sin, v) =>
        around(frame, surface.radius * cos, surface.radius * sin, v),
      );
    }
    case "cone": {
      const frame = asWritten(surface.frame, flipped);
      const angle = flipped ? -surface.semiAngle : surface.semiAngle;
      return product(trigonometricSpline(...patch.u), linear(patch.v), (cos, sin, v) => {
        const radius = surface.radius + v * Math.sin(angle);
        return around(frame, radius * cos, radius * sin, v * Math.cos(angle));
      });
    }
    case "sphere":
    case "torus": {
      const frame = asWritten(surface.frame, flipped);
      const [major, minor] =
        surface.kind === "sphere" ? [0, surface.radius] : [surface.majorRadius, surface.minorRadius];
      return product(trigonometricSpline(...patch.u), trigonometricSpline(...patch.v), (cos, sin, cosV, sinV) => {
        const radius = major + minor * cosV;
        return around(frame, radius * cos, radius * sin, minor * sinV);
      });
    }
    case "extrusion": {
      const along = curveToSpline(surface.curve, ...patch.u);
      const poles = along.poles.map((pole) =>
        patch.v.map((v) => moved(pole, (p) => addScaled(p, surface.direction, v))),
      );
      return { u: along, v: linear(patch.v), poles };
    }
    case "revolution": {
      const turn = trigonometricSpline(...patch.u);
      const profile = curveToSpline(surface.curve, ...patch.v);
      const { origin, direction } = surface;
      const poles = turn.poles.map(([cos = 1, sin = 0]) =>
        profile.poles.map((pole) =>
          moved(pole, (p) => {
            const fromOrigin = sub(p, origin);
            const axial = mul(direction, dot(fromOrigin, direction));
            const radial = sub(fromOrigin, axial);
            const side = cross(direction, radial);
            return add(add(origin, axial), addScaled(mul(radial, cos), side, sin));
          }),
        ),
      );
      return { u: turn, v: profile, poles };
    }
    default:
      throw new UnbakeError("kernel", `a surface of kind ${surface.kind} cannot be scaled unevenly`);
  }
}

/** The frame as the file has it: reading makes left-handed ones right-handed, which turns z and with it v round. */
const asWritten = (frame: Frame, flipped: boolean): Frame => (flipped ? { ...frame, z: mul(frame.z, -1) } : frame);

const around = ({ origin, x, y, z }: Frame, a: number, b: number, c: number): Vec3 =>
  addScaled(addScaled(addScaled(origin, x, a), y, b), z, c);

function product(u: Spline, v: Spline, at: (u0: number, u1: number, v0: number, v1: number) => Vec3): SplinePatch {
  const poles = u.poles.map(([u0 = 0, u1 = 0]) => v.poles.map(([v0 = 0, v1 = 0]) => at(u0, u1, v0, v1)));
  return { u, v, poles };
}

function moved(pole: Pole, move: (p: Vec3) => Vec3): Pole {
  const w = poleWeight(pole);
  const p = move(polePoint(pole));
  return pole.length === 4 ? [p[0] * w, p[1] * w, p[2] * w, w] : p;
}
