/** Coordinates of a drawing in terms of parameters. */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { inPart, type Scope } from "../scope.js";
import type { Datums } from "../values/datums.js";
import { literal, minus, plus, type Quantity, times } from "../values/quantity.js";
import { isTyped } from "../values/typed.js";
import { holeTitle } from "./circleNames.js";
import type { Coordinate, Span, SpanRole } from "./measures.js";
import { isHorizontal, isVertical, type Outline, pointAt, type Round, type Segment } from "./outline.js";
import { capital, plainName } from "./segmentNames.js";

/** More positions than this in one drawing stay numbers: a list of seventy parameters drives nothing. */
const namedPositions = 14;

export interface Drafting {
  readonly noun: string;
  /** Named coordinates along the two sketch axes. */
  readonly datums: readonly [Datums, Datums];
  /** What the extents are called: ["Width", "Depth"]. */
  readonly sizes: readonly [string, string];
  /** What the axes are called: ["X", "Y"]. */
  readonly letters: readonly [string, string];
}

export interface Positions {
  at(measure: Coordinate): Quantity;
  /** A distance between two places: the difference of two that are known, else a size of its own. */
  between(measure: Span): Quantity;
}

/** How the coordinates of one drawing are measured. It does not leave the pass that names them. */
interface Ruler {
  readonly scope: Scope;
  readonly drafting: Drafting;
  readonly outline: Outline;
  readonly prefix: string;
  /** What has straight sides across an axis is measured from its ends; the round and slots from the origin, by their centres. */
  readonly sided: readonly [boolean, boolean];
  /** As wide as high: what is as far along one axis as along the other is the same thing twice. */
  readonly square: boolean;
  /** A distance of its own: a parameter, or a number where there are too many. */
  size(title: string, value: number): Quantity;
  /** The same for where something is: a corner or the centre of an arc is no size. */
  position(measure: Coordinate, title: string, value: number): Quantity;
  /** The two ends of the outline along an axis. */
  ends(axis: 0 | 1): readonly [Quantity, Quantity];
}

/** Coordinates in terms of parameters: those that are known already, and new ones. */
export function createPositions(scope: Scope, drafting: Drafting, outline: Outline): Positions {
  const ruler = createRuler(scope, drafting, outline);
  return {
    at(measure) {
      const datums = drafting.datums[measure.axis];
      const known = datums.find(measure.value);
      if (known) return known;
      const quantity = freshPosition(ruler, measure);
      datums.note(measure.value, quantity);
      return quantity;
    },
    between: (measure) => freshSpan(ruler, measure),
  };
}

function createRuler(scope: Scope, drafting: Drafting, outline: Outline): Ruler {
  const { parameters } = scope;
  const prefix = inPart(scope, drafting.noun);
  const slot = outline.segments.some((s) => s.kind === "arc" && /End$/.test(plainName(s.name)));
  const isSided = (test: typeof isVertical): boolean => !slot && outline.segments.some((s) => test(outline, s));
  const sided = [isSided(isVertical), isSided(isHorizontal)] as const;
  const [wide, high] = [outline.high[0] - outline.low[0], outline.high[1] - outline.low[1]];
  let left = namedPositions;
  const known = new Map<0 | 1, readonly [Quantity, Quantity]>();
  return {
    scope,
    drafting,
    outline,
    prefix,
    sided,
    square: sided.every(Boolean) && Math.abs(wide - high) < sameCoordinateMm,
    size: (title, value) => (left-- > 0 ? parameters.length(prefix + title, value) : literal(value)),
    position: (measure, title, value) => {
      if (left-- <= 0) return literal(value);
      return isPlaceOnly({ scope, outline }, measure, value)
        ? parameters.place(prefix + title, value)
        : parameters.length(prefix + title, value);
    },
    ends(axis) {
      const [from, to] = [outline.low[axis], outline.high[axis]];
      const ends =
        known.get(axis) ??
        drafting.datums[axis].range(
          from,
          to,
          () => parameters.length(prefix + drafting.sizes[axis], to - from),
          () => signed(from, (value) => parameters.length(prefix + drafting.letters[axis], value)),
        );
      known.set(axis, ends);
      return ends;
    },
  };
}

