/** A symmetric run drawn on an axis of its plane: its drawing is then symmetric about that axis, and one motion puts it where it stands. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { Segment2 } from "../../../../../model/types.js";
import { alongAxisRad, sameCoordinateMm } from "../../../../../tolerances.js";
import { type Motion2, moved, turnAbout } from "./motion.js";
import { directionOf, type Run } from "./runs.js";

/** The run on an axis through `datum`, and the motion from there back; undefined where it is there already, or has no symmetry to gain by it. */
export function onAxis(
  run: Run,
  datum: Vec2,
  center: Vec2 = datum,
): { readonly run: Run; readonly back: Motion2 } | undefined {
  if (!isSymmetric(run)) return undefined;
  const out = run.onCircle && distance2(center, run.mid) > sameCoordinateMm ? directionOf(center, run.mid) : run.open;
  const angle = Math.atan2(out[1], out[0]);
  const quarter = Math.PI / 2;
  const lean = angle - Math.round(angle / quarter) * quarter;
  const turn = turnAbout(center, Math.abs(lean) < alongAxisRad ? 0 : quarter - angle);
  const mid = moved(turn, run.mid);
  const [ox, oy] = moved({ ...turn, shift: [0, 0] }, run.open);
  const shift: Vec2 = Math.abs(oy) > Math.abs(ox) ? [datum[0] - mid[0], 0] : [0, datum[1] - mid[1]];
  const isThere = Math.hypot(...shift) < sameCoordinateMm;
  if (isThere && turn.angleRad === 0) return undefined;
  const motion: Motion2 = isThere
    ? turn
    : { angleRad: turn.angleRad, shift: [turn.shift[0] + shift[0], turn.shift[1] + shift[1]] };
  const segments = run.segments.flatMap((segment) => movedSegment(segment, motion) ?? []);
  return { run: { ...run, segments, mid: moved(motion, run.mid), open: [ox, oy] }, back: inverse(motion) };
}

function inverse({ angleRad, shift }: Motion2): Motion2 {
  const [x, y] = moved({ angleRad: -angleRad, shift: [0, 0] }, shift);
  return { angleRad: -angleRad, shift: [-x, -y] };
}

/** The mirror line through the middle of the mouth shows each segment the one opposite. */
function isSymmetric({ segments, mid, open }: Run): boolean {
  const image = (p: Vec2): Vec2 => {
    const [x, y] = [p[0] - mid[0], p[1] - mid[1]];
    const along = x * open[0] + y * open[1];
    return [mid[0] + 2 * along * open[0] - x, mid[1] + 2 * along * open[1] - y];
  };
  const isAt = (p: Vec2, q: Vec2): boolean => distance2(image(p), q) < sameCoordinateMm;
  return segments.every((a, i) => {
    const b = at(segments, segments.length - 1 - i);
    if (a.kind === "line" && b.kind === "line") return isAt(a.start, b.end) && isAt(a.end, b.start);
    if (a.kind !== "arc" || b.kind !== "arc") return false;
    return a.ccw === b.ccw && isAt(a.start, b.end) && isAt(a.end, b.start) && isAt(a.center, b.center);
  });
}

function movedSegment(segment: Segment2, motion: Motion2): Segment2 | undefined {
  const ends = { start: moved(motion, segment.start), end: moved(motion, segment.end) };
  if (segment.kind === "line") return { ...segment, ...ends };
  return segment.kind === "arc" ? { ...segment, ...ends, center: moved(motion, segment.center) } : undefined;
}

/** The motion of `first`, then that of `then`. */
export function composed(then: Motion2, first: Motion2): Motion2 {
  return { angleRad: then.angleRad + first.angleRad, shift: moved(then, first.shift) };
}

/** mm. How wide the mouth of a run is. */
export const mouthOf = ({ segments }: Run): number => distance2(at(segments, 0).start, last(segments).end);
