/** Sections of a loft between two outlines whose sides belong together, side by side: between them, and beyond either. */
import { type Frame, toGlobal, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { LoftNode, Segment2 } from "../../model/types.js";

export type Section = LoftNode["sections"][number];

/** The outline at a height of the frame. */
export const sectionAt = (frame: Frame, height: number, segments: readonly Segment2[]): Section => ({
  frame: { ...frame, origin: toGlobal(frame, [0, 0, height]) },
  profile: { outer: { kind: "path", segments }, holes: [] },
});

/** The outline where the sides of a and b lead: a at 0, b at 1. Arcs stay about their centres, as the sections of upright cones do. */
export const outlineBetween = (a: readonly Segment2[], b: readonly Segment2[], share: number): readonly Segment2[] =>
  a.map((segment, i) => {
    const other = at(b, i);
    return {
      ...segment,
      start: between(segment.start, other.start, share),
      end: between(segment.end, other.end, share),
    };
  });

const between = (p: Vec2, q: Vec2, share: number): Vec2 => [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share];

/** Each line of the second runs the way it does in the first, each arc keeps a radius: nothing has turned over on the way. */
export const isSound = (a: readonly Segment2[], b: readonly Segment2[], toleranceMm: number): boolean =>
  a.every((segment, i) => {
    const other = at(b, i);
    if (segment.kind === "arc" && other.kind === "arc") {
      const [from, to] = [other.start, other.end].map(([x, y]) => Math.hypot(x - other.center[0], y - other.center[1]));
      return from !== undefined && to !== undefined && from > toleranceMm && Math.abs(from - to) <= toleranceMm;
    }
    if (segment.kind !== "line" || other.kind !== "line") return false;
    const [dx, dy] = [segment.end[0] - segment.start[0], segment.end[1] - segment.start[1]];
    const [ex, ey] = [other.end[0] - other.start[0], other.end[1] - other.start[1]];
    const [along, across] = [dx * ex + dy * ey, dx * ey - dy * ex];
    return along > 0 && Math.abs(across) <= toleranceMm * Math.hypot(dx, dy);
  });
