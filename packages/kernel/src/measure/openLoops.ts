/**
 * Flat faces whose edges do not quite meet. Writers end edges where a numeric intersection found a point, and where curves touch that may be micrometres off
 * both. OpenCASCADE integrates along the edges alone, seen from a border of the face: a gap counts as far as it lies from there (a gap of 4 um made a letter
 * of 38 mm2 smaller by 0.015). Here the boundary is integrated with its gaps closed.
 */
import {
  type Curve,
  curveTangent,
  type EdgeInfo,
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

/** An edge in the plane, the way its loop runs. */
interface Border {
  readonly from: Vec2;
  readonly to: Vec2;
  readonly curve: Curve;
  /** Parameters of its ends, the first may be the greater. */
  readonly range: readonly [number, number];
}

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
  const borders: (readonly Border[])[] = [];
  for (const { coedges } of loops) {
    const known = coedges.flatMap(({ edge, reversed }) => borderOf(frame, edges[edge], reversed) ?? []);
    if (known.length !== coedges.length) return undefined;
    borders.push(known);
  }
  const gaps = borders.map(gapsOf);
  const widths = gaps.map((those) => those.reduce((sum, gap) => sum + lengthOf(gap), 0));
  if (widths.every((width) => width <= loopGapMm)) return undefined;
  const all = [...borders.flat().flatMap((border) => pieces(frame, border)), ...gaps.flat()];
  const measure = momentsOf(frame, all);
  const most = widths.reduce((sum, width) => sum + width, 0) * extentOf(all);
  return Math.abs(measure.area - open.area) <= most ? measure : undefined;
}

const lengthOf = ({ from, to }: Piece): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

function borderOf(frame: Frame, edge: EdgeInfo | undefined, reversed: boolean): Border | undefined {
  if (!edge?.curve) return undefined;
  const { curve } = edge;
  const [a, b] = edge.range;
  const range = reversed ? ([b, a] as const) : ([a, b] as const);
  const [from, to] = [pointOn(frame, curve, range[0]), pointOn(frame, curve, range[1])];
  return { from, to, curve, range };
}

const pointOn = (frame: Frame, curve: Curve, t: number): Vec2 => flat(toLocal(frame, evaluateCurve(curve, t)));

/** From the end of each edge of a loop to where the next one begins. */
const gapsOf = (loop: readonly Border[]): Piece[] =>
  loop.map(({ to }, i) => ({ from: to, to: at(loop, (i + 1) % loop.length).from }));

/** Width and height together of what the pieces lie in. */
function extentOf(all: readonly Piece[]): number {
  const span = (axis: 0 | 1): number => {
    const values = all.flatMap(({ from, to }) => [from[axis], to[axis]]);
    return Math.max(...values) - Math.min(...values);
  };
  return span(0) + span(1);
}

/** Turns of a circle or an ellipse that eight points integrate to rounding, radians. */
const arcStepRad = Math.PI / 4;
/** Pieces of a span of a spline, and of a curve of another kind. */
const [spanPieces, otherPieces] = [2, 32];

function pieces(frame: Frame, { from, to, curve, range }: Border): Piece[] {
  if (curve.kind === "line") return [{ from, to }];
  const slope = (t: number): Vec2 => flat(toLocalDirection(frame, curveTangent(curve, t)));
  const [a, b] = [Math.min(...range), Math.max(...range)];
  const cuts = cutsOf(curve, a, b);
  if (range[0] > range[1]) cuts.reverse();
  return cuts.slice(1).map((end, i): Piece => {
    const start = at(cuts, i);
    const width = end - start;
    return {
      from: pointOn(frame, curve, start),
      to: pointOn(frame, curve, end),
      along: (s) => {
        const t = start + s * width;
        const [dx, dy] = slope(t);
        return [pointOn(frame, curve, t), [dx * width, dy * width]];
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
    case "circle":
    case "ellipse":
      return [...evenly(a, b, Math.max(1, Math.ceil((b - a) / arcStepRad))), b];
    case "bspline": {
      if (curve.periodic) return [...evenly(a, b, otherPieces * curve.knots.length), b];
      const ends = [a, ...curve.knots.filter((knot) => knot > a && knot < b), b];
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
