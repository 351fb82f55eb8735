/** A meridian whose wall pieces give way: what turns runs on past the walls that cut it off, so that walls and turned faces only cross. */
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type Arc2, angleOf, radiusOf } from "../../analysis/profile/arc.js";
import { mergeSegments } from "../../analysis/profile/merge.js";
import type { ProfileLoop, Segment2 } from "../../model/types.js";

export interface Reach {
  /** No wall is further from the axis, mm. */
  readonly wallsMm: number;
  /** How far out the turned faces run, mm from the axis. */
  readonly outMm: number;
  readonly toleranceMm: number;
}

/**
 * The loop (x from the axis, y along it) with its outermost lines along the axis, which walls left, replaced by the way round the outside between
 * their neighbours run on. Undefined where there are none, or a neighbour does not lead outwards.
 */
export function pastWalls(loop: ProfileLoop, reach: Reach): ProfileLoop | undefined {
  if (loop.kind !== "path") return undefined;
  const segments = [...loop.segments];
  const count = segments.length;
  const outermost = Math.max(...segments.map(({ start }) => start[0]));
  const walls = segments.flatMap((segment, i) => (isWall(segment, outermost, reach.toleranceMm) ? [i] : []));
  if (walls.length === 0) return undefined;
  for (const wall of walls) {
    const { start, end } = at(segments, wall);
    const middle = (start[1] + end[1]) / 2;
    const [before, after] = [(wall + count - 1) % count, (wall + 1) % count];
    const [leaving, coming] = [
      runOn(at(segments, before), middle, reach),
      runOn(reversed(at(segments, after)), middle, reach),
    ];
    if (!leaving || !coming) return undefined;
    segments[before] = leaving;
    segments[after] = reversed(coming);
    segments[wall] = { kind: "line", start: leaving.end, end: coming.end };
  }
  return mergeSegments(segments, reach.toleranceMm);
}

const isWall = ({ kind, start, end }: Segment2, outermost: number, toleranceMm: number): boolean =>
  kind === "line" && [start, end].every(([x]) => x >= outermost - toleranceMm);

const reversed = (s: Segment2): Segment2 => {
  const turned = { ...s, start: s.end, end: s.start };
  return "ccw" in turned ? { ...turned, ccw: !turned.ccw } : turned;
};

/** The segment run on outwards past its end, at most to the height of the wall's middle, which its other neighbour comes from beyond. */
function runOn(segment: Segment2, middle: number, reach: Reach): Segment2 | undefined {
  const end = segment.kind === "line" ? lineEnd(segment, middle, reach) : undefined;
  const further = end ?? (segment.kind === "arc" ? arcEnd(segment, middle, reach) : undefined);
  return further && further[0] > reach.wallsMm + reach.toleranceMm ? { ...segment, end: further } : undefined;
}

function lineEnd({ start, end }: Segment2, middle: number, { outMm, toleranceMm }: Reach): Vec2 | undefined {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  if (dx <= toleranceMm) return undefined;
  const inwards = dy * (middle - end[1]) > 0 ? (middle - end[1]) / dy : Number.POSITIVE_INFINITY; // none: away from the other
  const t = Math.min((outMm - end[0]) / dx, inwards);
  return [end[0] + t * dx, end[1] + t * dy];
}

/** On to where it is far enough out, or outermost, or at the middle. */
function arcEnd(arc: Arc2, middle: number, { outMm }: Reach): Vec2 | undefined {
  const [radius, sense] = [radiusOf(arc), arc.ccw ? 1 : -1];
  const [x, y] = arc.center;
  const angle = angleOf(arc.center, arc.end);
  // Outwards is towards the angle 0.
  if (Math.sin(angle) * sense >= 0) return undefined;
  const out = (outMm - x) / radius;
  const rise = Math.asin((middle - y) / radius);
  const stops = [
    0,
    ...(out < 1 ? [-sense * Math.acos(out)] : []),
    ...(Number.isNaN(rise) ? [] : [rise, Math.PI - rise]),
  ];
  const turns = stops.map((stop) => {
    const turn = (sense * (stop - angle)) % (2 * Math.PI);
    return turn < 0 ? turn + 2 * Math.PI : turn;
  });
  const to = angle + sense * Math.min(...turns);
  return [x + radius * Math.cos(to), y + radius * Math.sin(to)];
}
