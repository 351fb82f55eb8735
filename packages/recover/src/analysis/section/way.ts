/** What a section follows from one crossing to the next. */
import { type BSplineCurve, type Frame, toLocal, toLocalDirection, type Vec2, type Vec3 } from "@unbake/geometry";
import { flatWaySine } from "../../tolerances.js";

export type Branch =
  | { readonly kind: "line"; readonly name: string; readonly at: number }
  | {
      readonly kind: "circle";
      readonly name: string;
      readonly center: Vec2;
      readonly at: number;
      readonly ccw: boolean;
    }
  /** `at` is the curve's own parameter; `closed`: it ends where it starts. */
  | {
      readonly kind: "spline";
      readonly curve: BSplineCurve;
      readonly at: number;
      readonly closed: boolean;
    };

/** A point of a section, and the direction there that has the material on its left, both in the section's plane. */
export interface Way {
  readonly at: Vec2;
  readonly along: Vec2;
}

/** Undefined where the surface touches the plane. */
export function wayAt(natural: Vec3, sameSense: boolean, point: Vec3, frame: Frame): Way | undefined {
  const outward = toLocalDirection(frame, sameSense ? natural : [-natural[0], -natural[1], -natural[2]]);
  const length = Math.hypot(outward[0], outward[1]);
  if (!(length > flatWaySine)) return undefined;
  const [x, y] = toLocal(frame, point);
  // Left of the direction lies the material: z cross outward normal.
  return { at: [x, y], along: [-outward[1] / length, outward[0] / length] };
}

export function lineAt({ at: [x, y], along: d }: Way): Branch {
  const offset = x * d[1] - y * d[0];
  return {
    kind: "line",
    name: `line ${d[0].toFixed(4)} ${d[1].toFixed(4)} ${offset.toFixed(3)}`,
    at: x * d[0] + y * d[1],
  };
}

export function circleAt({ at, along }: Way, center: Vec2): Branch {
  const dx = at[0] - center[0];
  const dy = at[1] - center[1];
  const ccw = dx * along[1] - dy * along[0] > 0;
  return {
    kind: "circle",
    name: `circle ${center[0].toFixed(3)} ${center[1].toFixed(3)} ${Math.hypot(dx, dy).toFixed(3)}`,
    center,
    at: Math.atan2(dy, dx),
    ccw,
  };
}
