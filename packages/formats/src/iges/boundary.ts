/** Drafts of faces and their edges, on their way to Part 21 text. */

import type { CurveSegment, Surface, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve, lerp } from "@unbake/geometry";
import { entityError } from "./fail.js";
import type { IgesEntity } from "./types.js";

/** Compared by identity: neighbours share it. */
export interface VertexDraft {
  readonly point: Vec3;
}

/** Its curve runs from `start` to `end` as its parameter grows. Compared by identity. */
export interface EdgeDraft {
  readonly owner: number;
  readonly segment: CurveSegment;
  readonly start: VertexDraft;
  readonly end: VertexDraft;
}

export interface EdgeUse {
  readonly edge: EdgeDraft;
  readonly reversed: boolean;
}

export interface LoopDraft {
  readonly uses: readonly EdgeUse[];
  /** Instead of edges: a single point. */
  readonly vertex?: VertexDraft;
}

export interface FaceDraft {
  readonly entity: IgesEntity;
  readonly surface: Surface;
  readonly sameSense: boolean;
  /** The first loop is known to be the outer one. */
  readonly outerFirst: boolean;
  readonly loops: readonly LoopDraft[];
}

/** How far ends may be apart, in units of the file. */
export interface Gaps {
  /** Points this close are one. */
  readonly same: number;
  /** Ends of neighbours further apart than this do not belong together. */
  readonly join: number;
}

interface Walk {
  readonly segment: CurveSegment;
  readonly reversed: boolean;
  readonly from: Vec3;
  readonly to: Vec3;
}

const middleOf = ({ curve, range }: CurveSegment): Vec3 => evaluateCurve(curve, (range[0] + range[1]) / 2);

/**
 * A closed loop of the pieces, in order, each turned round where that makes it meet the one before. Pieces without length drop out. Two that
 * coincide and run against each other are one edge used twice: the seam of a closed surface. Undefined when nothing is left.
 * @throws bad_geometry naming the entity when ends are further apart than `gaps.join`.
 */
export function closedLoop(entity: IgesEntity, pieces: readonly CurveSegment[], gaps: Gaps): LoopDraft | undefined {
  const walks = chain(
    pieces.map(ascending).filter((segment) => !isPoint(segment, gaps.same)),
    gaps,
  );
  if (walks.length === 0) return undefined;
  const vertices: VertexDraft[] = walks.map((walk, i) => {
    const before = walks.at(i - 1) ?? walk;
    const gap = distance3(before.to, walk.from);
    if (gap > gaps.join) {
      throw entityError(
        "bad_geometry",
        entity,
        `its boundary does not close: two of its curves are ${gap.toPrecision(3)} apart`,
      );
    }
    return { point: lerp(before.to, walk.from, 0.5) };
  });
  mergeVertices(vertices, gaps.same);
  const edges: EdgeUse[] = [];
  walks.forEach((walk, i) => {
    const from = vertices[i];
    const to = vertices[(i + 1) % vertices.length];
    if (!from || !to) return;
    const seam = edges.find(({ edge, reversed }) =>
      reversed !== walk.reversed
        ? isSame(edge.segment, walk.segment, gaps.same)
        : isOpposite(edge.segment, walk.segment, gaps.same),
    );
    if (seam) edges.push({ edge: seam.edge, reversed: !seam.reversed });
    else {
      const [start, end] = walk.reversed ? [to, from] : [from, to];
      edges.push({ edge: { owner: entity.de, segment: walk.segment, start, end }, reversed: walk.reversed });
    }
  });
  return { uses: edges };
}

/** With a growing range; the direction that it had is found again from its neighbours. */
function ascending({ curve, range }: CurveSegment): CurveSegment & { readonly turned: boolean } {
  const [a, b] = range;
  return a <= b ? { curve, range, turned: false } : { curve, range: [b, a], turned: true };
}

function isPoint(segment: CurveSegment, same: number): boolean {
  const { curve, range } = segment;
  const start = evaluateCurve(curve, range[0]);
  return distance3(start, evaluateCurve(curve, range[1])) <= same && distance3(start, middleOf(segment)) <= same;
}

/** Each piece in the direction in which it meets the one before. */
function chain(segments: readonly (CurveSegment & { readonly turned: boolean })[], gaps: Gaps): Walk[] {
  const ends = segments.map(({ turned, ...segment }) => ({
    segment,
    turned,
    start: evaluateCurve(segment.curve, segment.range[0]),
    end: evaluateCurve(segment.curve, segment.range[1]),
  }));
  const walks: Walk[] = [];
  ends.forEach(({ segment, turned, start, end }, i) => {
    const stated = turned ? [end, start] : [start, end];
    const before = walks.at(-1)?.to;
    const next = ends[(i + 1) % ends.length];
    let reversed = turned;
    if (before) {
      const asStated = distance3(before, stated[0] ?? start);
      const other = distance3(before, stated[1] ?? end);
      if (asStated > gaps.same && other < asStated) reversed = !turned;
    } else if (next && ends.length > 1) {
      const reach = (p: Vec3 | undefined): number =>
        p ? Math.min(distance3(p, next.start), distance3(p, next.end)) : Infinity;
      if (reach(stated[1]) > gaps.same && reach(stated[0]) < reach(stated[1])) reversed = !turned;
    }
    walks.push({ segment, reversed, from: reversed ? end : start, to: reversed ? start : end });
  });
  return walks;
}

/** Vertices of one loop at the same place are one vertex (both ends of a seam meet at it). */
function mergeVertices(vertices: VertexDraft[], same: number): void {
  vertices.forEach((vertex, i) => {
    const twin = vertices.slice(0, i).find((other) => distance3(other.point, vertex.point) <= same);
    if (twin) vertices[i] = twin;
  });
}

function samples({ curve, range }: CurveSegment): Vec3[] {
  return [0, 0.25, 0.5, 0.75, 1].map((t) => evaluateCurve(curve, range[0] + (range[1] - range[0]) * t));
}

/** Same course; the parameters of two curves of one shape may differ, so only the ends and the middle must agree. */
function isSame(a: CurveSegment, b: CurveSegment, same: number): boolean {
  return coincide(samples(a), samples(b), same);
}

function isOpposite(a: CurveSegment, b: CurveSegment, same: number): boolean {
  return coincide(samples(a), samples(b).reverse(), same);
}

function coincide(a: readonly Vec3[], b: readonly Vec3[], same: number): boolean {
  return a.every((point, i) => distance3(point, b[i] ?? point) <= same);
}

/** The loop walked the other way. */
export function turned({ uses, ...rest }: LoopDraft): LoopDraft {
  return { ...rest, uses: [...uses].reverse().map(({ edge, reversed }) => ({ edge, reversed: !reversed })) };
}