/**
 * The first of these that holds: an end of the outline; a chamfer away from the corner that it breaks; as far as along the other
 * axis; opposite a centre; in the stock; the mirror image of a known one; a distance of its own from the nearest end.
 */
function freshPosition(ruler: Ruler, measure: Coordinate): Quantity {
  const { scope, drafting, outline, prefix, size, position } = ruler;
  const { axis, value, point, segment, line } = measure;
  const find = (v: number): Quantity | undefined => drafting.datums[axis].find(v);
  const straight = ruler.sided[axis];
  if (straight) {
    ruler.ends(axis);
    const end = find(value);
    if (end) return end;
    const broken = line ? undefined : chamferFrom(outline, axis, point, find);
    if (broken) return plus(broken.from, size("Chamfer", Math.abs(broken.by)), Math.sign(broken.by));
  }
  const twin = ruler.square ? drafting.datums[axis === 0 ? 1 : 0].find(value) : undefined;
  if (twin) return twin;
  if (segment.kind !== "line" && hasTwin(outline, segment, axis)) {
    const title = spanTitle(segment, "spacing");
    return times(scope.parameters.length(prefix + title, 2 * Math.abs(value)), Math.sign(value) / 2);
  }
  const title = titleOf(ruler, measure);
  const inStock = straight ? undefined : positionInStock(ruler, measure, title);
  if (inStock) return inStock;
  // A drawing that is centred is measured from its middle, any other from its nearest end.
  const [low, high] = [outline.low[axis], outline.high[axis]];
  if (!straight || Math.abs(low + high) < sameCoordinateMm) return signed(value, (v) => position(measure, title, v));
  const [below, above] = ruler.ends(axis);
  const opposite = find(low + high - value);
  if (opposite) return minus(plus(below, above), opposite);
  return value - low <= high - value
    ? plus(below, position(measure, title, value - low))
    : minus(above, position(measure, title, high - value));
}

/** A span, and what it says about the end that had no name before. */
function freshSpan(ruler: Ruler, { axis, ends, role, segment, value }: Span): Quantity {
  const { drafting, outline, size } = ruler;
  const datums = drafting.datums[axis];
  const [low, high] = ends;
  if (role === "size") ruler.ends(axis);
  const [below, above] = [datums.find(low), datums.find(high)];
  if (below && above) return minus(above, below);
  const length = size(spanTitle(segment, role), value);
  if (below) datums.note(high, plus(below, length));
  else if (above) datums.note(low, minus(above, length));
  else if (Math.abs(low + high) < sameCoordinateMm) datums.note(high, times(length, 0.5));
  else {
    const middle = datums.find(outline.low[axis] + outline.high[axis]);
    if (middle && Math.abs(low + high - middle.value) < sameCoordinateMm) {
      datums.note(low, times(minus(middle, length), 0.5));
      datums.note(high, times(plus(middle, length), 0.5));
    }
  }
  return length;
}

/** What a span is called: a wall by its thickness, an opening by its width, a seat by its length. */
function spanTitle(segment: Segment, role: SpanRole): string {
  if (role === "flats") return "WidthAcrossFlats";
  if (role === "thickness") return "WallThickness";
  if (role === "gap") return "OpeningWidth";
  const name = capital(plainName(segment.name));
  if (role === "length") return name === "Outside" ? "BarrelLength" : `${name}Length`;
  if (role !== "spacing") return name;
  return segment.kind === "arc" ? "CenterDistance" : `${name}Spacing`;
}

/**
 * Nothing that a drawing has a size for: the centre of an arc that is no end of a slot, a corner that is on no side of the outline, or one whose number
 * nobody typed. Holes have places that people name, and so have corners on a side (the low end of a ramp).
 */
