/** Rigid motions of the plane, and whether one brings a chain of segments onto another. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { Segment2 } from "../../../../../model/types.js";
import { sameCurveShare } from "../../../../../tolerances.js";

/** A turn about the origin by `angleRad`, then a shift. */
export interface Motion2 {
  readonly angleRad: number;
  readonly shift: Vec2;
}

export function moved({ angleRad, shift }: Motion2, [x, y]: Vec2): Vec2 {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [x * cos - y * sin + shift[0], x * sin + y * cos + shift[1]];
}

export const shiftBy = (from: Vec2, to: Vec2): Motion2 => ({ angleRad: 0, shift: [to[0] - from[0], to[1] - from[1]] });

/** The turn by an angle about a point. */
export function turnAbout(center: Vec2, angleRad: number): Motion2 {
  const [x, y] = moved({ angleRad, shift: [0, 0] }, center);
  return { angleRad, shift: [center[0] - x, center[1] - y] };
}

/** What may occur several times in a profile: a part of a loop, or a whole loop that stands for itself. */
export interface Motif {
  readonly segments: readonly Segment2[];
  /** It has no first segment of its own. */
  readonly closed: boolean;
  /** The middle of its ends; of a closed one, of its corners. */
  readonly mid: Vec2;
}

/** A motion that brings `a` onto `b` within `within`, mm; undefined where none does. */
export function motionBetween(a: Motif, b: Motif, within: number): Motion2 | undefined {
  if (a.segments.length !== b.segments.length) return undefined;
  const [from, to] = chordOf(a, 0);
  for (let turn = 0; turn < turnsOf(b); turn++) {
    const [start, end] = chordOf(b, turn);
    const angleRad = headingOf(start, end) - headingOf(from, to);
    const [x, y] = moved({ angleRad, shift: [0, 0] }, from);
    const motion: Motion2 = { angleRad, shift: [start[0] - x, start[1] - y] };
    if (coincides(a, motion, b, turn, within)) return motion;
  }
  return undefined;
}

/** Whether a motion brings `a` onto `b`. */
export const isImage = (a: Motif, motion: Motion2, b: Motif, within: number): boolean =>
  a.segments.length === b.segments.length &&
  Array.from({ length: turnsOf(b) }, (_, turn) => turn).some((turn) => coincides(a, motion, b, turn, within));

/** A closed chain may begin with any of its segments. */
const turnsOf = ({ closed, segments }: Motif): number => (closed ? segments.length : 1);

/** The ends of an open chain, and of one segment of a closed one. */
function chordOf({ segments, closed }: Motif, turn: number): readonly [Vec2, Vec2] {
  const first = at(segments, turn);
  return [first.start, closed ? first.end : last(segments).end];
}

const headingOf = (a: Vec2, b: Vec2): number => Math.atan2(b[1] - a[1], b[0] - a[0]);

const coincides = (a: Motif, motion: Motion2, b: Motif, turn: number, within: number): boolean =>
  farthest(a, motion, b, turn) < within;

/** mm. How far `b` is from where a motion brings `a` that comes nearest to it. */
export const offBy = (a: Motif, motion: Motion2, b: Motif): number =>
  Math.min(...Array.from({ length: turnsOf(b) }, (_, turn) => farthest(a, motion, b, turn)));

/** mm. The longest way between points that should be one; endless where the segments are not of the same kinds. */
function farthest(a: Motif, motion: Motion2, b: Motif, turn: number): number {
  let longest = 0;
  for (const [i, segment] of a.segments.entries()) {
    const other = at(b.segments, (i + turn) % b.segments.length);
    const [points, others] = [pointsOf(segment), pointsOf(other)];
    if (segment.kind !== other.kind || !isSameKind(segment, other) || points.length !== others.length) return Infinity;
    for (const [j, p] of points.entries()) longest = Math.max(longest, distance2(moved(motion, p), at(others, j)));
  }
  return longest;
}

/** Everything about two segments of one kind that no motion changes. */
function isSameKind(a: Segment2, b: Segment2): boolean {
  if (a.kind === "arc" && b.kind === "arc") return a.ccw === b.ccw;
  if (a.kind === "ellipticArc" && b.kind === "ellipticArc")
    return a.ccw === b.ccw && Math.abs(a.minorRadius / b.minorRadius - 1) < sameCurveShare;
  if (a.kind === "bspline" && b.kind === "bspline") return isSameBasis(a.curve, b.curve);
  return true;
}

type Spline = Extract<Segment2, { kind: "bspline" }>["curve"];

function isSameBasis(a: Spline, b: Spline): boolean {
  const span = last(a.knots) - at(a.knots, 0);
  const isAlike = (x: readonly number[] = [], y: readonly number[] = [], scale = 1): boolean =>
    x.length === y.length && x.every((value, i) => Math.abs(value - at(y, i)) < sameCurveShare * scale);
  return (
    a.degree === b.degree &&
    a.periodic === b.periodic &&
    isAlike(a.multiplicities, b.multiplicities) &&
    isAlike(a.knots, b.knots, span) &&
    isAlike(a.weights, b.weights)
  );
}

/** Points that say where a segment is. */
function pointsOf(segment: Segment2): readonly Vec2[] {
  const ends = [segment.start, segment.end];
  switch (segment.kind) {
    case "line":
      return ends;
    case "arc":
      return [...ends, segment.center];
    case "ellipticArc": {
      const { center, majorAxis } = segment;
      return [...ends, center, [center[0] + majorAxis[0], center[1] + majorAxis[1]]];
    }
    case "bspline":
      return [...ends, ...segment.curve.poles.map(([x, y]): Vec2 => [x, y])];
  }
}
