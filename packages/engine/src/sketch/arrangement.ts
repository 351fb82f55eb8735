/**
 * The arrangement of the segments of a sketch: segments are cut where they meet, their ends welded to vertices, and the pieces
 * linked into cycles. The cycle of a half-edge bounds the cell on its left; positive area means the cell is bounded by it from
 * outside. Loose ends and bridges, which have the same cell on both sides, bound nothing and are left out of the cycles.
 */
import type { Vec2 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { leavingShare, weldMm } from "../tolerances.js";
import { type Curve2, derivativeAt, endOf, pieceOf, pointAt, reversed, samplesOf, startOf } from "./curve2.js";
import { meetings } from "./intersect.js";
import { angle2, cross2, length2, sub2 } from "./vec2.js";

export interface Segment {
  readonly id: string;
  readonly curve: Curve2;
}

/** A piece of a segment in one of its two directions. `curve` runs in that direction. */
export interface HalfEdge {
  readonly index: number;
  readonly twin: number;
  readonly segment: string;
  readonly forward: boolean;
  readonly curve: Curve2;
  readonly from: number;
  readonly to: number;
}

/** Half-edges in order; the cell lies to their left. */
export interface Cycle {
  readonly edges: readonly HalfEdge[];
  /** Positive when it runs counterclockwise. */
  readonly area: number;
}

export interface Arrangement {
  readonly vertices: readonly Vec2[];
  readonly halfEdges: readonly HalfEdge[];
  readonly cycles: readonly Cycle[];
  /** Connected part of the drawing that a vertex belongs to, counting only edges that bound cells. */
  readonly component: (vertex: number) => number;
  /** The half-edge to go on with after arriving by `edge`: the sharpest left turn that bounds a cell. */
  readonly next: (edge: HalfEdge) => HalfEdge | undefined;
}

/** Arrangements by their segments: every region of a sketch asks for the same one. */
const known = new WeakMap<readonly Segment[], Arrangement>();

export function arrange(segments: readonly Segment[]): Arrangement {
  const before = known.get(segments);
  if (before) return before;
  const arrangement = freshArrangement(segments);
  known.set(segments, arrangement);
  return arrangement;
}

function freshArrangement(segments: readonly Segment[]): Arrangement {
  const vertices: Vec2[] = [];
  const weld = welder(vertices);
  const pieces = cutAtMeetings(segments).map((piece) => ({
    ...piece,
    from: weld(startOf(piece.curve)),
    to: weld(endOf(piece.curve)),
  }));
  const halfEdges = distinctPieces(pieces).flatMap(({ segment, curve, from, to }, k): HalfEdge[] => {
    const [a, b] = [2 * k, 2 * k + 1];
    return [
      { index: a, twin: b, segment, forward: true, curve, from, to },
      { index: b, twin: a, segment, forward: false, curve: reversed(curve), from: to, to: from },
    ];
  });
  let kept = new Set(halfEdges.map((edge) => edge.index));
  for (;;) {
    const next = nextTable(halfEdges, kept);
    const cycles = tracedCycles(halfEdges, kept, next);
    const cycleOf = new Map(cycles.flatMap((cycle, i) => cycle.map((edge) => [edge.index, i] as const)));
    const useless = [...kept].filter((i) => cycleOf.get(i) === cycleOf.get(at(halfEdges, i).twin));
    if (useless.length === 0) {
      return {
        vertices,
        halfEdges,
        cycles: cycles.map((edges) => ({ edges, area: areaOf(edges) })),
        component: componentsOf(halfEdges, kept),
        next,
      };
    }
    kept = new Set([...kept].filter((i) => !useless.includes(i)));
  }
}

/** Pieces of every segment between its meetings with the others. */
function cutAtMeetings(segments: readonly Segment[]): { segment: string; curve: Curve2 }[] {
  const cuts = segments.map(() => [0, 1]);
  for (const [i, a] of segments.entries()) {
    for (let j = i + 1; j < segments.length; j++) {
      for (const { ta, tb } of meetings(a.curve, at(segments, j).curve)) {
        at(cuts, i).push(ta);
        at(cuts, j).push(tb);
      }
    }
  }
  return segments.flatMap(({ id, curve }, i) => {
    const stations = distinctCuts(curve, at(cuts, i));
    return stations.slice(1).map((t1, k) => ({ segment: id, curve: pieceOf(curve, at(stations, k), t1) }));
  });
}

function distinctCuts(curve: Curve2, cuts: readonly number[]): number[] {
  const sorted = [...cuts].sort((x, y) => x - y);
  const near = (s: number, t: number): boolean =>
    Math.abs(s - t) < 0.5 && length2(sub2(pointAt(curve, s), pointAt(curve, t))) < weldMm;
  const inner = sorted.filter((t) => !near(t, 0) && !near(t, 1));
  const distinct = inner.filter((t, i) => i === 0 || !near(t, at(inner, i - 1)));
  return [0, ...distinct, 1];
}

interface WeldedPiece {
  readonly segment: string;
  readonly curve: Curve2;
  readonly from: number;
  readonly to: number;
}

/** Pieces that lie on each other count once. */
function distinctPieces(pieces: readonly WeldedPiece[]): WeldedPiece[] {
  const byEnds = new Map<string, WeldedPiece[]>();
  return pieces.filter((piece) => {
    const key = `${Math.min(piece.from, piece.to)} ${Math.max(piece.from, piece.to)}`;
    const others = byEnds.get(key) ?? [];
    byEnds.set(key, [...others, piece]);
    const middle = pointAt(piece.curve, 0.5);
    return !others.some((other) => length2(sub2(pointAt(other.curve, 0.5), middle)) < weldMm);
  });
}

/** Gives points the index of the vertex within the weld, or a new one; a grid keeps the search short. */
function welder(vertices: Vec2[]): (p: Vec2) => number {
  const cell = 4 * weldMm;
  const grid = new Map<string, number[]>();
  return (p) => {
    const [i, j] = [Math.floor(p[0] / cell), Math.floor(p[1] / cell)];
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        const near = grid.get(`${i + di} ${j + dj}`)?.find((v) => length2(sub2(at(vertices, v), p)) < weldMm);
        if (near !== undefined) return near;
      }
    }
    const index = vertices.push(p) - 1;
    grid.set(`${i} ${j}`, [...(grid.get(`${i} ${j}`) ?? []), index]);
    return index;
  };
}

