/** How relations between the points of an outline change when these move: rows of coefficients, at the drawn position. */
import type { Vec2 } from "@unbake/geometry";
import { type Joint, type Outline, pointAt, type Round, type Segment } from "./outline.js";
import type { SparseRow } from "./rank.js";

/** A coordinate of a point. */
export const unit = (i: number, axis: 0 | 1): SparseRow => [[2 * i + axis, 1]];
/** The difference of a coordinate of two points. */
export const difference = (i: number, j: number, axis: 0 | 1): SparseRow => [
  [2 * i + axis, 1],
  [2 * j + axis, -1],
];
/** One row less another. */
export const subtract = (a: SparseRow, b: SparseRow): SparseRow => [...a, ...b.map(([i, c]) => [i, -c] as const)];

/** Gradient of the distance between two points. */
export function distanceRow(outline: Outline, i: number, j: number): SparseRow {
  const [p, q] = [pointAt(outline, i), pointAt(outline, j)];
  const l = Math.hypot(p[0] - q[0], p[1] - q[1]);
  const [x, y] = [(p[0] - q[0]) / l, (p[1] - q[1]) / l];
  return [
    [2 * i, x],
    [2 * i + 1, y],
    [2 * j, -x],
    [2 * j + 1, -y],
  ];
}

/** Gradient of the radius of an arc or circle. */
export const radiusRow = (outline: Outline, arc: Round): SparseRow => distanceRow(outline, arc.start, arc.center);
/** An arc ends as far from its centre as it starts. */
export const evenRadius = (outline: Outline, arc: Extract<Segment, { kind: "arc" }>): SparseRow =>
  subtract(distanceRow(outline, arc.end, arc.center), distanceRow(outline, arc.start, arc.center));

/**
 * Gradient of the tangency of two segments that share a point: the arms from it to the centres (or the line's normal) are
 * parallel. The gap between centre and line would not do: where they touch it does not change in first order.
 */
export function tangency(outline: Outline, joint: Joint): SparseRow {
  const [a, b] = joint.segments;
  const arm = (s: Segment): readonly [number, number] =>
    s.kind === "line" ? [s.end, s.start] : [s.center, joint.point];
  const [p, q] = [arm(a), arm(b)];
  const d = (pair: readonly [number, number]): Vec2 => {
    const [to, from] = [pointAt(outline, pair[0]), pointAt(outline, pair[1])];
    return [to[0] - from[0], to[1] - from[1]];
  };
  const [u, v] = [d(p), d(q)];
  const scale = 1 / (Math.hypot(...u) * Math.hypot(...v));
  // A line is along what an arc's arm is across: u . v = 0; two arms are along each other: u x v = 0.
  const across = (a.kind === "line") !== (b.kind === "line");
  const [du, dv]: [Vec2, Vec2] = across
    ? [v, u]
    : [
        [v[1], -v[0]],
        [-u[1], u[0]],
      ];
  const rows: (readonly [number, number])[] = [];
  for (const axis of [0, 1] as const) {
    rows.push([2 * p[0] + axis, du[axis] * scale], [2 * p[1] + axis, -du[axis] * scale]);
    rows.push([2 * q[0] + axis, dv[axis] * scale], [2 * q[1] + axis, -dv[axis] * scale]);
  }
  return rows;
}
