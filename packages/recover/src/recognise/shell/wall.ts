/** Whether an outline runs at one distance inside of another: the wall between them. */
import type { Vec2 } from "@unbake/geometry";
import { distanceToBoundary, insideProfile } from "../../analysis/profile/locate.js";
import { loopBox, samplesOf } from "../../analysis/profile/measure.js";
import type { Profile, ProfileLoop } from "../../model/types.js";
import { onEdgeMm } from "../../tolerances.js";

/** Of the narrower side of a body: a thicker wall is no wall but a frame, or what a small pocket leaves. */
const mostWallShare = 1 / 3;

/** Points halfway along the sides of a loop; none of ellipses. Corners say nothing: where the outline turns inwards they are further away. */
export function middlesOf(loop: ProfileLoop): readonly Vec2[] {
  if (loop.kind === "ellipse") return [];
  if (loop.kind === "circle") {
    const { center, radius } = loop;
    return [
      [center[0] + radius, center[1]],
      [center[0], center[1] - radius],
    ];
  }
  return loop.segments.map((segment): Vec2 => {
    const { start, end } = segment;
    if (segment.kind === "line") return [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    return samplesOf(segment, 2)[1] ?? start; // default: cannot be, two samples were asked for
  });
}

/** mm. How far all points lie inside the profile, where that is one distance, and thin beside the profile. */
export function wallAround(profile: Profile, points: readonly Vec2[]): number | undefined {
  const [first, ...others] = points.map((p) => (insideProfile(profile, p) ? distanceToBoundary(profile, p) : 0));
  if (first === undefined || first < onEdgeMm || others.some((d) => Math.abs(d - first) > onEdgeMm)) return undefined;
  return isWallOf(profile, first) ? first : undefined;
}

/** Thin enough beside the profile. */
export function isWallOf({ outer }: Profile, thickness: number): boolean {
  const { min, max } = loopBox(outer);
  return thickness > onEdgeMm && thickness <= mostWallShare * Math.min(max[0] - min[0], max[1] - min[1]);
}
