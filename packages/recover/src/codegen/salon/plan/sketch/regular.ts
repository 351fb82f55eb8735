/** Regular polygons of a drawing: corners on a construction circle, equal sides, one width across flats. */

import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { type Draft, relation } from "./draft.js";
import { difference, distanceRow, radiusRow, subtract } from "./gradients.js";
import { isHorizontal, isVertical, nameAt, type Outline, pointAt, type Round, type Segment } from "./outline.js";
import type { Line } from "./symmetry.js";

/** Squares and triangles read better by their sides. */
const leastSides = 5;

export interface Polygon {
  /** In order. */
  readonly sides: readonly Line[];
  /** The construction circle through the corners. */
  readonly circle: Extract<Round, { kind: "circle" }>;
}

/** The outline with the points of the circles round its regular polygons. */
export function regularPolygons(outline: Outline): {
  readonly outline: Outline;
  readonly polygons: readonly Polygon[];
} {
  const points = [...outline.points];
  const names = [...outline.names];
  const polygons = loopsOf(outline).flatMap((sides, i): Polygon[] => {
    const center = centerOf(outline, sides);
    if (!center) return [];
    const radius = distance2(center, pointAt(outline, at(sides, 0).start));
    const name = i === 0 ? "corners" : `corners${i + 1}`;
    const index = points.length;
    points.push(center, [center[0] + radius, center[1]]);
    names.push(`${name}.center`, `${name}.start`);
    return [{ sides, circle: { kind: "circle", name, center: index, start: index + 1, radius } }];
  });
  return { outline: { ...outline, points, names }, polygons };
}

/** Loops of nothing but lines. */
function loopsOf({ joints }: Outline): readonly (readonly Line[])[] {
  const next = new Map<Segment, Segment>(joints.map(({ segments }) => [segments[0], segments[1]]));
  const seen = new Set<Segment>();
  const loops: Line[][] = [];
  for (const first of next.keys()) {
    const loop: Segment[] = [];
    for (let s: Segment | undefined = first; s && !seen.has(s); s = next.get(s)) {
      seen.add(s);
      loop.push(s);
    }
    const lines = loop.filter((s): s is Line => s.kind === "line");
    if (loop.length > 0 && lines.length === loop.length) loops.push(lines);
  }
  return loops;
}

/** The middle of a regular polygon; undefined for any other. */
function centerOf(outline: Outline, sides: readonly Line[]): Vec2 | undefined {
  const n = sides.length;
  if (n < leastSides) return undefined;
  const corners = sides.map((side) => pointAt(outline, side.start));
  const mean = (axis: 0 | 1): number => {
    const value = corners.reduce((sum, corner) => sum + corner[axis], 0) / n;
    return Math.abs(value) < sameCoordinateMm ? 0 : value;
  };
  const center: Vec2 = [mean(0), mean(1)];
  const radius = distance2(center, at(corners, 0));
  const side = 2 * radius * Math.sin(Math.PI / n);
  const isRegular = corners.every(
    (corner, i) =>
      Math.abs(distance2(center, corner) - radius) < sameCoordinateMm &&
      Math.abs(distance2(corner, at(corners, (i + 1) % n)) - side) < sameCoordinateMm,
  );
  return isRegular ? center : undefined;
}

/** Holds the corners and sides of each polygon, and sizes it across flats where a side is level or upright. */
export function regulate(draft: Draft, polygons: readonly Polygon[]): void {
  const { outline, equations, shaping, aids } = draft;
  for (const { sides, circle } of polygons) {
    aids.push({ kind: "circle", name: circle.name, center: circle.center, start: circle.start });
    for (const side of sides) {
      const row = subtract(distanceRow(outline, side.start, circle.center), radiusRow(outline, circle));
      if (equations.add([row])) shaping.push(relation("coincident", nameAt(outline, side.start), circle.name));
    }
    const length = (side: Line) => distanceRow(outline, side.start, side.end);
    const first = at(sides, 0);
    equations.addSome(sides.slice(1).map((side) => subtract(length(side), length(first))));
    shaping.push(relation("equalLength", ...sides.map((side) => side.name)));
  }
}

/** People's sizes are multiples of such a part of a millimetre; halves and quarters of inches are, too. */
const partsOfMm = 10_000;

const isRound = (size: number): boolean =>
  Math.abs(size - Math.round(size * partsOfMm) / partsOfMm) < sameCoordinateMm / 10;

/** The width across flats of each polygon that has a level or upright side opposite another. */
export function sizeFlats({ outline, equations, sizing }: Draft, polygons: readonly Polygon[]): void {
  for (const { sides, circle } of polygons) {
    if (sides.length % 2 === 1) continue;
    const flat = sides.findIndex((side) => isHorizontal(outline, side) || isVertical(outline, side));
    if (flat < 0) continue;
    const [a, b] = [at(sides, flat), at(sides, (flat + sides.length / 2) % sides.length)];
    const axis = isHorizontal(outline, a) ? 1 : 0;
    const [low, high] = pointAt(outline, a.start)[axis] < pointAt(outline, b.start)[axis] ? [a, b] : [b, a];
    const flats = pointAt(outline, high.start)[axis] - pointAt(outline, low.start)[axis];
    // Who drew it by its corners has a round number there; the other is irrational.
    if (isRound(2 * circle.radius) && !isRound(flats)) continue;
    if (!equations.add([difference(high.start, low.start, axis)])) continue;
    const ends = [pointAt(outline, low.start)[axis], pointAt(outline, high.start)[axis]] as const;
    const between = [nameAt(outline, low.start), nameAt(outline, high.start)] as const;
    sizing.push({ kind: "span", axis, value: ends[1] - ends[0], role: "flats", ends, between, segment: low });
  }
}
