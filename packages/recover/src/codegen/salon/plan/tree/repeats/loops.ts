/** Loops with their material on the left. */
import { reversedSpline } from "../../../../../analysis/profile/bspline.js";
import { loopArea } from "../../../../../analysis/profile/measure.js";
import type { ProfileLoop, Segment2 } from "../../../../../model/types.js";

/** The segments of a path, counterclockwise for an outer loop, clockwise for a hole. Circles and ellipses have none. */
export function withMaterialLeft(loop: ProfileLoop, isHole: boolean): readonly Segment2[] {
  if (loop.kind !== "path") return [];
  return loopArea(loop) > 0 === isHole ? loop.segments.map(reversed).reverse() : loop.segments;
}

function reversed(segment: Segment2): Segment2 {
  const ends = { start: segment.end, end: segment.start };
  switch (segment.kind) {
    case "line":
      return { ...segment, ...ends };
    case "arc":
    case "ellipticArc":
      return { ...segment, ...ends, ccw: !segment.ccw };
    case "bspline":
      return { ...segment, ...ends, curve: reversedSpline(segment.curve) };
  }
}
