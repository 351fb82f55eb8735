/** Are two sections of one part the same? */
import type { Profile } from "../../model/types.js";
import { sameProfileAreaShare, sameStartShare } from "../../tolerances.js";
import { profileArea, segmentCount } from "./measure.js";

/** Equal by number of sides, area and a first moment: enough to drop doubles among sections of one part. */
export function sameProfile(a: Profile, b: Profile): boolean {
  if (segmentCount(a) !== segmentCount(b) || a.holes.length !== b.holes.length) return false;
  const area = profileArea(a);
  return (
    Math.abs(area - profileArea(b)) < sameProfileAreaShare * area &&
    Math.abs(startSum(a) - startSum(b)) < sameStartShare * Math.max(1, Math.abs(startSum(a)))
  );
}

const startSum = (p: Profile): number =>
  [p.outer, ...p.holes].reduce(
    (sum, loop) =>
      sum +
      (loop.kind === "path"
        ? loop.segments.reduce((s, g) => s + g.start[0] + 3 * g.start[1], 0)
        : loop.center[0] + 3 * loop.center[1]),
    0,
  );
