/** What the outline of a base looks like. */
import { distance2, type Vec2 } from "@unbake/geometry";
import type { ProfileLoop, Segment2 } from "../../../../model/types.js";
import { hexagonShare, sameCoordinateMm, smoothJointSine } from "../../../../tolerances.js";
import { bases } from "../../words.js";

type Line = Extract<Segment2, { kind: "line" }>;

const linesOf = (loop: ProfileLoop): readonly Line[] =>
  loop.kind === "path" ? loop.segments.filter((s) => s.kind === "line") : [];

const isUpright = ({ start, end }: Line): boolean =>
  Math.abs(start[0] - end[0]) < sameCoordinateMm || Math.abs(start[1] - end[1]) < sameCoordinateMm;

/** Only lines along the two directions, and arcs that round corners between them. */
const isRightAngled = (loop: ProfileLoop): boolean =>
  loop.kind === "path" &&
  loop.segments.every((s) => s.kind === "arc" || s.kind === "line") &&
  linesOf(loop).every(isUpright);

/** Four sides in two directions, corners rounded or not. */
export const isRectangle = (loop: ProfileLoop): boolean => linesOf(loop).length === 4 && isRightAngled(loop);

/** Two equal parallel lines joined by half circles. */
export const isSlot = (loop: ProfileLoop): boolean =>
  loop.kind === "path" &&
  loop.segments.length === 4 &&
  linesOf(loop).length === 2 &&
  loop.segments.filter((s) => s.kind === "arc").length === 2;

/** Six sides, all as far from the middle. */
export function isHexagon(loop: ProfileLoop): boolean {
  const lines = linesOf(loop);
  if (loop.kind !== "path" || lines.length !== loop.segments.length) return false;
  const corners = lines.filter((line, i) => Math.abs(sineBetween(lines.at(i - 1) ?? line, line)) > smoothJointSine);
  if (corners.length !== 6) return false;
  const sum = (axis: 0 | 1): number => corners.reduce((total, { start }) => total + start[axis], 0);
  const center: Vec2 = [sum(0) / 6, sum(1) / 6];
  const feet = lines.map((line) => distanceToLine(center, line));
  return Math.max(...feet) - Math.min(...feet) < hexagonShare * Math.max(...feet);
}

function sineBetween(a: Line, b: Line): number {
  const [ax, ay, bx, by] = [a.end[0] - a.start[0], a.end[1] - a.start[1], b.end[0] - b.start[0], b.end[1] - b.start[1]];
  return (ax * by - ay * bx) / (Math.hypot(ax, ay) * Math.hypot(bx, by));
}

function distanceToLine(p: Vec2, { start, end }: Line): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  return Math.abs((p[0] - start[0]) * dy - (p[1] - start[1]) * dx) / Math.hypot(dx, dy);
}

/** Two arcs about one centre, joined by two sides: a bent strip. */
export function isStrip(loop: ProfileLoop): boolean {
  if (loop.kind !== "path" || loop.segments.length !== 4) return false;
  const [a, b, ...others] = loop.segments.filter((s) => s.kind === "arc");
  return a !== undefined && b !== undefined && others.length === 0 && distance2(a.center, b.center) < sameCoordinateMm;
}

/** An angle, a channel or a tee: sides at right angles, by the corners that look inwards. Undefined for any other outline. */
export function rightAngledNoun(loop: ProfileLoop): string | undefined {
  if (!isRightAngled(loop)) return undefined;
  const lines = linesOf(loop);
  if (lines.length === 6) return bases.angle;
  if (lines.length !== 8) return undefined;
  const sense = windingOf(lines);
  const inner = lines.map((line, i) => sineBetween(line, lines[(i + 1) % lines.length] ?? line) * sense < 0);
  if (inner.filter(Boolean).length !== 2) return undefined;
  // The corners that look inwards are neighbours in a channel, and have the stem between them in a tee.
  const gap = inner.lastIndexOf(true) - inner.indexOf(true);
  if (gap === 1 || gap === lines.length - 1) return bases.channel;
  return gap === 3 || gap === lines.length - 3 ? bases.tee : undefined;
}

/** 1 of a counterclockwise loop, else -1. */
const windingOf = (lines: readonly Line[]): 1 | -1 =>
  lines.reduce((sum, { start, end }) => sum + start[0] * end[1] - end[0] * start[1], 0) > 0 ? 1 : -1;
