/**
 * Where the lines and centres of a drawing are: sizes between two sides before distances from the origin.
 * Along each axis first the whole size, then every line by its partner: one that it is level with, the other side of a wall, the other side of
 * an opening, or, in a half section, the neighbouring shoulder. What has no partner is at a distance from the origin.
 */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { attempt, type Draft, relation } from "./draft.js";
import { difference, unit } from "./gradients.js";
import type { SpanRole } from "./measures.js";
import { isHorizontal, isVertical, nameAt, type Outline, pointAt, type Segment } from "./outline.js";
import { facing, shoulders } from "./partners.js";
import type { Line } from "./symmetry.js";

export const origin = "ORIGIN";

export interface Placing {
  /** Axes along which lines are placed by each other. */
  readonly spans: readonly (0 | 1)[];
  /** Axes along which a symmetry is looked for. */
  readonly mirrors: readonly (0 | 1)[];
  /** The drawing is a half section: its lines go by neighbouring shoulders. */
  readonly turned: boolean;
}

/** How the section of an extrusion is placed. */
export const sections: Placing = { spans: [0, 1], mirrors: [0, 1], turned: false };

/** Places what is not yet determined. */
export function place(draft: Draft, placing: Placing): void {
  const { outline, arcs } = draft;
  const placeCenters = (): void => {
    for (const arc of arcs) for (const axis of [0, 1] as const) placeCenter(draft, arc.center, axis, arc, placing);
  };
  // A slot is where the centres of its ends are.
  if (arcs.some((arc) => arc.kind === "arc" && /End$/.test(arc.name))) placeCenters();
  for (const axis of [0, 1] as const) placeLines(draft, axis, placing);
  placeCenters();
  for (const s of outline.segments) {
    if (s.kind === "circle") continue;
    for (const i of [s.start, s.end]) for (const axis of [0, 1] as const) placePoint(draft, i, axis, s, false);
  }
}

/** Lines across an axis, from the outside inwards. */
function placeLines(draft: Draft, axis: 0 | 1, { spans, turned }: Placing): void {
  const { outline } = draft;
  const isAcross = axis === 0 ? isVertical : isHorizontal;
  const lines = outline.segments
    .filter((s): s is Line => s.kind === "line" && isAcross(outline, s))
    .sort((a, b) => outwardness(outline, b, axis) - outwardness(outline, a, axis));
  if (!spans.includes(axis)) {
    for (const s of lines) placePoint(draft, s.start, axis, s, true);
    return;
  }
  placeExtent(draft, axis, lines);
  const partners = turned ? shoulders(outline, axis) : facing(outline, axis);
  let left = lines.filter((s) => !isPlaced(draft, s.start, axis));
  while (left.length > 0) {
    const placed = left.some((s) => placeLevel(draft, s, axis, lines)) || placeByPartner(draft, left, axis, partners);
    const [first] = left;
    if (!placed && first) placePoint(draft, first.start, axis, first, true);
    left = left.filter((s) => !isPlaced(draft, s.start, axis));
  }
}

const isPlaced = ({ equations }: Draft, point: number, axis: 0 | 1): boolean => equations.follows(unit(point, axis));

/** The outermost lines: the whole size between them. */
function placeExtent(draft: Draft, axis: 0 | 1, lines: readonly Line[]): void {
  const { outline, equations } = draft;
  const lineAt = (value: number): Line | undefined =>
    lines.find((s) => Math.abs(pointAt(outline, s.start)[axis] - value) < sameCoordinateMm);
  const [low, high] = [lineAt(outline.low[axis]), lineAt(outline.high[axis])];
  if (!low || !high) return;
  const about = [
    [2 * low.start + axis, 1],
    [2 * high.start + axis, 1],
  ] as const;
  const centred = Math.abs(outline.low[axis] + outline.high[axis]) < sameCoordinateMm && equations.follows(about);
  if (!centred && !isPlaced(draft, low.start, axis) && !isPlaced(draft, high.start, axis)) {
    const nearest = Math.abs(outline.low[axis]) <= Math.abs(outline.high[axis]) ? low : high;
    placePoint(draft, nearest.start, axis, nearest, true);
  }
  span(draft, low, high, axis, "size", low);
}

/** Level with a line that is placed. */
function placeLevel(draft: Draft, s: Line, axis: 0 | 1, lines: readonly Line[]): boolean {
  const { outline } = draft;
  const value = pointAt(outline, s.start)[axis];
  const level = lines.find(
    (other) =>
      other !== s &&
      Math.abs(pointAt(outline, other.start)[axis] - value) < sameCoordinateMm &&
      isPlaced(draft, other.start, axis),
  );
  if (!level) return false;
  const names = [nameAt(outline, level.start), nameAt(outline, s.start)];
  return attempt(
    draft,
    [difference(s.start, level.start, axis)],
    [relation(axis === 0 ? "vertical" : "horizontal", ...names)],
  );
}

