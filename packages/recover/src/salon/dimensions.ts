/** Names for the numbers of a drawing: extents, positions, radii become parameters or follow from those that are there. */
import type { Expression } from "../print/kcl.js";
import { inPart, type SalonContext } from "./context.js";
import { createDatums, type Datums, sameCoordinateMm } from "./datums.js";
import type { Outline, Segment } from "./outline.js";
import { plus, type Quantity, times } from "./quantity.js";
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
  let left = namedPositions;
  const position = (title: string, value: number): Quantity => {
    if (left-- > 0) return parameters.length(prefix + title, value);
    return { value, terms: new Map(), constant: value };
  };
  const spanned = new Set<number>();
  const sized = (axis: 0 | 1): void => {
    if (spanned.has(axis)) return;
    spanned.add(axis);
    const [low, high] = [outline.low[axis], outline.high[axis]];
    drafting.datums[axis].range(
      low,
      high,
      () => parameters.length(prefix + drafting.sizes[axis], high - low),
      () => signed(low, (value) => parameters.length(prefix + drafting.letters[axis], value)),
    );
  };
  return {
    coordinate(axis, value, segment, line) {
      const datums = drafting.datums[axis];
      let quantity = datums.find(value);
      if (!quantity && line) {
        sized(axis);
        quantity = datums.find(value);
      }
      if (!quantity && segment.kind === "arc" && hasTwin(outline, segment, axis)) {
        quantity = times(parameters.length(`${prefix}CenterDistance`, 2 * Math.abs(value)), Math.sign(value) / 2);
        datums.note(value, quantity);
      }
      if (!quantity) {
        const title = capital(plainName(segment.name)) + (line ? "" : drafting.letters[axis]);
        const alone = outline.segments.length === 1 || /End$/.test(plainName(segment.name));
        quantity = signed(value, (size) => position(alone ? drafting.letters[axis] : title, size));
        datums.note(value, quantity);
      }
      return parameters.print(value < 0 ? times(quantity, -1) : quantity);
    },
    radius: (segment, radius, tangent) => radiusDimension(context, prefix, segment, radius, tangent, outline),
  };
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
    const alone = outline.segments[0] === segment;
    const diameter = parameters.length(`${prefix}${alone ? "" : "Bore"}Diameter`, 2 * radius);
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

/** Dimensions of a half section: across the axis they are diameters, along it positions of shoulders. */
export function meridianDimensions(
  context: SalonContext,
  drafting: Drafting,
  outline: Outline,
  radialAxis: 0 | 1,
): Dimensions {
  const radial = createDatums();
  const { parameters } = context;
  const prefix = inPart(context, drafting.noun);
  const axial = sectionDimensions(context, drafting, outline);
  const outermost = Math.max(Math.abs(outline.low[radialAxis]), Math.abs(outline.high[radialAxis]));
  return {
    coordinate(axis, value, segment, line) {
      if (axis !== radialAxis) return axial.coordinate(axis, value, segment, line);
      const size = Math.abs(value);
      let quantity = radial.find(size);
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
