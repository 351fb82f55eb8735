/** The side of a plane as a body: a block beyond it, as large as is needed. */
import { type Frame, frameFromZ, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import { rectangle } from "../../analysis/profile/rectangle.js";
import type { ExtrudeNode } from "../../model/types.js";

export interface Plane {
  readonly origin: Vec3;
  /** Points away from the half-space. */
  readonly into: Vec3;
  /** Lines the block's sides up. */
  readonly along?: Vec3 | undefined;
}

/** A rectangular block on the far side of a plane, that takes in all of `points` there and `margin` mm more. */
export function blockBeyond(points: readonly Vec3[], { origin, into, along }: Plane, margin: number): ExtrudeNode {
  const away: Vec3 = [-into[0], -into[1], -into[2]];
  const frame: Frame = frameFromZ(origin, away, along);
  const local = points.map((p) => toLocal(frame, p));
  const xs = local.map((p) => p[0]);
  const ys = local.map((p) => p[1]);
  const zs = local.map((p) => p[2]);
  const lo: Vec2 = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const hi: Vec2 = [Math.max(...xs) + margin, Math.max(...ys) + margin];
  return {
    type: "extrude",
    frame,
    profile: { outer: rectangle(lo, hi), holes: [] },
    from: 0,
    to: Math.max(...zs),
    overrunStart: 0,
    overrunEnd: margin,
    explains: [],
  };
}
