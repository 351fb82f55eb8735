/**
 * Notches and teeth of a loop.
 *
 * - carrier: the line or circle that several pieces of a loop lie on: the tips of a gear, the lands of a T-slot rail.
 * - run: what a loop does between two neighbouring pieces of one carrier. On the side of the material it is a notch, on the other a tooth.
 */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { samplesOf } from "../../../../../analysis/profile/measure.js";
import type { Segment2 } from "../../../../../model/types.js";
import { sameCoordinateMm } from "../../../../../tolerances.js";
import type { Motif } from "./motion.js";

type Piece = Extract<Segment2, { kind: "line" | "arc" }>;

export interface Run extends Motif {
  readonly kind: "notch" | "tooth";
  /** Places of its segments in the loop, in order. */
  readonly places: readonly number[];
  /** Places of the pieces before and after it. */
  readonly before: number;
  readonly after: number;
  /** Unit vector out of its mouth: away from the material of a notch, into that of a tooth. */
  readonly open: Vec2;
  /** mm. How far the carrier bulges out of the mouth beyond the run's ends. */
  readonly bulge: number;
  readonly onCircle: boolean;
}

/** Points that say on which side of its carrier a curve is. */
const samplesPerSegment = 8;
/** rad. A mouth that takes more of its circle is no notch. */
const widestMouthRad = (2 * Math.PI) / 3;

/** The notches and teeth of a loop that has its material on the left. */
export function runsOf(loop: readonly Segment2[]): readonly Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < loop.length; i++) {
    // The next piece of the same carrier, and at most half the loop away: what is longer is the rest of the part.
    for (let length = 1; length <= loop.length / 2; length++) {
      const j = (i + length + 1) % loop.length;
      const [a, b] = [at(loop, i), at(loop, j)];
      if (j === i || !isPiece(a) || !isPiece(b) || !isContinued(a, b)) continue;
      const places = Array.from({ length }, (_, k) => (i + 1 + k) % loop.length);
      const run = runBetween(loop, a, b, { places, before: i, after: j });
      if (run) runs.push(run);
      break;
    }
  }
  return runs;
}

const isPiece = (segment: Segment2): segment is Piece => segment.kind === "line" || segment.kind === "arc";

/** `b` lies on the line or circle of `a`, further on. */
function isContinued(a: Piece, b: Piece): boolean {
  if (a.kind === "arc" && b.kind === "arc") {
    const radius = distance2(a.start, a.center);
    const isSame = Math.abs(distance2(b.start, b.center) - radius) < sameCoordinateMm;
    return a.ccw === b.ccw && isSame && distance2(a.center, b.center) < sameCoordinateMm;
  }
  if (a.kind !== "line" || b.kind !== "line") return false;
  const d = directionOf(a.start, a.end);
  const off = (p: Vec2): number => Math.abs(cross2(d, minus2(p, a.start)));
  return (
    off(b.start) < sameCoordinateMm &&
    off(b.end) < sameCoordinateMm &&
    dot2(d, minus2(b.start, a.end)) > 0 &&
    dot2(d, minus2(b.end, b.start)) > 0
  );
}

function runBetween(
  loop: readonly Segment2[],
  a: Piece,
  b: Piece,
  place: Pick<Run, "places" | "before" | "after">,
): Run | undefined {
  const segments = place.places.map((p) => at(loop, p));
  const [from, to] = [a.end, b.start];
  const side = a.kind === "line" ? sideOfLine(a) : sideOfCircle(a);
  const sides = segments.flatMap((segment) => samplesOf(segment, samplesPerSegment)).map(side);
  const isNotch = sides.every((s) => s > -sameCoordinateMm);
  if (!isNotch && !sides.every((s) => s < sameCoordinateMm)) return undefined;
  // What never leaves its carrier is a piece of it.
  if (sides.every((s) => Math.abs(s) < sameCoordinateMm)) return undefined;
  const mid = middle(from, to);
  if (a.kind === "line") {
    const [x, y] = directionOf(a.start, a.end);
    const open: Vec2 = isNotch ? [y, -x] : [-y, x];
    return {
      kind: isNotch ? "notch" : "tooth",
      segments,
      closed: false,
      mid,
      ...place,
      open,
      bulge: 0,
      onCircle: false,
    };
  }
  const radius = distance2(a.center, from);
  const mouth = mouthOf(a, from, to);
  if (mouth > widestMouthRad) return undefined;
  const outward = directionOf(a.center, mid);
  // The material is on the left: inside of what runs counterclockwise.
  const opensOutward = a.ccw === isNotch;
  const open: Vec2 = opensOutward ? outward : [-outward[0], -outward[1]];
  const bulge = opensOutward ? radius * (1 - Math.cos(mouth / 2)) : 0;
  return { kind: isNotch ? "notch" : "tooth", segments, closed: false, mid, ...place, open, bulge, onCircle: true };
}

/** How far left of a line a point is, mm. */
const sideOfLine = ({ start, end }: Piece) => {
  const d = directionOf(start, end);
  return (p: Vec2): number => cross2(d, minus2(p, start));
};

/** How far left of an arc's circle a point is, mm. */
const sideOfCircle = ({ start, center, ccw }: Extract<Piece, { kind: "arc" }>) => {
  const radius = distance2(start, center);
  return (p: Vec2): number => (ccw ? 1 : -1) * (radius - distance2(p, center));
};

/** The angle that a run leaves open, from `from` on in the sense of the arc. */
function mouthOf({ center, ccw }: Extract<Piece, { kind: "arc" }>, from: Vec2, to: Vec2): number {
  const angle = (p: Vec2): number => Math.atan2(p[1] - center[1], p[0] - center[0]);
  const turn = (ccw ? 1 : -1) * (angle(to) - angle(from));
  return turn < 0 ? turn + 2 * Math.PI : turn;
}

const middle = (a: Vec2, b: Vec2): Vec2 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
export const minus2 = (a: Vec2, b: Vec2): Vec2 => [a[0] - b[0], a[1] - b[1]];
export const dot2 = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
const cross2 = (a: Vec2, b: Vec2): number => a[0] * b[1] - a[1] * b[0];
export function directionOf(a: Vec2, b: Vec2): Vec2 {
  const length = distance2(a, b);
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}