const lengthOf = (curve: Curve2): number => {
  const points = samplesOf(curve, 8);
  return points.slice(1).reduce((sum, p, i) => sum + length2(sub2(p, at(points, i))), 0);
};

/** Direction in which an edge leaves its vertex, taken a short way out so that tangent curves are told apart. */
function leaving(edge: HalfEdge, reach: number): number {
  const speed = length2(derivativeAt(edge.curve, 0));
  const t = speed > 0 ? Math.min(0.5, reach / speed) : leavingShare;
  return angle2(sub2(pointAt(edge.curve, t), startOf(edge.curve)));
}

function nextTable(
  halfEdges: readonly HalfEdge[],
  kept: ReadonlySet<number>,
): (edge: HalfEdge) => HalfEdge | undefined {
  const around = new Map<number, HalfEdge[]>();
  for (const edge of halfEdges) around.set(edge.from, [...(around.get(edge.from) ?? []), edge]);
  const angles = new Map<number, number>();
  for (const fan of around.values()) {
    const reach = Math.min(...fan.map((edge) => lengthOf(edge.curve))) / 100;
    for (const edge of fan) angles.set(edge.index, leaving(edge, reach));
  }
  const full = 2 * Math.PI;
  return (edge) => {
    const angleOf = (index: number): number => must(angles.get(index), "angle of a half-edge");
    const back = angleOf(edge.twin);
    // Clockwise from the way back, the first edge is the sharpest left turn.
    const clockwise = (candidate: HalfEdge): number =>
      (((back - angleOf(candidate.index)) % full) + full) % full || full;
    const fan = must(around.get(edge.to), "edges at a vertex").filter(
      (candidate) => kept.has(candidate.index) && candidate.index !== edge.twin,
    );
    const best = fan.sort((a, b) => clockwise(a) - clockwise(b))[0];
    return best ?? (kept.has(edge.twin) ? halfEdges[edge.twin] : undefined);
  };
}

function tracedCycles(
  halfEdges: readonly HalfEdge[],
  kept: ReadonlySet<number>,
  next: (edge: HalfEdge) => HalfEdge | undefined,
): HalfEdge[][] {
  const seen = new Set<number>();
  const cycles: HalfEdge[][] = [];
  for (const start of halfEdges) {
    if (!kept.has(start.index) || seen.has(start.index)) continue;
    const cycle: HalfEdge[] = [];
    let edge: HalfEdge | undefined = start;
    while (edge && !seen.has(edge.index)) {
      seen.add(edge.index);
      cycle.push(edge);
      edge = next(edge);
    }
    cycles.push(cycle);
  }
  return cycles;
}

/** Signed area by Green's theorem: exact for lines and circles, by chords for the rest. */
export function areaOf(edges: readonly { readonly curve: Curve2 }[]): number {
  let twice = 0;
  for (const { curve } of edges) {
    if (curve.kind === "arc") {
      const [a, b] = [startOf(curve), endOf(curve)];
      twice += cross2(a, b) + curve.radius ** 2 * (curve.sweep - Math.sin(curve.sweep));
    } else {
      const points = samplesOf(curve, 128);
      for (const [i, p] of points.slice(1).entries()) twice += cross2(at(points, i), p);
    }
  }
  return twice / 2;
}

function componentsOf(halfEdges: readonly HalfEdge[], kept: ReadonlySet<number>): (vertex: number) => number {
  const parent = new Map<number, number>();
  const rootOf = (v: number): number => {
    const up = parent.get(v);
    return up === undefined || up === v ? v : rootOf(up);
  };
  for (const edge of halfEdges) if (kept.has(edge.index)) parent.set(rootOf(edge.from), rootOf(edge.to));
  return rootOf;
}
