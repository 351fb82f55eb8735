/** Angles of circular arcs in a profile. */
import { distance2, type Vec2 } from "@unbake/geometry";
import type { Segment2 } from "../../model/types.js";
import { roundingRad } from "../../tolerances.js";

export type Arc2 = Extract<Segment2, { kind: "arc" }>;

export const angleOf = (center: Vec2, p: Vec2): number => Math.atan2(p[1] - center[1], p[0] - center[0]);

/** Signed sweep of an arc in radians, in (0, 2 pi] for ccw and [-2 pi, 0) for cw. */
export function sweepOf(arc: Arc2): number {
  const a = angleOf(arc.center, arc.start);
  const b = angleOf(arc.center, arc.end);
  let sweep = b - a;
  const full = 2 * Math.PI;
  if (arc.ccw) {
    while (sweep <= roundingRad) sweep += full;
    while (sweep > full + roundingRad) sweep -= full;
  } else {
    while (sweep >= -roundingRad) sweep -= full;
    while (sweep < -full - roundingRad) sweep += full;
  }
  return sweep;
}

export const radiusOf = (arc: Arc2): number => (distance2(arc.center, arc.start) + distance2(arc.center, arc.end)) / 2;

/** The point halfway along the arc. */
export function midOf(arc: Arc2): Vec2 {
  const angle = angleOf(arc.center, arc.start) + sweepOf(arc) / 2;
  const r = radiusOf(arc);
  return [arc.center[0] + r * Math.cos(angle), arc.center[1] + r * Math.sin(angle)];
}
