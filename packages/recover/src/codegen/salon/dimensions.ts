/** Names for the numbers of a drawing: extents, positions, radii become parameters or follow from those that are there. */
import type { Expression } from "../kcl/kcl.js";
import { inPart, type SalonContext } from "./context.js";
import { createDatums, type Datums, sameCoordinateMm } from "./datums.js";
import { isHorizontal, isVertical, type Outline, type Segment } from "./outline.js";
import { minus, plus, type Quantity, times } from "./quantity.js";
import type { Dimensions } from "./relations.js";
import { capital } from "./segmentNames.js";

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

type Arc = Extract<Segment, { kind: "arc" | "circle" }>;

/** Dimensions of the section of an extrusion. */
export function sectionDimensions(context: SalonContext, drafting: Drafting, outline: Outline): Dimensions {
  const { parameters } = context;
  const prefix = inPart(context, drafting.noun);
  const positions = createPositions(context, drafting, outline);
  return {
    coordinate(axis, value, point, segment, line) {
      const quantity = positions.at(axis, value, point, segment, line);
      return parameters.print(value < 0 ? times(quantity, -1) : quantity);
    },
    radius: (segment, radius, tangent) => radiusDimension(context, prefix, segment, radius, tangent, outline),
  };
}

interface Positions {
  at(axis: 0 | 1, value: number, point: number, segment: Segment, line: boolean): Quantity;
}

/**
 * Coordinates in terms of parameters, the first of these that holds: known already; an end of the outline; a chamfer away
 * from the corner that it breaks; opposite a centre; the mirror image of a known one; a distance of its own from the nearest end.
 */
function createPositions(context: SalonContext, drafting: Drafting, outline: Outline): Positions {
  const { parameters } = context;
  const prefix = inPart(context, drafting.noun);
  let left = namedPositions;
  const size = (title: string, value: number): Quantity =>
    left-- > 0 ? parameters.length(prefix + title, value) : { value, terms: new Map(), constant: value };
  const ends: [readonly [Quantity, Quantity] | undefined, readonly [Quantity, Quantity] | undefined] = [
    undefined,
    undefined,
  ];
  const endsOf = (axis: 0 | 1): readonly [Quantity, Quantity] => {
    const known = ends[axis];
    if (known) return known;
    const [low, high] = [outline.low[axis], outline.high[axis]];
    const made = drafting.datums[axis].range(
      low,
      high,
      () => parameters.length(prefix + drafting.sizes[axis], high - low),
      () => signed(low, (value) => parameters.length(prefix + drafting.letters[axis], value)),
    );
    ends[axis] = made;
    return made;
  };
  /** What has straight sides across an axis is measured from its ends; the round and slots from the origin, by their centres. */
  const slot = outline.segments.some((s) => s.kind === "arc" && /End$/.test(plainName(s.name)));
  const sided = ([isVertical, isHorizontal] as const).map(
    (test) => !slot && outline.segments.some((s) => test(outline, s)),
  );

  /** As wide as high: what is as far along one axis as along the other is the same thing twice. */
  const [wide, high] = [outline.high[0] - outline.low[0], outline.high[1] - outline.low[1]];
  const square = sided.every(Boolean) && Math.abs(wide - high) < sameCoordinateMm;

  const fresh = (axis: 0 | 1, value: number, point: number, segment: Segment, line: boolean): Quantity => {
    const { datums, letters } = drafting;
    const find = (v: number): Quantity | undefined => datums[axis].find(v);
    const straight = sided[axis] === true;
    if (straight) {
      endsOf(axis);
      const end = find(value);
      if (end) return end;
      const broken = line ? undefined : chamferFrom(outline, axis, point, find);
      if (broken) return plus(broken.from, size("Chamfer", Math.abs(broken.by)), Math.sign(broken.by));
    }
    const twin = square ? datums[axis === 0 ? 1 : 0].find(value) : undefined;
    if (twin) return twin;
    if (segment.kind === "arc" && hasTwin(outline, segment, axis)) {
      return times(parameters.length(`${prefix}CenterDistance`, 2 * Math.abs(value)), Math.sign(value) / 2);
    }
    const alone = outline.separate || outline.segments.length === 1 || /End$/.test(plainName(segment.name));
    const title = alone ? letters[axis] : capital(plainName(segment.name)) + (line ? "" : letters[axis]);
    const [low, high] = [outline.low[axis], outline.high[axis]];
    const stock = straight ? undefined : stockEnds(context, drafting, axis);
    if (stock) {
      const [start, end] = stock;
      const opposite = find(start.value + end.value - value);
      if (opposite) return minus(plus(start, end), opposite);
      // In a stock that is not centred, what is near its far end is measured from there.
      const centred = Math.abs(start.value + end.value) < sameCoordinateMm;
      const beyond = value - start.value > end.value - value && value < end.value;
      if (!centred && beyond) return minus(end, size(title, end.value - value));
    }
    // A drawing that is centred is measured from its middle, any other from its nearest end.
    if (!straight || Math.abs(low + high) < sameCoordinateMm) return signed(value, (v) => size(title, v));
    const [below, above] = endsOf(axis);
    const opposite = find(low + high - value);
    if (opposite) return minus(plus(below, above), opposite);
    return value - low <= high - value
      ? plus(below, size(title, value - low))
      : minus(above, size(title, high - value));
  };
  return {
    at(axis, value, point, segment, line) {
      const known = drafting.datums[axis].find(value);
      if (known) return known;
      const quantity = fresh(axis, value, point, segment, line);
      drafting.datums[axis].note(value, quantity);
      return quantity;
    },
  };
}

