/** The outline of a shadow as an exact loop: each stretch of the mesh's polygon is given to the wall that casts it. */
import { type BSplineCurve, distance2, projectToCurve, splineSegment, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { knotRange, reversedSpline } from "../../analysis/profile/bspline.js";
import { mergeSegments } from "../../analysis/profile/merge.js";
import type { ProfileLoop, Segment2 } from "../../model/types.js";
import { meet } from "./meet.js";
import { distanceTo, nearestOn, type OutlineCurve, sameCurve } from "./outlineCurve.js";

/** A curve, and the box of what its wall has of it. */
export interface Wall {
  readonly curve: OutlineCurve;
  /** It is only an edge, where a face that leans ends: what was meshed next to it is off by more than the rounding of a wall. */
  readonly isEdge?: boolean;
  readonly min: Vec2;
  readonly max: Vec2;
}

export interface OutlineTolerances {
  /** How far a polygon may be off a curve that it was meshed from, mm. */
  readonly chordMm: number;
  /** How far it may be off a straight one, mm. */
  readonly straightMm: number;
  /** Places closer than this are one, mm. */
  readonly sameMm: number;
}

/** Consecutive sides of the polygon, from corner `first` to corner `last`, along one wall; none for sides that no wall casts. */
interface Run {
  readonly curve: OutlineCurve | undefined;
  readonly corners: readonly Vec2[];
  /** A gap that is led round on the inside. */
  readonly inside?: boolean;
}

/** Where no wall casts the outline it is led round on the outside, this far away: mm. */
export interface Detour {
  readonly outMm: number;
  /** A gap is led round only where the outline bulges by less than this share of its length. */
  readonly mostBulge: number;
  /** Share of the outline. More of it in gaps is no outline. */
  readonly mostGaps: number;
  /** Given for the outline of a room: which sides have nothing beyond them. No wall casts those; other gaps lie on the body, and are led round on the inside. */
  readonly isOpen?: (from: Vec2, to: Vec2) => boolean;
}

/** How far the outline may be off an edge, in tolerances of structure: rooms are looked for a little off the heights where they end. */
const edgeLeeway = 4;
/** A gap of a room that turns more than this has a corner. */
const sharpTurnRad = 0.35;
/** A side that leaves the gap's chord more steeply than this (a sine) is made longer instead of having a corner. */
const steepSine = 0.2;

/**
 * The loop: exact along walls. Stretches that no wall casts (there the body ends in another direction's walls) are led round on the outside, so
 * that the loop still goes round the shadow. Undefined where walls do not meet, or too little of it is known.
 */
export function outlineLoop(
  polygon: readonly Vec2[],
  walls: readonly Wall[],
  tolerances: OutlineTolerances,
  way: Detour,
): ProfileLoop | undefined {
  const runs = joined(runsOf(polygon, walls, tolerances, way), tolerances, way.isOpen !== undefined);
  const [only] = runs;
  if (only && runs.length === 1)
    return only.curve?.kind === "circle"
      ? { kind: "circle", center: only.curve.center, radius: only.curve.radius }
      : undefined;
  const gaps = runs.filter(({ curve }) => !curve).map(({ corners }) => lengthOf(corners));
  if (gaps.reduce((a, b) => a + b, 0) > way.mostGaps * lengthOf(polygon)) return undefined;
  const segments: Segment2[] = [];
  const passages = runs.map((run, i) => passage(run, at(runs, (i + 1) % runs.length), tolerances, way));
  for (const [i, run] of runs.entries()) {
    const [from, to] = [passages[(i + runs.length - 1) % runs.length], passages[i]];
    if (!from || !to) return undefined;
    const [start, end] = [at(from, from.length - 1), at(to, 0)];
    const side = run.curve ? segmentOf(run.curve, start, end, run.corners) : ({ kind: "line", start, end } as const);
    if (!side) return undefined;
    segments.push(side);
    const corner = to[1];
    if (corner) segments.push({ kind: "line", start: end, end: corner });
  }
  return mergeSegments(segments, tolerances.sameMm);
}

/** From one run to the next: the point where they meet, or two, where a detour begins or ends with a corner. */
function passage(a: Run, b: Run, { sameMm }: OutlineTolerances, round: Detour): readonly Vec2[] | undefined {
  if (a.curve && b.curve) {
    const found = meet(a.curve, b.curve, at(b.corners, 0), sameMm);
    return found && [found];
  }
  const curve = a.curve ?? b.curve;
  const gap = a.curve ? b : a;
  if (!curve) {
    const [before, after] = [detour(a, round), detour(b, round)];
    const found = before && after && meet(before.line, after.line, at(b.corners, 0), sameMm);
    return found && [found];
  }
  const way = detour(gap, round);
  if (!way) return undefined;
  const [nx, ny] = way.out;
  const steep = curve.kind === "line" && Math.abs(curve.direction[0] * nx + curve.direction[1] * ny) > steepSine;
  const near = at(b.corners, 0);
  const longer = steep ? meet(curve, way.line, near, sameMm) : undefined;
  if (longer) return [longer];
  const foot = nearestOn(curve, near);
  const corner = nearestOn(way.line, foot);
  return a.curve ? [foot, corner] : [corner, foot];
}

/** The line beside a gap, on its outer side (polygons run counter-clockwise); undefined where the gap bulges too far. */
function detour(
  { corners, inside = false }: Run,
  { outMm, mostBulge }: Detour,
): { readonly line: OutlineCurve; readonly out: Vec2 } | undefined {
  const [p, q] = [at(corners, 0), at(corners, corners.length - 1)];
  const length = distance2(p, q);
  if (!(length > 0)) return undefined;
  const direction: Vec2 = [(q[0] - p[0]) / length, (q[1] - p[1]) / length];
  const out: Vec2 = inside ? [-direction[1], direction[0]] : [direction[1], -direction[0]];
  const bulge = Math.max(...corners.map(([x, y]) => (x - p[0]) * out[0] + (y - p[1]) * out[1]));
  if (bulge > mostBulge * length) return undefined;
  const away = bulge + outMm;
  return { line: { kind: "line", point: [p[0] + out[0] * away, p[1] + out[1] * away], direction }, out };
}

/** By how much the way from p over q to r turns at q, radians. */
function turnAt(p: Vec2, q: Vec2, r: Vec2): number {
  const [a, b] = [[q[0] - p[0], q[1] - p[1]] as const, [r[0] - q[0], r[1] - q[1]] as const];
  return Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]));
}

