/** Things of one name in a drawing, told apart by where they are. */
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { letterOf } from "../letters.js";

export interface Named {
  readonly name: string;
  readonly at: Vec2;
}

/** What the ends of the two axes are called. */
export interface PlaceWords {
  readonly left: string;
  readonly right: string;
  readonly bottom: string;
  readonly top: string;
}

/** The names in the same order, each once: two walls are the left and the right one, four are at corners, more have letters along their row. */
export function tellApart(things: readonly Named[], words: PlaceWords): readonly string[] {
  return things.map((thing, i) => {
    const alike = things.flatMap((other, j) => (other.name === thing.name ? [j] : []));
    if (alike.length === 1) return thing.name;
    const places = placesOf(
      alike.map((j) => at(things, j).at),
      words,
    );
    return inserted(thing.name, at(places, alike.indexOf(i)));
  });
}

function placesOf(points: readonly Vec2[], words: PlaceWords): readonly string[] {
  const level = sideOf(points, 0, [words.left, words.right]);
  const upright = sideOf(points, 1, [words.bottom, words.top]);
  const wide = extent(points, 0) >= extent(points, 1);
  for (const side of wide ? [level, upright] : [upright, level]) if (areDifferent(side, points)) return side;
  const corners = points.map((_, i) => (at(upright, i) === "" ? at(level, i) : at(upright, i) + capital(at(level, i))));
  if (areDifferent(corners, points)) return corners;
  const round = octantsOf(points, words);
  if (areDifferent(round, points)) return round;
  const order = [...points.keys()].sort((i, j) => {
    const [a, b] = [at(points, i), at(points, j)];
    const axis = wide ? 0 : 1;
    const along = a[axis] - b[axis];
    return Math.abs(along) > sameCoordinateMm ? along : a[axis === 0 ? 1 : 0] - b[axis === 0 ? 1 : 0];
  });
  return points.map((_, i) => letterOf(order.indexOf(i)));
}

/** In which of eight directions from their middle the points are: the sides of a hexagon all differ, however it is turned. */
function octantsOf(points: readonly Vec2[], { left, right, bottom, top }: PlaceWords): readonly string[] {
  const names = [right, top + capital(right), top, top + capital(left), left, bottom + capital(left), bottom];
  const all = [...names, bottom + capital(right)];
  const middle = ([0, 1] as const).map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
  return points.map(([x, y]) => {
    const eighths = Math.atan2(y - at(middle, 1), x - at(middle, 0)) / (Math.PI / 4);
    return at(all, (Math.round(eighths) + all.length) % all.length);
  });
}

const areDifferent = (words: readonly string[], of: readonly Vec2[]): boolean =>
  new Set(words).size === of.length && words.every((word) => word !== "");

/** On which side of their middle the points are; empty in the middle. */
function sideOf(points: readonly Vec2[], axis: 0 | 1, [low, high]: readonly [string, string]): readonly string[] {
  const values = points.map((p) => p[axis]);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  return values.map((value) => (Math.abs(value - middle) < sameCoordinateMm ? "" : value < middle ? low : high));
}

function extent(points: readonly Vec2[], axis: 0 | 1): number {
  const values = points.map((p) => p[axis]);
  return Math.max(...values) - Math.min(...values);
}

/** "topNotchWall" with "left": "topNotchLeftWall"; with "B": "topNotchBWall". A single word has its place before it, its letter behind. */
function inserted(name: string, place: string): string {
  const last = name.search(/[A-Z][^A-Z]*$/);
  const isLetter = /^[A-Z][a-z]?$/.test(place);
  if (last < 0) return isLetter ? name + place : place + capital(name);
  return name.slice(0, last) + capital(place) + name.slice(last);
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