/** Where the stock begins and ends along an axis of the drawing. */
function stockEnds(context: SalonContext, drafting: Drafting, axis: 0 | 1): readonly [Quantity, Quantity] | undefined {
  const index = context.datums.indexOf(drafting.datums[axis]);
  return index < 0 ? undefined : context.stock?.ends[index];
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

/** Another arc stands opposite the origin along this axis. */
function hasTwin(outline: Outline, arc: Arc, axis: 0 | 1): boolean {
  const at = (s: Arc): number => outline.points[s.center]?.[axis] ?? 0;
  return outline.segments.some((s) => s !== arc && s.kind === "arc" && Math.abs(at(s) + at(arc)) < sameCoordinateMm);
}

/** A quantity with the sign of `value`; the parameter itself is positive. */
function signed(value: number, positive: (size: number) => Quantity): Quantity {
  return value < 0 ? times(positive(-value), -1) : positive(value);
}

/** "innerLedge2" -> "innerLedge": numbers of a drawing say nothing in a parameter. */
const plainName = (name: string): string => name.replace(/\d+$/, "");

function radiusDimension(
  context: SalonContext,
  prefix: string,
  segment: Arc,
  radius: number,
  tangent: boolean,
  outline: Outline,
): { readonly call: "radius" | "diameter"; readonly value: Expression } {
  const { parameters } = context;
  if (segment.kind === "circle") {
    const alone = outline.separate || outline.segments[0] === segment;
    const diameter = parameters.length(`${prefix}${alone ? "" : "Bore"}Diameter`, 2 * radius);
    const [rim] = outline.segments;
    if (!alone && rim?.kind === "circle" && radius < rim.radius) {
      const outside = parameters.length(`${prefix}Diameter`, 2 * rim.radius);
      context.limits.below(diameter, outside, "the bore is larger than what it is in");
    }
    return { call: "diameter", value: parameters.print(diameter) };
  }
  const name = plainName(segment.name);
  if (name.endsWith("End") || name.endsWith("end")) {
    const width = parameters.length(`${prefix}${name.startsWith("inner") ? "Inner" : ""}Width`, 2 * radius);
    return { call: "radius", value: parameters.print(times(width, 0.5)) };
  }
  const title = tangent ? (/(Left|Right|Front|Back|Face|side)$/.test(name) ? "Corner" : capital(name)) : capital(name);
  return { call: "radius", value: parameters.print(parameters.length(`${prefix}${title}Radius`, radius)) };
}

/** After a round section is drawn: what touches it from outside has a name. */
export function noteCircle(context: SalonContext, drafting: Drafting, outline: Outline): void {
  const [circle] = outline.segments;
  if (circle?.kind !== "circle" || outline.segments.length === 0) return;
  const center = outline.points[circle.center] ?? [0, 0];
  const half = times(context.parameters.length(`${inPart(context, drafting.noun)}Diameter`, 2 * circle.radius), 0.5);
  for (const axis of [0, 1] as const) {
    const middle = drafting.datums[axis].find(center[axis]);
    if (!middle) continue;
    drafting.datums[axis].note(center[axis] + circle.radius, plus(middle, half));
    drafting.datums[axis].note(center[axis] - circle.radius, plus(middle, half, -1));
  }
}

/** Places of a half section that have names before it is drawn: along the axis, and across it (radii). */
export interface KnownPlaces {
  readonly axial: readonly (readonly [value: number, quantity: Quantity])[];
  readonly radial: readonly (readonly [value: number, quantity: Quantity])[];
}

/** Dimensions of a half section: across the axis they are diameters, along it positions of shoulders. */
export function meridianDimensions(
  context: SalonContext,
  drafting: Drafting,
  outline: Outline,
  radialAxis: 0 | 1,
  known?: KnownPlaces,
): Dimensions {
  const radial = createDatums();
  for (const [value, quantity] of known?.radial ?? []) radial.note(value, quantity);
  for (const [value, quantity] of known?.axial ?? []) drafting.datums[radialAxis === 0 ? 1 : 0].note(value, quantity);
  const { parameters } = context;
  const prefix = inPart(context, drafting.noun);
  const axial = sectionDimensions(context, drafting, outline);
  const outermost = Math.max(Math.abs(outline.low[radialAxis]), Math.abs(outline.high[radialAxis]));
  return {
    coordinate(axis, value, point, segment, line) {
      if (axis !== radialAxis) return axial.coordinate(axis, value, point, segment, line);
      const size = Math.abs(value);
      let quantity = radial.find(size);
      const broken = quantity || line ? undefined : chamferFrom(outline, axis, point, (v) => radial.find(Math.abs(v)));
      if (broken) {
        // On the other side of the axis the chamfer counts the other way.
        const by = broken.by * Math.sign(value);
        quantity = plus(broken.from, parameters.length(`${prefix}Chamfer`, Math.abs(by)), Math.sign(by));
        radial.note(size, quantity);
      }
      if (!quantity) {
        const title = Math.abs(size - outermost) < 1e-6 ? "" : capital(plainName(segment.name));
        quantity = times(parameters.length(`${prefix}${title}Diameter`, 2 * size), 0.5);
        radial.note(size, quantity);
      }
      return parameters.print(quantity);
    },
    radius: axial.radius,
  };
}