function isPlaceOnly(
  { scope, outline }: Pick<Ruler, "scope" | "outline">,
  { axis, point, segment, line }: Coordinate,
  value: number,
): boolean {
  if (line || segment.kind === "circle" || outline.separate || /End$/.test(plainName(segment.name))) return false;
  if (segment.kind === "arc" && segment.center === point) return true;
  const other = axis === 0 ? 1 : 0;
  const across = pointAt(outline, point)[other];
  const isOnSide = [outline.low, outline.high].some((corner) => Math.abs(corner[other] - across) < sameCoordinateMm);
  return !isOnSide || !isTyped(value, scope.numbers.unit);
}

/** What a distance of its own is called. */
function titleOf({ outline, drafting }: Ruler, { axis, segment, line }: Coordinate): string {
  const letter = drafting.letters[axis];
  const name = plainName(segment.name);
  const alone = outline.separate || outline.segments.length === 1 || /End$/.test(name);
  const which = segment.name.slice(name.length);
  if (!alone && segment.kind === "circle") return holeTitle(segment.name) + which + letter;
  // A coordinate of one of many says which.
  return alone ? which + letter : capital(segment.name) + (line ? "" : letter);
}

/** The mirror image of a known coordinate in the stock, or a distance from the stock's far end. */
function positionInStock(
  { scope, drafting, position }: Ruler,
  measure: Coordinate,
  title: string,
): Quantity | undefined {
  const { axis, value } = measure;
  const stock = stockEnds(scope, drafting, axis);
  if (!stock) return undefined;
  const [start, end] = stock;
  const opposite = drafting.datums[axis].find(start.value + end.value - value);
  if (opposite) return minus(plus(start, end), opposite);
  // In a stock that is not centred, what is near its far end is measured from there.
  const centred = Math.abs(start.value + end.value) < sameCoordinateMm;
  const beyond = value - start.value > end.value - value && value < end.value;
  return !centred && beyond ? minus(end, position(measure, title, end.value - value)) : undefined;
}

/** Where the stock begins and ends along an axis of the drawing. */
function stockEnds(scope: Scope, drafting: Drafting, axis: 0 | 1): readonly [Quantity, Quantity] | undefined {
  const index = scope.datums.indexOf(drafting.datums[axis]);
  return index < 0 ? undefined : scope.stock?.ends[index];
}

/** A chamfer is shorter than this share of the outline's smaller side. */
const chamferShare = 0.25;

/** The point ends a short line at 45 degrees whose other end is known along this axis. */
export function chamferFrom(
  outline: Outline,
  axis: 0 | 1,
  point: number,
  find: (value: number) => Quantity | undefined,
): { readonly from: Quantity; readonly by: number } | undefined {
  const longest = chamferShare * Math.min(outline.high[0] - outline.low[0], outline.high[1] - outline.low[1]);
  for (const s of outline.segments) {
    if (s.kind !== "line" || (s.start !== point && s.end !== point)) continue;
    const [here, there] = [outline.points[point], outline.points[s.start === point ? s.end : s.start]];
    if (!here || !there) continue;
    const [dx, dy] = [here[0] - there[0], here[1] - there[1]];
    if (Math.abs(Math.abs(dx) - Math.abs(dy)) > sameCoordinateMm || Math.abs(dx) > longest) continue;
    const from = find(there[axis]);
    if (from) return { from, by: here[axis] - there[axis] };
  }
  return undefined;
}

/** Another of its kind stands opposite the origin along this axis. */
function hasTwin(outline: Outline, arc: Round, axis: 0 | 1): boolean {
  const at = (s: Round): number => pointAt(outline, s.center)[axis];
  return outline.segments.some((s) => s !== arc && s.kind === arc.kind && Math.abs(at(s) + at(arc)) < sameCoordinateMm);
}

/** A quantity with the sign of `value`; the parameter itself is positive. */
function signed(value: number, positive: (size: number) => Quantity): Quantity {
  return value < 0 ? times(positive(-value), -1) : positive(value);
}
