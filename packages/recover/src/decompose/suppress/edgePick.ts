/** The pick of an edge that came back: its middle, and its direction there. */
import { cross, evaluateCurve, mul, sub, toLocal, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { knotRange } from "../../analysis/profile/bspline.js";
import type { EdgePick } from "../../model/types.js";
import { tangentStepShare } from "../../tolerances.js";
import type { NewEdge } from "./rebuild.js";

export function pickOf({ curve, start, end }: NewEdge): EdgePick {
  if (curve.kind === "line")
    return { point: mul([start[0] + end[0], start[1] + end[1], start[2] + end[2]], 0.5), tangent: curve.direction };
  if (curve.kind === "circle") {
    const point = evaluateCurve(curve, middleAngle(curve.frame, 1, start, end));
    return { point, tangent: unit(cross(curve.frame.z, sub(point, curve.frame.origin))) };
  }
  const [from, to] =
    curve.kind === "bspline"
      ? knotRange(curve.knots)
      : [
          0,
          2 *
            (curve.kind === "ellipse"
              ? middleAngle(curve.frame, curve.majorRadius / curve.minorRadius, start, end)
              : 0),
        ];
  const middle = (from + to) / 2;
  const step = (to - from) * tangentStepShare;
  const tangent = unit(sub(evaluateCurve(curve, middle + step), evaluateCurve(curve, middle - step)));
  return { point: evaluateCurve(curve, middle), tangent };
}

/** The angle halfway from one point to the other, the frame's way round; `stretch`: of an ellipse, how much longer its axis along x is. */
function middleAngle(frame: Parameters<typeof toLocal>[0], stretch: number, start: Vec3, end: Vec3): number {
  const [from, to] = [start, end].map((p) => {
    const local = toLocal(frame, p);
    return Math.atan2(at(local, 1) * stretch, at(local, 0));
  }) as [number, number];
  const turn = (to - from + 4 * Math.PI) % (2 * Math.PI);
  return from + (turn > 0 ? turn : 2 * Math.PI) / 2;
}
