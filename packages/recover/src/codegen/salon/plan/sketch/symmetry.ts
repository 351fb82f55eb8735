/**
 * Mirror symmetry of a drawing: which points and segments are each other's image, and the construction line that says so.
 *
 * - twin: the image of a point or segment. What lies on the mirror line is its own twin.
 * - centreline: the mirror line of a drawing, as a construction line.
 * - diagonal: a construction line between opposite points; its middle is the middle of a drawing that is symmetric both ways.
 */

import type { Vec2 } from "@unbake/geometry";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { isHorizontal, isVertical, type Outline, pointAt, type Segment } from "./outline.js";

interface Symmetry {
  /** The coordinate that changes its side: 0 where left and right are images of each other. */
  readonly axis: 0 | 1;
  /** Where the mirror line is along that axis. */
  readonly at: number;
  /** Pairs of points, the lower one first; without those that are their own twin. */
  readonly points: readonly (readonly [number, number])[];
  /** Pairs of lines that stand across the axis, the lower one first. */
  readonly lines: readonly (readonly [Line, Line])[];
  /** Lines that the mirror line halves, the lower one first. */
  readonly halved: readonly Line[];
}

export type Line = Extract<Segment, { kind: "line" }>;

/** The symmetry of an outline about the middle of its box; undefined where it has none. */
function symmetryOf(outline: Outline, axis: 0 | 1): Symmetry | undefined {
  const at = (outline.low[axis] + outline.high[axis]) / 2;
  const mirrored = ([x, y]: Vec2): Vec2 => (axis === 0 ? [2 * at - x, y] : [x, 2 * at - y]);
  const points: (readonly [number, number])[] = [];
  const lines: (readonly [Line, Line])[] = [];
  const halved: Line[] = [];
  const pair = (a: number, b: number): void => {
    const [p, q] = [pointAt(outline, a)[axis], pointAt(outline, b)[axis]];
    if (p < q - sameCoordinateMm) points.push([a, b]);
  };
  for (const s of outline.segments) {
    const twin = outline.segments.find((other) => isImage(outline, s, other, mirrored));
    if (!twin) return undefined;
    if (s.kind !== "line") pair(s.center, twin.kind === "line" ? s.center : twin.center);
    if (s.kind === "circle" || twin.kind === "circle") continue;
    // Every segment begins at a point of its own loop: each joint is seen once as a start.
    pair(s.start, twin.end);
    pair(s.end, twin.start);
    if (s.kind !== "line" || twin.kind !== "line") continue;
    const across = axis === 0 ? isVertical(outline, s) : isHorizontal(outline, s);
    const along = axis === 0 ? isHorizontal(outline, s) : isVertical(outline, s);
    if (across && pointAt(outline, s.start)[axis] < at - sameCoordinateMm) lines.push([s, twin]);
    if (along && s === twin) halved.push(s);
  }
  const other = axis === 0 ? 1 : 0;
  const level = (line: Line): number => pointAt(outline, line.start)[other];
  halved.sort((a, b) => level(a) - level(b));
  return { axis, at, points: unique(points), lines, halved };
}

/** `other` is where the mirror shows `s`. Both run counterclockwise, so their ends are exchanged. */
function isImage(outline: Outline, s: Segment, other: Segment, mirrored: (p: Vec2) => Vec2): boolean {
  const is = (a: number, b: number): boolean => {
    const [p, q] = [mirrored(pointAt(outline, a)), pointAt(outline, b)];
    return Math.hypot(p[0] - q[0], p[1] - q[1]) < sameCoordinateMm;
  };
  if (s.kind === "circle" && other.kind === "circle")
    return Math.abs(s.radius - other.radius) < sameCoordinateMm && is(s.center, other.center);
  if (s.kind === "circle" || other.kind === "circle" || s.kind !== other.kind) return false;
  if (s.kind === "arc" && other.kind === "arc" && !is(s.center, other.center)) return false;
  return is(s.start, other.end) && is(s.end, other.start);
}

function unique(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}

/** A construction line of its own points. */
export interface Centreline {
  readonly name: string;
  readonly symmetry: Symmetry;
  readonly from: number;
  readonly to: number;
}

/** An outline with the points of its centrelines. */
export interface Centred {
  readonly outline: Outline;
  readonly centrelines: readonly Centreline[];
  /** Opposite points of an outline that is symmetric about the origin both ways, and simple. */
  readonly diagonal?: readonly [number, number];
}

/**
 * The centrelines that a drawing needs: one for each symmetry with lines to hold, none where a line from the origin says as much (one pair
 * that does not stand about the origin). `axes`: along which of them there is to be one.
 */
export function centred(outline: Outline, axes: readonly (0 | 1)[]): Centred {
  const found = axes.flatMap((axis) => symmetryOf(outline, axis) ?? []);
  const useful = found.filter((symmetry) => {
    const { at, points, lines, halved } = symmetry;
    const levels = new Set(
      lines.map(([line]) => Math.round(pointAt(outline, line.start)[symmetry.axis] / sameCoordinateMm)),
    );
    const [low, high] = halved;
    if (points.length === 0 || !low || !high || low === high) return false;
    return Math.abs(at) < sameCoordinateMm || levels.size > 1;
  });
  const diagonal = useful.length === 2 ? diagonalOf(useful) : undefined;
  if (diagonal) return { outline, centrelines: [], diagonal };
  const points = [...outline.points];
  const names = [...outline.names];
  const centrelines = useful.map((symmetry): Centreline => {
    const name = useful.length === 1 ? "centreline" : symmetry.axis === 0 ? "uprightCentreline" : "levelCentreline";
    const ends = [outline.low, outline.high].map(
      (end): Vec2 => (symmetry.axis === 0 ? [symmetry.at, end[1]] : [end[0], symmetry.at]),
    );
    const from = points.length;
    points.push(...ends);
    names.push(`${name}.start`, `${name}.end`);
    return { name, symmetry, from, to: from + 1 };
  });
  return { outline: { ...outline, points, names }, centrelines };
}

/** Opposite corners of what has one pair of lines each way, about the origin. */
function diagonalOf(symmetries: readonly Symmetry[]): readonly [number, number] | undefined {
  if (symmetries.some(({ at, lines }) => Math.abs(at) >= sameCoordinateMm || lines.length !== 1)) return undefined;
  const pair = symmetries[0]?.lines[0];
  return pair && [pair[0].start, pair[1].start];
}
