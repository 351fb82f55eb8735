/** Which lines of a drawing belong together: the two sides of a wall or an opening, neighbouring shoulders. */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { isHorizontal, isVertical, type Outline, pointAt, type Segment } from "./outline.js";
import type { Partner, Partners } from "./place.js";
import type { Line } from "./symmetry.js";

/** A wall is at least this many times as long as it is thick. */
const wallRatio = 2;

const linesAcross = (outline: Outline, axis: 0 | 1): readonly Line[] =>
  outline.segments.filter((s): s is Line => s.kind === "line" && (axis === 0 ? isVertical : isHorizontal)(outline, s));

/**
 * The nearest line on each side that a line looks at. Loops run counterclockwise, material on their left: two lines with material between them run
 * opposite ways, and so do the sides of an opening.
 */
export function facing(outline: Outline, axis: 0 | 1): Partners {
  const lines = linesAcross(outline, axis);
  const other = axis === 0 ? 1 : 0;
  const at = (s: Line): number => pointAt(outline, s.start)[axis];
  const range = (s: Line): readonly [number, number] => {
    const [a, b] = [pointAt(outline, s.start)[other], pointAt(outline, s.end)[other]];
    return a < b ? [a, b] : [b, a];
  };
  /** The side of the line on which its material is, along the axis. */
  const inward = (s: Line): number => {
    const forward = Math.sign(pointAt(outline, s.end)[other] - pointAt(outline, s.start)[other]);
    return axis === 0 ? -forward : forward;
  };
  return (s) => {
    const [from, to] = range(s);
    const nearest = (side: number): Partner | undefined => {
      let best: { readonly line: Line; readonly gap: number; readonly overlap: number } | undefined;
      for (const line of lines) {
        const gap = (at(line) - at(s)) * side;
        if (gap < sameCoordinateMm) continue;
        const [a, b] = range(line);
        const overlap = Math.min(to, b) - Math.max(from, a);
        if (overlap < sameCoordinateMm || (best && best.gap <= gap)) continue;
        best = { line, gap, overlap };
      }
      if (!best || inward(best.line) === inward(s)) return undefined;
      if (side !== inward(s)) return { line: best.line, role: "gap", named: s };
      return { line: best.line, role: best.overlap >= wallRatio * best.gap ? "thickness" : "step", named: s };
    };
    return [nearest(inward(s)), nearest(-inward(s))].flatMap((partner) => partner ?? []);
  };
}

/** Shoulders of a half section that follow each other along its outline, with the seat between them. */
export function shoulders(outline: Outline, axis: 0 | 1): Partners {
  const across = new Set<Segment>(linesAcross(outline, axis));
  const next = new Map<Segment, Segment>();
  const before = new Map<Segment, Segment>();
  for (const { segments } of outline.joints) {
    next.set(segments[0], segments[1]);
    before.set(segments[1], segments[0]);
  }
  const walk = (s: Line, way: ReadonlyMap<Segment, Segment>): Partner | undefined => {
    let named: Segment | undefined;
    for (let at = way.get(s); at && at !== s; at = way.get(at)) {
      if (across.has(at) && at.kind === "line") {
        if (!named || /^centreline/.test(named.name)) return undefined;
        const span = Math.abs(pointAt(outline, at.start)[axis] - pointAt(outline, s.start)[axis]);
        // Most of the way is one seat, whose length it is.
        const seat = length(outline, named);
        return seat <= span + sameCoordinateMm && 2 * seat > span
          ? { line: at, role: "length", named }
          : { line: at, role: "step", named: s };
      }
      // The seat, not the chamfer or round at its end.
      if (!named || length(outline, at) > length(outline, named)) named = at;
    }
    return undefined;
  };
  return (s) => [walk(s, before), walk(s, next)].flatMap((partner) => partner ?? []);
}

function length(outline: Outline, s: Segment): number {
  if (s.kind === "circle") return 0;
  const [a, b] = [pointAt(outline, s.start), pointAt(outline, s.end)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
