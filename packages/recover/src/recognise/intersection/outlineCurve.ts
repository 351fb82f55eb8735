/** What a wall leaves of itself in the plane that it stands on: the curves that the outline of a shadow runs along. */
import {
  type BSplineCurve,
  distance2,
  evaluateCurve,
  type Frame,
  projectToCurve,
  toLocal,
  toLocalDirection,
  type Vec2,
} from "@unbake/geometry";
import { roleAlong } from "../../analysis/graph/directions.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { knotRange } from "../../analysis/profile/bspline.js";
import { intoPlane } from "../../analysis/profile/fromFace.js";
import { closedCurveMm } from "../../tolerances.js";

export type OutlineCurve =
  | { readonly kind: "line"; readonly point: Vec2; readonly direction: Vec2 }
  | { readonly kind: "circle"; readonly center: Vec2; readonly radius: number }
  | { readonly kind: "spline"; readonly curve: BSplineCurve };

/** The curve of a face that stands upright on the frame's plane; undefined for any other face. */
export function outlineCurve(face: SolidGraph["faces"][number], frame: Frame, sine: number): OutlineCurve | undefined {
  if (roleAlong(face, frame.z, sine) !== "wall") return undefined;
  const { surface } = face;
  if (surface.kind === "plane") {
    const [x, y] = toLocal(frame, surface.frame.origin);
    const [nx, ny] = toLocalDirection(frame, surface.frame.z);
    const length = Math.hypot(nx, ny);
    return { kind: "line", point: [x, y], direction: [-ny / length, nx / length] };
  }
  if (surface.kind === "cylinder") {
    const [x, y] = toLocal(frame, surface.frame.origin);
    return { kind: "circle", center: [x, y], radius: surface.radius };
  }
  if (surface.kind !== "extrusion" || surface.curve.kind !== "bspline") return undefined;
  const curve = intoPlane(surface.curve, frame, false);
  const [first, last] = knotRange(curve.knots);
  const ends = [evaluateCurve(curve, first), evaluateCurve(curve, last)] as const;
  // Of a closed spline it would have to be known which way round an outline goes.
  const closed = curve.periodic || Math.hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]) < closedCurveMm;
  return closed ? undefined : { kind: "spline", curve };
}

/** How far a point is off the curve, mm. */
export function distanceTo(curve: OutlineCurve, p: Vec2): number {
  switch (curve.kind) {
    case "line": {
      const [dx, dy] = [p[0] - curve.point[0], p[1] - curve.point[1]];
      return Math.abs(dx * curve.direction[1] - dy * curve.direction[0]);
    }
    case "circle":
      return Math.abs(distance2(p, curve.center) - curve.radius);
    case "spline":
      return projectToCurve(curve.curve, [p[0], p[1], 0], knotRange(curve.curve.knots)).distance;
  }
}

/** The place of the curve that is nearest to a point. */
export function nearestOn(curve: OutlineCurve, p: Vec2): Vec2 {
  switch (curve.kind) {
    case "line": {
      const { point, direction } = curve;
      const along = (p[0] - point[0]) * direction[0] + (p[1] - point[1]) * direction[1];
      return [point[0] + along * direction[0], point[1] + along * direction[1]];
    }
    case "circle": {
      const { center, radius } = curve;
      const length = distance2(p, center);
      return length > 0
        ? [center[0] + ((p[0] - center[0]) / length) * radius, center[1] + ((p[1] - center[1]) / length) * radius]
        : [center[0] + radius, center[1]];
    }
    case "spline": {
      const { point } = projectToCurve(curve.curve, [p[0], p[1], 0], knotRange(curve.curve.knots));
      return [point[0], point[1]];
    }
  }
}

/** The same curve within the tolerance: a wall in several pieces. */
export function sameCurve(a: OutlineCurve, b: OutlineCurve, toleranceMm: number): boolean {
  if (a.kind === "line" && b.kind === "line")
    return (
      Math.abs(a.direction[0] * b.direction[1] - a.direction[1] * b.direction[0]) * 1e3 < toleranceMm &&
      distanceTo(a, b.point) <= toleranceMm
    );
  if (a.kind === "circle" && b.kind === "circle")
    return distance2(a.center, b.center) <= toleranceMm && Math.abs(a.radius - b.radius) <= toleranceMm;
  return a === b;
}
