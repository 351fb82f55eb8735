/** A drilled hole as the half profile that turns about its axis. */
import type { Vec2 } from "@unbake/kernel";
import type { HoleNode, Segment2 } from "./types.js";

/** Corners of the half section of the removed volume: x is the distance from the axis, y the depth below the mouth. Closed over the axis. */
export function holeOutline(hole: HoleNode): Vec2[] {
  const radius = hole.diameter / 2;
  const points: Vec2[] = [];
  const { entry } = hole;
  const mouth = entry.kind === "simple" ? radius : entry.diameter / 2;
  points.push([0, -hole.overrunStart], [mouth, -hole.overrunStart]);
  if (entry.kind === "counterbore") points.push([mouth, entry.depth], [radius, entry.depth]);
  if (entry.kind === "countersink") {
    points.push([mouth, 0], [radius, (mouth - radius) / Math.tan(entry.angleRad / 2)]);
  }
  const end = hole.depth + (hole.through ? hole.overrunEnd : 0);
  points.push([radius, end]);
  const tip = !hole.through && hole.bottom.kind === "drill" ? radius / Math.tan(hole.bottom.angleRad / 2) : 0;
  points.push([0, end + tip]);
  return points.filter((p, i) => {
    const before = points[i - 1];
    return !before || Math.hypot(p[0] - before[0], p[1] - before[1]) > 1e-9;
  });
}

/** The outline as a closed path of lines. */
export function outlinePath(points: readonly Vec2[]): Segment2[] {
  return points.map((start, i) => ({ kind: "line", start, end: points[(i + 1) % points.length] ?? start }));
}