const lengthOf = (corners: readonly Vec2[]): number =>
  corners.slice(1).reduce((sum, p, i) => sum + distance2(p, at(corners, i)), 0);

/** The polygon in runs, each as long as one wall goes; begun at a corner between two. */
function runsOf(
  polygon: readonly Vec2[],
  walls: readonly Wall[],
  tolerances: OutlineTolerances,
  { isOpen }: Detour,
): readonly Run[] {
  const count = polygon.length;
  const corner = (i: number): Vec2 => at(polygon, ((i % count) + count) % count);
  const open = polygon.map((p, i) => isOpen?.(p, corner(i + 1)) ?? false); // default: a shadow has no open sides
  const castBy = polygon.map((p, i) =>
    at(open, i) ? [] : walls.filter((wall) => casts(wall, p, corner(i + 1), tolerances)),
  );
  const gap = open.findIndex((is, i) => is && !at(open, (i + count - 1) % count));
  const from = gap < 0 ? longest(castBy, 0).start : gap;
  /** A gap of a room goes on past corner `i`: without a corner worth the name, and beside the same. */
  const goesOn = (i: number): boolean =>
    at(open, i % count) === at(open, (i - 1 + count) % count) &&
    turnAt(corner(i - 1), corner(i), corner(i + 1)) < sharpTurnRad;
  const runs: Run[] = [];
  for (let i = from; i < from + count; ) {
    const { wall, length: most } = stretch(castBy, i, from + count - i);
    const isOpenHere = at(open, i % count);
    let length = 1;
    while (length < most && (wall || !isOpen || goesOn(i + length))) length++;
    const corners = Array.from({ length: length + 1 }, (_, k) => corner(i + k));
    runs.push(wall ? { curve: wall.curve, corners } : { curve: undefined, corners, inside: !!isOpen && !isOpenHere });
    i += length;
  }
  return runs;
}

