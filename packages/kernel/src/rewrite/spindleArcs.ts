/**
 * Arcs that sweep a spindle torus (one whose tube reaches over its axis) when a profile is turned, as rational splines.
 * OpenCASCADE's intersections of the surface of revolution of such a *circle* miss whole curves; those of the same surface
 * with a spline for its meridian do not.
 */

import type { BSplineCurve, Curve, Vec3 } from "@unbake/geometry";
import { cross, dot, norm, sub } from "@unbake/geometry";
import type { Shape } from "../api.js";
import { curveText } from "../brep/write.js";
import { readBrep, writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { parallelSine, spindleShare, wholeSlack } from "../tolerances.js";
import { readBrepText } from "./records.js";

type Circle = Extract<Curve, { kind: "circle" }>;

/** The profile with such arcs written as splines, numbered as before; undefined when there are none. */
export function withoutSpindleArcs(context: Context, profile: Shape, origin: Vec3, direction: Vec3): Shape | undefined {
  const text = writeBrep(context, profile);
  const { curves, records, locations } = readBrepText(text);
  const ranges = new Map<number, [number, number]>();
  for (const { type, body } of records) {
    if (type !== "Ed") continue;
    for (const line of body) {
      const [kind, curve, location, from, to] = line.trim().split(/ +/).map(Number);
      if (kind !== 1 || curve === undefined || location === undefined || from === undefined || to === undefined)
        continue;
      // A curve in another place than it is written, or of two edges, is left as it is.
      if (!locations.at(location).identity || ranges.has(curve)) return undefined;
      ranges.set(curve, [from, to]);
    }
  }
  let found = false;
  const written = curves.map((curve, i) => {
    const range = ranges.get(i + 1);
    if (!range || !isSpindle(curve, origin, direction)) return curve;
    found = true;
    return arcSpline(curve, ...range);
  });
  if (!found) return undefined;
  const [start, end] = [text.indexOf("\nCurves "), text.indexOf("\nPolygon3D ")];
  return readBrep(
    context,
    `${text.slice(0, start)}\nCurves ${written.length}\n${written.map(curveText).join("\n")}${text.slice(end)}`,
  );
}

/** The circle lies in a plane through the axis, which passes through it beside its centre. */
function isSpindle(curve: Curve, origin: Vec3, direction: Vec3): curve is Circle {
  if (curve.kind !== "circle") return false;
  const { frame, radius } = curve;
  const toCenter = sub(frame.origin, origin);
  const length = norm(direction);
  const away = norm(cross(toCenter, direction)) / length;
  const slack = spindleShare * radius;
  const inPlane =
    Math.abs(dot(frame.z, direction)) <= parallelSine * length && Math.abs(dot(frame.z, toCenter)) <= slack;
  return inPlane && away > slack && away < radius - slack;
}

/** The arc as a rational quadratic spline over the same range, a span for each quarter (Piegl and Tiller, The NURBS Book, 7.3). */
export function arcSpline({ frame, radius }: Circle, from: number, to: number): BSplineCurve {
  const spans = Math.max(1, Math.ceil((to - from) / (Math.PI / 2) - wholeSlack));
  const step = (to - from) / spans;
  const at = (angle: number, reach: number): Vec3 => {
    const [c, s] = [reach * Math.cos(angle), reach * Math.sin(angle)];
    const on = (i: 0 | 1 | 2): number => frame.origin[i] + c * frame.x[i] + s * frame.y[i];
    return [on(0), on(1), on(2)];
  };
  const middleWeight = Math.cos(step / 2);
  const poles: Vec3[] = [at(from, radius)];
  const weights = [1];
  for (let i = 0; i < spans; i++) {
    poles.push(at(from + (i + 0.5) * step, radius / middleWeight), at(from + (i + 1) * step, radius));
    weights.push(middleWeight, 1);
  }
  return {
    kind: "bspline",
    degree: 2,
    poles,
    weights,
    knots: Array.from({ length: spans + 1 }, (_, i) => (i === spans ? to : from + i * step)),
    multiplicities: Array.from({ length: spans + 1 }, (_, i) => (i === 0 || i === spans ? 3 : 2)),
    periodic: false,
  };
}