export interface Partner {
  readonly line: Line;
  readonly role: SpanRole;
  /** What the span is called after. */
  readonly named: Segment;
}

/** Partners of a line, the best first. */
export type Partners = (line: Line) => readonly Partner[];

/** The first line with a partner that places it; a better kind of partner of any line comes before a worse one of another. */
function placeByPartner(draft: Draft, left: readonly Line[], axis: 0 | 1, partners: Partners): boolean {
  const known = left.map((s) => ({ s, partners: partners(s) }));
  for (const role of ["thickness", "length", "gap", "step"] as const)
    for (const { s, partners: those } of known)
      for (const { line, role: own, named } of those) {
        if (own !== role || !settles(draft, s, line, axis)) continue;
        if (span(draft, s, line, axis, role, named)) return true;
      }
  return false;
}

/** The distance to the partner is all that is missing: it is placed, or an image of the line. */
function settles({ equations, outline }: Draft, s: Line, partner: Line, axis: 0 | 1): boolean {
  if (equations.follows(unit(partner.start, axis))) return true;
  const middle = pointAt(outline, s.start)[axis] + pointAt(outline, partner.start)[axis];
  const about = [
    [2 * s.start + axis, 1],
    [2 * partner.start + axis, 1],
  ] as const;
  return Math.abs(middle) < sameCoordinateMm && equations.follows(about);
}

/** The distance between two lines; false where it is known already. */
function span(draft: Draft, a: Line, b: Line, axis: 0 | 1, role: SpanRole, named: Segment): boolean {
  return spanPoints(draft, a.start, b.start, axis, role, named);
}

function spanPoints(draft: Draft, a: number, b: number, axis: 0 | 1, role: SpanRole, named: Segment): boolean {
  const { outline, equations, sizing } = draft;
  const [low, high] = pointAt(outline, a)[axis] < pointAt(outline, b)[axis] ? [a, b] : [b, a];
  if (!equations.add([difference(high, low, axis)])) return false;
  const ends = [pointAt(outline, low)[axis], pointAt(outline, high)[axis]] as const;
  const between = [nameAt(outline, low), nameAt(outline, high)] as const;
  sizing.push({ kind: "span", axis, value: ends[1] - ends[0], role, ends, between, segment: named });
  return true;
}

/** A centre: level with another, as far from its image as that is from it, else at a distance from the origin. */
function placeCenter(draft: Draft, point: number, axis: 0 | 1, segment: Segment, { spans }: Placing): void {
  const { outline, arcs, equations } = draft;
  if (isPlaced(draft, point, axis)) return;
  const value = pointAt(outline, point)[axis];
  if (spans.includes(axis) && Math.abs(value) >= sameCoordinateMm) {
    const others = arcs.filter((arc) => arc.kind === segment.kind && arc.center !== point).map((arc) => arc.center);
    const at = (wanted: number) => (other: number) =>
      Math.abs(pointAt(outline, other)[axis] - wanted) < sameCoordinateMm;
    const level = others.filter(at(value)).find((other) => isPlaced(draft, other, axis));
    if (level !== undefined) {
      const names = [nameAt(outline, level), nameAt(outline, point)];
      attempt(draft, [difference(point, level, axis)], [relation(axis === 0 ? "vertical" : "horizontal", ...names)]);
      return;
    }
    const image = others.filter(at(-value)).find((other) =>
      equations.follows([
        [2 * point + axis, 1],
        [2 * other + axis, 1],
      ]),
    );
    if (image !== undefined) {
      spanPoints(draft, point, image, axis, "spacing", segment);
      return;
    }
    const placedImage = others.filter(at(-value)).find((other) => isPlaced(draft, other, axis));
    if (placedImage !== undefined) {
      spanPoints(draft, point, placedImage, axis, "spacing", segment);
      return;
    }
  }
  placePoint(draft, point, axis, segment, false);
}

/** A point on an axis, or at a dimension from the origin. */
function placePoint(draft: Draft, point: number, axis: 0 | 1, segment: Segment, line: boolean): void {
  const value = pointAt(draft.outline, point)[axis];
  const name = nameAt(draft.outline, point);
  const rows = [unit(point, axis)];
  if (Math.abs(value) < sameCoordinateMm) {
    attempt(draft, rows, [relation(axis === 0 ? "vertical" : "horizontal", origin, name)]);
    return;
  }
  if (!draft.equations.add(rows)) return;
  const between = value > 0 ? ([origin, name] as const) : ([name, origin] as const);
  draft.sizing.push({ kind: "coordinate", axis, value, point, between, segment, line });
}

/** Lines at the ends of the outline are placed first. */
function outwardness(outline: Outline, s: Segment, axis: 0 | 1): number {
  const value = pointAt(outline, s.start)[axis];
  return Math.abs(value - (outline.low[axis] + outline.high[axis]) / 2);
}