/** Where to begin: at the first side of a stretch, found by walking back while the side's own wall goes on. */
function longest(castBy: readonly (readonly Wall[])[], side: number): { readonly start: number } {
  const count = castBy.length;
  const walls = at(castBy, side);
  let start = side;
  for (let back = 1; back < count; back++) {
    const before = at(castBy, (side - back + count) % count);
    if (!walls.some((wall) => before.includes(wall))) break;
    start = side - back;
  }
  return { start: ((start % count) + count) % count };
}

function stretch(
  castBy: readonly (readonly Wall[])[],
  from: number,
  most: number,
): { readonly wall: Wall | undefined; readonly length: number } {
  const sides = (i: number): readonly Wall[] => at(castBy, i % castBy.length);
  if (sides(from).length === 0) {
    let length = 1;
    while (length < most && sides(from + length).length === 0) length++;
    return { wall: undefined, length };
  }
  let best: { wall: Wall | undefined; length: number } = { wall: undefined, length: 0 };
  for (const wall of sides(from)) {
    let length = 1;
    while (length < most && sides(from + length).includes(wall)) length++;
    if (length > best.length) best = { wall, length };
  }
  return best;
}

function casts({ curve, isEdge, min, max }: Wall, p: Vec2, q: Vec2, tolerances: OutlineTolerances): boolean {
  const { chordMm, straightMm, sameMm } = tolerances;
  const off = curve.kind === "line" ? straightMm + (isEdge ? edgeLeeway * sameMm : 0) : chordMm;
  const middle: Vec2 = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  const inBox = [p, q].every(
    ([x, y]) => x >= min[0] - chordMm && x <= max[0] + chordMm && y >= min[1] - chordMm && y <= max[1] + chordMm,
  );
  return inBox && [p, q, middle].every((point) => distanceTo(curve, point) <= off);
}

/** Runs of one curve put together, and gaps that are too short to be a side left out. */
function joined(runs: readonly Run[], { chordMm, sameMm }: OutlineTolerances, isRoom: boolean): readonly Run[] {
  // A short gap is a rounded corner, or dust of the projection: its neighbours meet beyond it.
  const long = runs.filter(({ curve, corners }) => curve || lengthOf(corners) > 4 * chordMm);
  const sides: { curve: OutlineCurve | undefined; corners: Vec2[]; inside: boolean }[] = [];
  const isSame = (a: Run, b: Run): boolean =>
    a.curve && b.curve ? sameCurve(a.curve, b.curve, sameMm) : !isRoom && !a.curve && !b.curve;
  for (const run of long) {
    const before = sides.at(-1);
    if (before && isSame(before, run)) before.corners.push(...run.corners);
    else sides.push({ curve: run.curve, corners: [...run.corners], inside: run.inside ?? false }); // default: a wall
  }
  const [first, last] = [sides[0], sides.at(-1)];
  if (first && last && first !== last && isSame(first, last)) {
    sides.pop();
    first.corners.unshift(...last.corners);
  }
  return sides;
}

function segmentOf(curve: OutlineCurve, start: Vec2, end: Vec2, corners: readonly Vec2[]): Segment2 | undefined {
  switch (curve.kind) {
    case "line":
      return { kind: "line", start, end };
    case "circle": {
      const { center } = curve;
      const turn = corners.slice(1).reduce((sum, q, i) => {
        const p = at(corners, i);
        const [a, b] = [[p[0] - center[0], p[1] - center[1]] as const, [q[0] - center[0], q[1] - center[1]] as const];
        return sum + Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]);
      }, 0);
      return { kind: "arc", start, end, center, ccw: turn > 0 };
    }
    case "spline":
      return splineBetween(curve.curve, start, end);
  }
}

function splineBetween(curve: BSplineCurve, start: Vec2, end: Vec2): Segment2 | undefined {
  const range = knotRange(curve.knots);
  const [from, to] = [start, end].map(([x, y]) => projectToCurve(curve, [x, y, 0], range).t) as [number, number];
  if (from === to) return undefined;
  const piece = splineSegment(curve, Math.min(from, to), Math.max(from, to));
  const own = from < to ? piece : reversedSpline(piece);
  const poles = own.poles.map((pole, i) =>
    i === 0 ? ([start[0], start[1], 0] as const) : i === own.poles.length - 1 ? ([end[0], end[1], 0] as const) : pole,
  );
  return { kind: "bspline", start, end, curve: { ...own, poles } };
}
