/**
 * The loops of a profile as a drawing: points that segments share, and segments with names.
 *
 * - point: two unknowns of the sketch. Neighbouring segments share the point where they meet.
 * - segment: a line, an arc (always counterclockwise from start to end, as `arc()` draws) or a circle.
 * - joint: two segment ends that are one point.
 */

import { distance2, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { ProfileLoop, Segment2 } from "../../../../model/types.js";
import { sameCoordinateMm, smoothJointSine } from "../../../../tolerances.js";
import { asCircle } from "../../../kcl/profiles.js";
import { lettered } from "../letters.js";
import { nameHoles } from "./circleNames.js";
import { type AxisWords, nameSegments } from "./segmentNames.js";
import { tellApart } from "./tellApart.js";

export type Segment =
  | { readonly kind: "line"; readonly name: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "arc";
      readonly name: string;
      readonly start: number;
      readonly end: number;
      readonly center: number;
      readonly radius: number;
    }
  | {
      readonly kind: "circle";
      readonly name: string;
      readonly start: number;
      readonly center: number;
      readonly radius: number;
    };

/** An arc or a circle. */
export type Round = Extract<Segment, { kind: "arc" | "circle" }>;

export interface Joint {
  readonly a: string;
  readonly b: string;
  readonly segments: readonly [Segment, Segment];
  /** The point where they meet. */
  readonly point: number;
  /** The segments pass into each other without a corner, and one of them is an arc. */
  readonly tangent: boolean;
}

export interface Outline {
  readonly points: readonly Vec2[];
  /** How a point is called: "front.start", "rim.center". */
  readonly names: readonly string[];
  readonly segments: readonly Segment[];
  readonly joints: readonly Joint[];
  /** The segments that name the region: one circle, or the first two of the outer loop. */
  readonly region: readonly string[];
  readonly low: Vec2;
  readonly high: Vec2;
  /** The loops stand beside each other: each is a region of its own. */
  readonly separate: boolean;
}

/** A point of an outline. */
export function pointAt({ points }: Pick<Outline, "points">, index: number): Vec2 {
  const point = points[index];
  if (!point) throw new RangeError(`an outline has no point ${index}`);
  return point;
}

/** What a point of an outline is called. */
export function nameAt({ names }: Outline, index: number): string {
  const name = names[index];
  if (name === undefined) throw new RangeError(`an outline has no point ${index}`);
  return name;
}

/**
 * The outline of lines, arcs and circles; undefined when a loop has curves that constraint sketches do not have. With
 * `separate`, the name of each, the loops are circles beside each other instead of a boundary and its holes.
 */
export function outlineOf(
  outer: ProfileLoop,
  holes: readonly ProfileLoop[],
  words: AxisWords,
  separate?: string,
): Outline | undefined {
  const points: Vec2[] = [];
  const names: string[] = [];
  const segments: Segment[] = [];
  const joints: Joint[] = [];
  let region: readonly string[] = [];
  const taken = new Set<string>();

  const add = (p: Vec2, name: string): number => {
    points.push(p);
    names.push(name);
    return points.length - 1;
  };
  const bores = boreNames(outer, holes, words);
  const openings = openingNames(holes, words);
  const apart = separate === undefined ? [] : separateNames([outer, ...holes], separate, words);
  for (const [index, loop] of [outer, ...holes].entries()) {
    const inner = index > 0;
    const circle = asCircle(loop);
    if (circle) {
      const name = uniqueIn(taken, apart[index] ?? (inner ? at(bores, index - 1) : "rim"));
      const center = add(circle.center, `${name}.center`);
      const start = add([circle.center[0] + circle.radius, circle.center[1]], `${name}.start`);
      segments.push({ kind: "circle", name, start, center, radius: circle.radius });
      if (separate !== undefined) region = [...region, name];
      else if (!inner) region = [name];
      continue;
    }
    if (loop.kind !== "path") return undefined;
    const path = counterclockwise(loop.segments);
    if (!path) return undefined;
    const titles = nameSegments(path, words, inner ? at(openings, index - 1) : undefined).map((name) =>
      uniqueIn(taken, name),
    );
    // Every segment starts at a point of its own in the list; its end is the start of the next one.
    const first = points.length;
    path.forEach((segment, i) => {
      const end = segment.kind === "arc" && !segment.ccw ? "end" : "start";
      add(segment.start, `${titles[i]}.${end}`);
    });
    const drawn = path.map((segment, i): Segment => {
      const name = at(titles, i);
      const from = first + i;
      const to = first + ((i + 1) % path.length);
      if (segment.kind !== "arc") return { kind: "line", name, start: from, end: to };
      const center = add(segment.center, `${name}.center`);
      const radius = distance2(segment.center, segment.start);
      const [start, end] = segment.ccw ? [from, to] : [to, from];
      return { kind: "arc", name, start, end, center, radius };
    });
    segments.push(...drawn);
    path.forEach((segment, i) => {
      const next = path[(i + 1) % path.length];
      const [here, there] = [drawn[i], drawn[(i + 1) % drawn.length]];
      if (!next || !here || !there) return;
      const a = `${here.name}.${segment.kind === "arc" && !segment.ccw ? "start" : "end"}`;
      const b = `${there.name}.${next.kind === "arc" && !next.ccw ? "end" : "start"}`;
      const curved = segment.kind === "arc" || next.kind === "arc";
      const point = first + ((i + 1) % path.length);
      joints.push({ a, b, segments: [here, there], point, tangent: curved && isSmooth(segment, next) });
    });
    if (!inner) region = regionOf(path, titles);
  }
  const [low, high] = extent(points, segments);
  return { points, names, segments, joints, region, low, high, separate: separate !== undefined };
}

/** Names of the holes that are circles, by their place in the list; empty for the others. */
function boreNames(outer: ProfileLoop, holes: readonly ProfileLoop[], words: AxisWords): readonly string[] {
  const circles = holes.map(asCircle);
  const round = circles.filter((circle) => circle !== undefined);
  const names = nameHoles(round, middleOf(outer), words);
  return circles.map((circle) => (circle ? at(names, round.indexOf(circle)) : ""));
}

/** What the segments of each hole begin with: several that are no circles are told apart by where they are. */
function openingNames(holes: readonly ProfileLoop[], words: AxisWords): readonly string[] {
  const paths = holes.filter((loop) => !asCircle(loop));
  if (paths.length < 2) return holes.map(() => "inner");
  const names = tellApart(
    paths.map((loop) => ({ name: "opening", at: middleOf(loop) })),
    words,
  );
  return holes.map((loop) => names[paths.indexOf(loop)] ?? ""); // default: a circle is called otherwise
}

/** Names of circles beside each other: of "holeA" the left and the right hole. */
function separateNames(loops: readonly ProfileLoop[], separate: string, words: AxisWords): readonly string[] {
  const name = separate.replace(/(?<=[a-z])[A-Z][a-z]?$/, "");
  return tellApart(
    loops.map((loop) => ({ name, at: middleOf(loop) })),
    words,
  );
}

/** The middle of a loop's box. */
function middleOf(loop: ProfileLoop): Vec2 {
  const circle = asCircle(loop);
  if (circle) return circle.center;
  const corners = loop.kind === "path" ? loop.segments.map((s) => s.start) : [];
  const middle = (axis: 0 | 1): number => {
    const values = corners.map((p) => p[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [middle(0), middle(1)];
}

function uniqueIn(taken: Set<string>, base: string): string {
  let name = base;
  for (let i = 2; taken.has(name); i++) name = lettered(base, i);
  taken.add(name);
  return name;
}

/** A region is traced from one segment into the next: two lines where there are two that follow each other. */
function regionOf(path: readonly Segment2[], titles: readonly string[]): readonly string[] {
  const n = path.length;
  const pair = (i: number): readonly string[] => [at(titles, i), at(titles, (i + 1) % n)];
  const straight = (i: number): boolean => path[i % n]?.kind === "line";
  for (let i = 0; i < n; i++) if (straight(i) && straight(i + 1)) return pair(i);
  for (let i = 0; i < n; i++) if (straight(i)) return pair(i);
  return pair(0);
}

/** The path in counterclockwise order; undefined when it has splines or elliptic arcs. */
function counterclockwise(segments: readonly Segment2[]): readonly Segment2[] | undefined {
  if (segments.some((s) => s.kind === "bspline" || s.kind === "ellipticArc")) return undefined;
  if (signedArea(segments) >= 0) return segments;
  return segments
    .map((s): Segment2 => {
      if (s.kind === "arc") return { ...s, start: s.end, end: s.start, ccw: !s.ccw };
      return { ...s, start: s.end, end: s.start };
    })
    .reverse();
}

function signedArea(segments: readonly Segment2[]): number {
  let twice = 0;
  for (const s of segments) {
    twice += s.start[0] * s.end[1] - s.end[0] * s.start[1];
    if (s.kind !== "arc") continue;
    const r = distance2(s.center, s.start);
    const a = Math.atan2(s.start[1] - s.center[1], s.start[0] - s.center[0]);
    const b = Math.atan2(s.end[1] - s.center[1], s.end[0] - s.center[0]);
    let sweep = b - a;
    if (s.ccw && sweep <= 0) sweep += 2 * Math.PI;
    if (!s.ccw && sweep >= 0) sweep -= 2 * Math.PI;
    twice += r * r * (sweep - Math.sin(sweep));
  }
  return twice / 2;
}

function isSmooth(a: Segment2, b: Segment2): boolean {
  const [p, q] = [directionAt(a, a.end), directionAt(b, b.start)];
  return Math.abs(p[0] * q[1] - p[1] * q[0]) < smoothJointSine && p[0] * q[0] + p[1] * q[1] > 0;
}

function directionAt(segment: Segment2, at: Vec2): Vec2 {
  if (segment.kind !== "arc") {
    const l = distance2(segment.start, segment.end);
    return [(segment.end[0] - segment.start[0]) / l, (segment.end[1] - segment.start[1]) / l];
  }
  const r = distance2(segment.center, at);
  const [x, y] = [(at[0] - segment.center[0]) / r, (at[1] - segment.center[1]) / r];
  return segment.ccw ? [-y, x] : [y, -x];
}

/** Box of the joints and circles: what extents of a plate or block mean. */
function extent(points: readonly Vec2[], segments: readonly Segment[]): [Vec2, Vec2] {
  let [x0, y0, x1, y1] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const take = (x: number, y: number): void => {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  };
  for (const s of segments) {
    if (s.kind === "circle") {
      const [x, y] = pointAt({ points }, s.center);
      take(x - s.radius, y - s.radius);
      take(x + s.radius, y + s.radius);
    } else for (const p of [s.start, s.end]) take(...pointAt({ points }, p));
  }
  return [
    [x0, y0],
    [x1, y1],
  ];
}

export const isHorizontal = (outline: Outline, s: Segment): boolean => s.kind === "line" && flat(outline, s, 1);
export const isVertical = (outline: Outline, s: Segment): boolean => s.kind === "line" && flat(outline, s, 0);

function flat(outline: Outline, s: { readonly start: number; readonly end: number }, axis: 0 | 1): boolean {
  return Math.abs(pointAt(outline, s.start)[axis] - pointAt(outline, s.end)[axis]) < sameCoordinateMm;
}
