/** The curve in which a plane cuts an extrusion or a revolution of a spline: across it, along it, through its axis. */
import {
  addScaled,
  type BSplineCurve,
  cross,
  curveTangent,
  distance3,
  dot,
  type Frame,
  mul,
  norm,
  projectToSurface,
  sub,
  surfaceNormal,
  toLocal,
  toLocalDirection,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { closedCurveMm, inPlaneMm } from "../../tolerances.js";
import type { SweptSurface } from "../graph/swept.js";
import { knotRange } from "../profile/bspline.js";
import { intoPlane } from "../profile/fromFace.js";
import { type Branch, circleAt, lineAt, type Way, wayAt } from "./way.js";

/** The branch through a point of the section; undefined for cuts that are no line, circle or spline of the surface. */
export function sweptBranch(
  surface: SweptSurface,
  sameSense: boolean,
  point: Vec3,
  frame: Frame,
  sine: number,
): Branch | undefined {
  const { u, v } = projectToSurface(surface, point);
  const way = wayAt(surfaceNormal(surface, u, v), sameSense, point, frame);
  if (!way) return undefined;
  const direction = unit(surface.direction);
  const upright = norm(cross(direction, frame.z)) < sine;
  const inPlane = Math.abs(dot(direction, frame.z)) < sine;
  const { curve } = surface;
  if (surface.kind === "extrusion") {
    if (inPlane) return lineAt(way);
    return upright && curve.kind === "bspline" ? splineAt(way, curve, u, frame) : undefined;
  }
  const center = toLocal(frame, surface.origin);
  if (upright) return circleAt(way, [center[0], center[1]]);
  const throughAxis = Math.abs(center[2]) < inPlaneMm;
  const meridian = inPlane && throughAxis && curve.kind === "bspline" ? meridianAt(surface, curve, point) : undefined;
  return meridian && splineAt(way, meridian, v, frame);
}

function splineAt(way: Way, curve: BSplineCurve, parameter: number, frame: Frame): Branch {
  const tangent = toLocalDirection(frame, curveTangent(curve, parameter));
  const reversed = tangent[0] * way.along[0] + tangent[1] * way.along[1] < 0;
  const own = intoPlane(curve, frame, reversed);
  const [first, last] = knotRange(own.knots);
  const [start, end] = [own.poles[0], own.poles[own.poles.length - 1]];
  return {
    kind: "spline",
    curve: own,
    at: reversed ? first + last - parameter : parameter,
    closed: own.periodic || (start !== undefined && end !== undefined && distance3(start, end) < closedCurveMm),
  };
}

/** The generatrix turned to where the point is; undefined when it does not lie in a plane through the axis. */
function meridianAt(
  { origin, direction }: SweptSurface & { readonly kind: "revolution" },
  curve: BSplineCurve,
  point: Vec3,
): BSplineCurve | undefined {
  const axis = unit(direction);
  const radial = (p: Vec3): Vec3 => {
    const d = sub(p, origin);
    return addScaled(d, axis, -dot(d, axis));
  };
  const widest = curve.poles.reduce<Vec3>((best, p) => (norm(radial(p)) > norm(best) ? radial(p) : best), [0, 0, 0]);
  const here = radial(point);
  if (!(norm(widest) > 0) || !(norm(here) > 0)) return undefined;
  const [own, other] = [unit(widest), unit(here)];
  const poles: Vec3[] = [];
  for (const pole of curve.poles) {
    const out = radial(pole);
    const reach = dot(out, own);
    if (norm(addScaled(out, own, -reach)) > inPlaneMm) return undefined;
    poles.push(addScaled(sub(pole, out), mul(other, reach), 1));
  }
  return { ...curve, poles };
}
