/** Names of the segments of a half section, by the part of the turned thing that they bound: head, shank, collar, neck, bore. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Segment2 } from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { segments as segmentWords, turnedSections } from "../../words.js";
import { tellApart } from "./tellApart.js";

/** Where the axis is in the drawing. */
export interface Turning {
  /** The axis of the drawing along which radii are measured. */
  readonly radial: 0 | 1;
}

interface Section {
  readonly index: number;
  readonly radius: number;
  readonly low: number;
  readonly high: number;
  /** The material is on the side of the axis. */
  readonly outer: boolean;
}

/** A name for each segment of a counterclockwise loop; those that lie on its box have `own` names. */
export function nameSections(
  path: readonly Segment2[],
  { radial }: Turning,
  own: readonly (string | undefined)[],
): readonly string[] {
  const sections = sectionsOf(path, radial);
  const roles = new Map([...rolesOf(sections.filter((s) => s.outer)), ...rolesOf(sections.filter((s) => !s.outer))]);
  const titles = path.map((_, i): string => {
    const mine = own[i];
    const role = roles.get(i);
    if (role !== undefined && (mine === undefined || isExtreme(role))) return role;
    return mine ?? betweenName(path, i, sections, roles);
  });
  const axial = radial === 0 ? 1 : 0;
  const words =
    axial === 0
      ? { left: "start", right: "end", bottom: "inner", top: "outer" }
      : { left: "inner", right: "outer", bottom: "start", top: "end" };
  return tellApart(
    titles.map((name, i) => ({ name, at: middleOf(at(path, i)) })),
    words,
  );
}

/** Such a role says more than that it is the outside of the part. */
const isExtreme = (role: string): boolean => role === turnedSections.head || role === turnedSections.collar;

const middleOf = ({ start, end }: Segment2): Vec2 => [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];

function sectionsOf(path: readonly Segment2[], radial: 0 | 1): readonly Section[] {
  const axial = radial === 0 ? 1 : 0;
  return path.flatMap((segment, index): readonly Section[] => {
    if (segment.kind !== "line" || Math.abs(segment.start[radial] - segment.end[radial]) > sameCoordinateMm) return [];
    const radius = Math.abs(segment.start[radial]);
    if (radius < sameCoordinateMm) return [];
    const [from, to] = [segment.start[axial], segment.end[axial]];
    // The material is to the left: towards -u of a line that goes up, towards +v of one that goes right.
    const inward = (radial === 0 ? -(to - from) : to - from) * segment.start[radial] < 0;
    return [{ index, radius, low: Math.min(from, to), high: Math.max(from, to), outer: inward }];
  });
}

/** What each section is among its neighbours along the axis; a single one is what its side is. */
function rolesOf(sections: readonly Section[]): readonly (readonly [number, string])[] {
  const row = [...sections].sort((a, b) => a.low - b.low);
  if (row.length < 2) return row.flatMap(({ index, outer }) => (outer ? [] : [[index, turnedSections.bore] as const]));
  const widest = Math.max(...row.map(({ radius }) => radius));
  const whole = at(row, row.length - 1).high - at(row, 0).low;
  return row.map((section, i) => {
    const role = section.outer ? outerRole(row, i, widest, whole) : innerRole(row, i, widest);
    return [section.index, role] as const;
  });
}

/** A head is shorter than this share of the whole. */
const headShare = 0.4;

function outerRole(row: readonly Section[], i: number, widest: number, whole: number): string {
  const { radius, low, high } = at(row, i);
  const [before, after] = [row[i - 1], row[i + 1]];
  const isWidest = widest - radius < sameCoordinateMm;
  const isHead = (s: Section | undefined): boolean =>
    s !== undefined && widest - s.radius < sameCoordinateMm && s.high - s.low < headShare * whole;
  if (before && after) {
    if (radius > before.radius && radius > after.radius) return turnedSections.collar;
    return radius < before.radius && radius < after.radius ? turnedSections.neck : turnedSections.seat;
  }
  if (isWidest) return isHead({ ...at(row, i) }) ? turnedSections.head : "outside";
  const otherEnd = before ? at(row, 0) : at(row, row.length - 1);
  return isHead(otherEnd) && high - low > headShare * whole ? turnedSections.shank : turnedSections.journal;
}

function innerRole(row: readonly Section[], i: number, widest: number): string {
  const { radius } = at(row, i);
  const narrowest = Math.min(...row.map((s) => s.radius));
  if (radius - narrowest < sameCoordinateMm) return turnedSections.bore;
  const inside = row[i - 1] !== undefined && row[i + 1] !== undefined;
  return inside && widest - radius < sameCoordinateMm ? turnedSections.recess : turnedSections.counterbore;
}

/** What stands between sections is named after the wider of them outside, the wider of a bore inside. */
function betweenName(
  path: readonly Segment2[],
  i: number,
  sections: readonly Section[],
  roles: ReadonlyMap<number, string>,
): string {
  const segment = at(path, i);
  const near = [-1, 1]
    .map((step) => nextSection(path, i, step, sections))
    .filter((s) => s !== undefined)
    .sort((a, b) => b.radius - a.radius);
  const [owner] = near;
  const title = owner ? (roles.get(owner.index) ?? "") : "";
  const role = roleOf(segment);
  return title === "" || title === "outside" ? lower(role) : title + role;
}

/** The next section along the loop, not further than a few segments. */
function nextSection(
  path: readonly Segment2[],
  i: number,
  step: number,
  sections: readonly Section[],
): Section | undefined {
  for (let k = 1; k <= 3; k++) {
    const index = (i + k * step + 3 * path.length) % path.length;
    const found = sections.find((s) => s.index === index);
    if (found) return found;
  }
  return undefined;
}

function roleOf(segment: Segment2): string {
  if (segment.kind !== "line") return segmentWords.fillet;
  const [dx, dy] = [Math.abs(segment.end[0] - segment.start[0]), Math.abs(segment.end[1] - segment.start[1])];
  if (Math.min(dx, dy) < sameCoordinateMm) return segmentWords.shoulder;
  return Math.abs(dx - dy) < sameCoordinateMm && distance2(segment.start, segment.end) > 0
    ? segmentWords.chamfer
    : segmentWords.taper;
}

const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
