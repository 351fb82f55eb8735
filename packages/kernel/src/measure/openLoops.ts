/**
 * Flat faces whose edges do not quite meet. Writers end edges where a numeric intersection found a point, and where curves touch that may be micrometres off
 * both. OpenCASCADE integrates along the edges alone, seen from a border of the face: a gap counts as far as it lies from there (a gap of 4 um made a letter
 * of 38 mm2 smaller by 0.015). Here the boundary is integrated with its gaps closed.
 */
import {
  type Coedge,
  type Curve,
  curveTangent,
  evaluateCurve,
  type FaceInfo,
  type Frame,
  type Topology,
  toGlobal,
  toLocal,
  toLocalDirection,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { loopGapMm } from "../tolerances.js";
import type { FaceMeasure } from "./faceMeasures.js";

/** A piece of a curve in the plane, from parameter 0 to 1. */
interface Piece {
  readonly from: Vec2;
  readonly to: Vec2;
  /** Its point and derivative in the plane; absent where it is straight. */
  readonly along?: (t: number) => readonly [Vec2, Vec2];
}

/**
 * Area and centroid of a plane face with its gaps closed; undefined where it has none that counts, a border that is not known, or where gaps do not account
 * for what `open`, the measure along its edges alone, differs by.
 */
export function closedMeasure(
  { edges }: Topology,
  { surface, loops }: FaceInfo,
  open: FaceMeasure,
): FaceMeasure | undefined {
  if (surface.kind !== "plane") return undefined;
  const { frame } = surface;
  const borders = loops.map(({ coedges }) =>
    coedges.map((coedge) => {
      const edge = edges[coedge.edge];
      return edge?.curve && { coedge, curve: edge.curve, range: edge.range };
    }),
  );
  const known = borders.map((border) => border.flatMap((one) => one ?? []));
  if (known.some((border, i) => border.length !== at(borders, i).length)) return undefined;
  const closed = known.map((border) =>
    withGaps(border.map(({ coedge, curve, range }) => pieces(frame, coedge, curve, range))),
  );
  if (closed.every(({ gapMm }) => gapMm <= loopGapMm)) return undefined;
  const all = closed.flatMap((one) => one.pieces);
  const measure = momentsOf(frame, all);
  const most = closed.reduce((sum, { gapMm }) => sum + gapMm, 0) * extentOf(all);
  return Math.abs(measure.area - open.area) <= most ? measure : undefined;
}

/** Width and height together of what the pieces lie in. */
function extentOf(all: readonly Piece[]): number {
  const span = (axis: 0 | 1): number => {
    const values = all.flatMap(({ from, to }) => [from[axis], to[axis]]);
    return Math.max(...values) - Math.min(...values);
  };
  return span(0) + span(1);
}

/** The pieces of a loop with straight ones where edges do not meet, and how wide these gaps are together. */
function withGaps(edges: readonly (readonly Piece[])[]): { readonly pieces: readonly Piece[]; readonly gapMm: number } {
  const gaps = edges.map((edge, i): Piece => {
    const next = at(edges, (i + 1) % edges.length);
    return { from: at(edge, edge.length - 1).to, to: at(next, 0).from };
  });
  return {
    pieces: [...edges.flat(), ...gaps],
    gapMm: gaps.reduce((sum, { from, to }) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]), 0),
  };
}

/** Turns of a circle or an ellipse that eight points integrate to rounding, radians. */
const arcStepRad = Math.PI / 4;
/** Pieces of a span of a spline, and of a curve of another kind. */
const [spanPieces, otherPieces] = [2, 32];

function pieces(frame: Frame, { reversed }: Coedge, curve: Curve, [a, b]: readonly [number, number]): Piece[] {
  const point = (t: number): Vec2 => flat(toLocal(frame, evaluateCurve(curve, t)));
  const slope = (t: number): Vec2 => flat(toLocalDirection(frame, curveTangent(curve, t)));
  const cuts = cutsOf(curve, a, b);
  const ends = reversed ? cuts.reverse() : cuts;
  return ends.slice(1).map((to, i): Piece => {
    const from = at(ends, i);
    const straight = { from: point(from), to: point(to) };
    if (curve.kind === "line") return straight;
    const width = to - from;
    return {
      ...straight,
      along: (s) => {
        const [dx, dy] = slope(from + s * width);
        return [point(from + s * width), [dx * width, dy * width]];
      },
    };
  });
}

const flat = ([x, y]: Vec3): Vec2 => [x, y];

/** Parameters from a to b between which a curve is smooth and short enough. */
function cutsOf(curve: Curve, a: number, b: number): number[] {
  const evenly = (from: number, to: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => from + ((to - from) * i) / count);
  switch (curve.kind) {
    case "line":
      return [a, b];
    case "circle":
    case "ellipse":
      return [...evenly(a, b, Math.max(1, Math.ceil((b - a) / arcStepRad))), b];
    case "bspline": {
      const inner = curve.periodic ? [] : curve.knots.filter((knot) => knot > a && knot < b);
      if (inner.length === 0 && curve.periodic) return [...evenly(a, b, otherPieces * curve.knots.length), b];
      const ends = [a, ...inner, b];
      return [...ends.slice(1).flatMap((to, i) => evenly(at(ends, i), to, spanPieces)), b];
    }
    default:
      return [...evenly(a, b, otherPieces), b];
  }
}

/** Gauss and Legendre's points and weights of order eight, from 0 to 1. */
const half = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;
const gauss = half.flatMap(([x, w]): (readonly [number, number])[] => [
  [(1 - x) / 2, w / 2],
  [(1 + x) / 2, w / 2],
]);

/** Green's theorem: area and first moments from the boundary, seen from its first point so that nothing large cancels. */
function momentsOf(frame: Frame, boundary: readonly Piece[]): FaceMeasure {
  const [x0, y0] = at(boundary, 0).from;
  let [area, momentX, momentY] = [0, 0, 0];
  for (const { from, to, along } of boundary) {
    const straight: readonly [Vec2, Vec2] = [from, [to[0] - from[0], to[1] - from[1]]];
    for (const [t, weight] of gauss) {
      const [[px, py], [dx, dy]] = along ? along(t) : straight;
      const [x, y] = along ? [px - x0, py - y0] : [px + t * dx - x0, py + t * dy - y0];
      area += (weight * (x * dy - y * dx)) / 2;
      momentX += (weight * x * x * dy) / 2;
      momentY -= (weight * y * y * dx) / 2;
    }
  }
  const centroid = toGlobal(frame, [x0 + momentX / area, y0 + momentY / area, 0]);
  return { area: Math.abs(area), centroid };
}
