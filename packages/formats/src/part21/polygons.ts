/** Closed shells whose faces are bounded by polygons (FACETED_BREP). */
import { at } from "@unbake/ground";
import { vectorOf } from "./affine.js";
import type { Part21 } from "./types.js";

export interface Polygon {
  readonly face: number;
  /** CARTESIAN_POINT instances in order. */
  readonly points: readonly number[];
}

/** Faces of a faceted shell with a side that no other face has; sides are compared by the coordinates of their ends. */
export function lonePolygons(file: Part21, polygons: readonly Polygon[]): readonly number[] {
  const numberOf = pointNumbers(file);
  const sides = new Map<string, { face: number; count: number }>();
  for (const { face, points } of polygons) {
    points.forEach((point, i) => {
      const a = numberOf(point);
      const b = numberOf(at(points, (i + 1) % points.length));
      if (a === b) return;
      const side = a < b ? `${a} ${b}` : `${b} ${a}`;
      const known = sides.get(side);
      sides.set(side, { face, count: known === undefined ? 1 : known.count + 1 });
    });
  }
  return [...new Set([...sides.values()].filter((side) => side.count === 1).map((side) => side.face))];
}

/** Points with the same coordinates to 7 digits have the same number. */
function pointNumbers(file: Part21): (point: number) => number {
  const byCoordinates = new Map<string, number>();
  const byPoint = new Map<number, number>();
  return (point) => {
    const known = byPoint.get(point);
    if (known !== undefined) return known;
    const text =
      vectorOf(file, point)
        ?.map((x) => x.toPrecision(7))
        .join() ?? `#${point}`;
    const number = byCoordinates.get(text) ?? byCoordinates.size;
    byCoordinates.set(text, number);
    byPoint.set(point, number);
    return number;
  };
}
