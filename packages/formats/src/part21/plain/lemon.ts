/**
 * Faces on the inner part of a torus whose tube reaches over its axis (the lemon; the outer part is the apple). OpenCASCADE's distances and
 * intersections know the apple only; as a surface of revolution of the arc that lies beyond the axis, the lemon is as good as any.
 */

import type { Vec3 } from "@unbake/geometry";
import { addScaled, dot, norm, sub } from "@unbake/geometry";
import { frameOf } from "../affine.js";
import { real } from "../kernelText.js";
import { loneEdge } from "../loneEdge.js";
import { isOf } from "../query.js";
import { eachEdgeUse, faceSurface } from "../shells.js";
import { argumentsOf, asEnum, asNumber, asRef } from "../values.js";
import type { PlainFace } from "./types.js";
import { directionText, pointText, replaceSurface } from "./write.js";

export function lemon(plain: PlainFace): boolean {
  const { file, face, role, changes } = plain;
  const surface = faceSurface(file, face, role);
  if (surface < 0 || !(isOf(file, surface, "TOROIDAL_SURFACE") || isOf(file, surface, "DEGENERATE_TOROIDAL_SURFACE"))) {
    return false;
  }
  const degenerate = isOf(file, surface, "DEGENERATE_TOROIDAL_SURFACE");
  const args = argumentsOf(file, surface, degenerate ? "DEGENERATE_TOROIDAL_SURFACE" : "TOROIDAL_SURFACE") ?? [];
  const [position, majorValue, minorValue, outer] = args.slice(1);
  const [major, minor] = [asNumber(majorValue), asNumber(minorValue)];
  if (major === undefined || minor === undefined || !(major > 0 && minor > major)) return false;
  const frame = frameOf(file, asRef(file, position));
  if (frame === undefined) return false;
  const torus = {
    origin: [frame[3], frame[7], frame[11]] as Vec3,
    axis: [frame[2], frame[6], frame[10]] as Vec3,
    major,
    minor,
  };
  if (degenerate ? asEnum(outer) !== "F" : !isOnLemon(plain, torus)) return false;
  const x: Vec3 = [frame[0], frame[4], frame[8]];
  const axis = changes.add(
    `AXIS1_PLACEMENT('',${pointText(changes, torus.origin)},${directionText(changes, torus.axis)})`,
  );
  replaceSurface(plain, changes.add(`SURFACE_OF_REVOLUTION('',${meridian(plain, torus, x)},${axis})`));
  return true;
}

interface Torus {
  readonly origin: Vec3;
  readonly axis: Vec3;
  readonly major: number;
  readonly minor: number;
}

/** Both parts meet at the poles, where vertices are: the middles of the edges tell. */
function isOnLemon({ file, face, role }: PlainFace, { origin, axis, major, minor }: Torus): boolean {
  let votes = 0;
  const vote = (edge: number): void => {
    const { middle } = loneEdge(file, edge, role);
    if (middle === undefined) return;
    const d = sub(middle, origin);
    const height = dot(d, axis);
    const away = norm(addScaled(d, axis, -height));
    const distanceTo = (r: number): number => Math.abs(Math.hypot(r, height) - minor);
    votes += Math.sign(distanceTo(away - major) - distanceTo(away + major));
  };
  eachEdgeUse(file, face, role, vote, () => undefined);
  return votes > 0;
}

/** The arc of the tube beyond the axis, from pole to pole, as a rational quadratic spline (its half angle is less than a right one). */
function meridian({ changes }: PlainFace, { origin, axis, major, minor }: Torus, x: Vec3): string {
  const height = Math.sqrt(minor * minor - major * major);
  const weight = major / minor;
  const poles = [
    addScaled(origin, axis, -height),
    addScaled(origin, x, (minor * minor) / major - major),
    addScaled(origin, axis, height),
  ].map((pole) => pointText(changes, pole));
  return changes.add(
    `(BOUNDED_CURVE()B_SPLINE_CURVE(2,(${poles.join()}),.UNSPECIFIED.,.F.,.F.)B_SPLINE_CURVE_WITH_KNOTS((3,3),(0.,1.),.UNSPECIFIED.)CURVE()GEOMETRIC_REPRESENTATION_ITEM()RATIONAL_B_SPLINE_CURVE((1.,${real(weight)},1.))REPRESENTATION_ITEM(''))`,
  );
}
