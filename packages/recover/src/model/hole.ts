/** Drilled holes as what is taken away: plain ones as cylinders, stepped and pointed ones as a half section that turns about their axis. */

import { mul, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { roundingMm } from "../tolerances.js";
import type { ExtrudeNode, HoleNode, RevolveNode, Segment2 } from "./types.js";

/** Nothing but a cylinder. */
export const isPlainHole = (node: HoleNode): boolean =>
  node.entry.kind === "simple" && (node.through || node.bottom.kind === "flat");

/** A plain hole, as the cylinder that is cut. */
export const plainHole = (node: HoleNode): ExtrudeNode => ({
  type: "extrude",
  frame: node.frame,
  profile: { outer: { kind: "circle", center: [0, 0], radius: node.diameter / 2 }, holes: [] },
  from: 0,
  to: node.depth,
  overrunStart: node.overrunStart,
  overrunEnd: node.through ? node.overrunEnd : 0,
  explains: node.explains,
});

/** A stepped or pointed hole, as the half section that is turned. */
export const turnedHole = (node: HoleNode): RevolveNode => ({
  type: "revolve",
  frame: { origin: node.frame.origin, x: node.frame.x, y: node.frame.z, z: mul(node.frame.y, -1) },
  profile: { outer: { kind: "path", segments: outlinePath(holeOutline(node)) }, holes: [] },
  angleRad: 2 * Math.PI,
  explains: node.explains,
});

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
    return !before || Math.hypot(p[0] - before[0], p[1] - before[1]) > roundingMm;
  });
}

/** The outline as a closed path of lines. */
export function outlinePath(points: readonly Vec2[]): Segment2[] {
  return points.map((start, i) => ({ kind: "line", start, end: at(points, (i + 1) % points.length) }));
}
