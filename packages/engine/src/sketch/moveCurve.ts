/** Rigid motions of sketch curves in their plane. */
import { type Frame, toGlobalDirection, toLocal, toLocalDirection, type Vec2 } from "@unbake/geometry";
import type { Curve2 } from "./curve2.js";
import { inSpace } from "./profile.js";
import { add2, angle2, rotate2 } from "./vec2.js";

/** Turned by `angleRad` about the origin, then shifted. */
function movedCurve(curve: Curve2, angleRad: number, shift: Vec2): Curve2 {
  const move = (p: Vec2): Vec2 => add2(rotate2(p, angleRad), shift);
  switch (curve.kind) {
    case "line":
      return { kind: "line", a: move(curve.a), b: move(curve.b) };
    case "arc":
      return { ...curve, center: move(curve.center), start: curve.start + angleRad };
    case "ellipse":
      return {
        ...curve,
        center: move(curve.center),
        major: rotate2(curve.major, angleRad),
        minor: rotate2(curve.minor, angleRad),
      };
    case "spline":
      return { ...curve, spline: { ...curve.spline, poles: curve.spline.poles.map(move) } };
  }
}

/** A curve of plane `from` in the coordinates of the same plane's frame `to`. */
export function curveInFrame(curve: Curve2, from: Frame, to: Frame): Curve2 {
  const origin = toLocal(to, inSpace(from, [0, 0]));
  const x = toLocalDirection(to, toGlobalDirection(from, [1, 0, 0]));
  return movedCurve(curve, angle2([x[0], x[1]]), [origin[0], origin[1]]);
}
