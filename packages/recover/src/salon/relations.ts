/**
 * The constraints of a drawing: relations before numbers, each only when it says something new, until nothing is free.
 * Candidates are taken in a fixed order; a rank test on their gradients at the drawn position decides.
 */
import type { Vec2 } from "@unbake/kernel";
import { array, atom, binary, callOn, type Expression, type Statement } from "../print/kcl.js";
import { sameCoordinateMm } from "./datums.js";
import { isHorizontal, isVertical, type Outline, type Segment } from "./outline.js";
import { createEquations, type Equations, type SparseRow } from "./rank.js";

type Arc = Extract<Segment, { kind: "arc" | "circle" }>;

/** Names the numbers of a drawing. */
export interface Dimensions {
  /**
   * The absolute value of a coordinate along a sketch axis (never 0): where a line lies across that axis (`line`), or where
   * a centre or corner of a segment is.
   */
  coordinate(axis: 0 | 1, value: number, segment: Segment, line: boolean): Expression;
  /** `diameter` says which of the two is printed. */
  radius(
    segment: Arc,
    radius: number,
    tangent: boolean,
  ): { readonly call: "radius" | "diameter"; readonly value: Expression };
}

export interface Relations {
  readonly statements: readonly Statement[];
  /** Number of constraints. */
  readonly count: number;
  /** Every point is determined. */
  readonly complete: boolean;
}

const origin = atom("ORIGIN");
const statement = (value: Expression): Statement => ({ kind: "do", value });

/** Chooses the constraints of an outline. */
export function relate(outline: Outline, dimensions: Dimensions): Relations {
  const { points, names, segments, joints } = outline;
  const unknowns = 2 * points.length;
  const equations = createEquations(unknowns);
  const joining: Statement[] = [];
  const shaping: Statement[] = [];
  const sizing: Statement[] = [];
  const at = (i: number): Vec2 => points[i] ?? [0, 0];
  const point = (i: number): Expression => atom(names[i] ?? "ORIGIN");

  for (const joint of joints) joining.push(statement(callOn("coincident", array([atom(joint.a), atom(joint.b)]))));
  const arcs = segments.filter((s): s is Arc => s.kind !== "line");
  for (const arc of arcs) if (arc.kind === "arc") equations.add([evenRadius(outline, arc)]);
  const attempt = (rows: readonly SparseRow[], group: Statement[], make: () => Expression): boolean => {
    if (!equations.add(rows)) return false;
    group.push(statement(make()));
    return true;
  };

  // Anchor: a centre at the origin, else a corner.
  const centers = arcs.map((arc) => arc.center);
  const corners = segments.flatMap((s) =>
    s.kind === "circle" ? [] : [s.kind === "arc" ? [s.start, s.end] : [s.start]].flat(),
  );
  const isOrigin = (i: number): boolean => Math.hypot(...at(i)) < sameCoordinateMm;
  for (const i of [...centers, ...corners]) {
    if (isOrigin(i)) attempt([unit(i, 0), unit(i, 1)], shaping, () => callOn("coincident", array([point(i), origin])));
  }
  // A circle's start is not geometry: it is pinned beside its centre.
  for (const arc of arcs) {
    if (arc.kind !== "circle") continue;
    attempt([difference(arc.start, arc.center, 1)], shaping, () =>
      callOn("horizontal", array([point(arc.center), point(arc.start)])),
    );
  }
  for (const s of segments) {
    if (s.kind !== "line") continue;
    if (isHorizontal(outline, s))
      attempt([difference(s.start, s.end, 1)], shaping, () => callOn("horizontal", atom(s.name)));
    if (isVertical(outline, s))
      attempt([difference(s.start, s.end, 0)], shaping, () => callOn("vertical", atom(s.name)));
  }
  for (const joint of joints) {
    if (!joint.tangent) continue;
    const [a, b] = joint.segments;
    attempt([tangency(outline, a, b)], shaping, () => callOn("tangent", array([atom(a.name), atom(b.name)])));
  }
  centers.forEach((center, k) => {
    const twin = centers
      .slice(0, k)
      .find((other) => Math.hypot(at(other)[0] - at(center)[0], at(other)[1] - at(center)[1]) < sameCoordinateMm);
    if (twin === undefined) return;
    attempt([difference(center, twin, 0), difference(center, twin, 1)], shaping, () =>
      callOn("coincident", array([point(center), point(twin)])),
    );
  });
  sizeRadii(outline, arcs, dimensions, equations, shaping, sizing);

  // Positions: on an axis, in line with one that is placed already, or at a dimension.
  const place = (i: number, axis: 0 | 1, segment: Segment, line: boolean): void => {
    const value = at(i)[axis];
    const row = [unit(i, axis)];
    if (Math.abs(value) < sameCoordinateMm) {
      attempt(row, shaping, () => callOn(axis === 0 ? "vertical" : "horizontal", array([origin, point(i)])));
      return;
    }
    const ends = value > 0 ? [origin, point(i)] : [point(i), origin];
    const measure = axis === 0 ? "horizontalDistance" : "verticalDistance";
    attempt(row, sizing, () =>
      binary(callOn(measure, array(ends)), "==", dimensions.coordinate(axis, value, segment, line)),
    );
  };
  const placeCenters = (): void => {
    for (const arc of arcs) for (const axis of [0, 1] as const) place(arc.center, axis, arc, false);
  };
  // A slot is where the centres of its ends are.
  if (arcs.some((arc) => arc.kind === "arc" && /End\d*$/.test(arc.name))) placeCenters();
  const straight = segments.filter((s) => s.kind === "line");
  const byExtent =
    (axis: 0 | 1) =>
    (a: Segment, b: Segment): number =>
      outwardness(outline, b, axis) - outwardness(outline, a, axis);
  for (const s of straight.filter((l) => isVertical(outline, l)).sort(byExtent(0))) place(s.start, 0, s, true);
  for (const s of straight.filter((l) => isHorizontal(outline, l)).sort(byExtent(1))) place(s.start, 1, s, true);
  placeCenters();
  for (const s of segments) {
    if (s.kind === "circle") continue;
    for (const i of [s.start, s.end]) for (const axis of [0, 1] as const) place(i, axis, s, false);
  }
  const statements = [...joining, ...shaping, ...sizing];
  return { statements, count: statements.length, complete: equations.rank === unknowns };
}

/** Equal radii are equal by relation; one number sizes them all. */
function sizeRadii(
  outline: Outline,
  arcs: readonly Arc[],
  dimensions: Dimensions,
  equations: Equations,
  shaping: Statement[],
  sizing: Statement[],
): void {
  const done = new Set<Arc>();
  for (const head of arcs) {
    if (done.has(head)) continue;
    const same = arcs.filter(
      (arc) => !done.has(arc) && arc.kind === head.kind && Math.abs(arc.radius - head.radius) < sameCoordinateMm,
    );
    const equal: Arc[] = [head];
    for (const arc of same) {
      done.add(arc);
      if (arc !== head && equations.add([subtract(radiusRow(outline, head), radiusRow(outline, arc))])) equal.push(arc);
    }
    if (equal.length > 1) shaping.push(statement(callOn("equalRadius", array(equal.map((arc) => atom(arc.name))))));
    if (!equations.add([radiusRow(outline, head)])) continue;
    const tangent = outline.joints.some((joint) => joint.tangent && joint.segments.includes(head));
    const { call, value } = dimensions.radius(head, head.radius, tangent);
    sizing.push(statement(binary(callOn(call, atom(head.name)), "==", value)));
  }
}

/** Lines at the ends of the outline are placed first. */
function outwardness(outline: Outline, s: Segment, axis: 0 | 1): number {
  const value = outline.points[s.start]?.[axis] ?? 0;
  return Math.abs(value - (outline.low[axis] + outline.high[axis]) / 2);
}

const unit = (i: number, axis: 0 | 1): SparseRow => [[2 * i + axis, 1]];
const difference = (i: number, j: number, axis: 0 | 1): SparseRow => [
  [2 * i + axis, 1],
  [2 * j + axis, -1],
];
const subtract = (a: SparseRow, b: SparseRow): SparseRow => [...a, ...b.map(([i, c]) => [i, -c] as const)];

/** Gradient of the distance between two points. */
function distanceRow(outline: Outline, i: number, j: number): SparseRow {
  const [p, q] = [outline.points[i] ?? [0, 0], outline.points[j] ?? [0, 0]];
  const l = Math.hypot(p[0] - q[0], p[1] - q[1]);
  const [x, y] = [(p[0] - q[0]) / l, (p[1] - q[1]) / l];
  return [
    [2 * i, x],
    [2 * i + 1, y],
    [2 * j, -x],
    [2 * j + 1, -y],
  ];
}

const radiusRow = (outline: Outline, arc: Arc): SparseRow => distanceRow(outline, arc.start, arc.center);
const evenRadius = (outline: Outline, arc: Extract<Segment, { kind: "arc" }>): SparseRow =>
  subtract(distanceRow(outline, arc.end, arc.center), distanceRow(outline, arc.start, arc.center));

/** Gradient of the gap between two segments that touch: a line and an arc, or two arcs. */
function tangency(outline: Outline, a: Segment, b: Segment): SparseRow {
  if (a.kind === "line" && b.kind !== "line") return lineGap(outline, a, b);
  if (b.kind === "line" && a.kind !== "line") return lineGap(outline, b, a);
  if (a.kind === "line" || b.kind === "line") return [];
  const [p, q] = [outline.points[a.center] ?? [0, 0], outline.points[b.center] ?? [0, 0]];
  const apart = Math.hypot(p[0] - q[0], p[1] - q[1]);
  const between = distanceRow(outline, a.center, b.center);
  const [ra, rb] = [radiusRow(outline, a), radiusRow(outline, b)];
  // Beside each other the centres are the sum of the radii apart, one inside the other their difference.
  if (Math.abs(apart - (a.radius + b.radius)) < Math.abs(apart - Math.abs(a.radius - b.radius)))
    return subtract(subtract(between, ra), rb);
  return a.radius > b.radius
    ? subtract(subtract(between, ra), negate(rb))
    : subtract(subtract(between, negate(ra)), rb);
}

const negate = (row: SparseRow): SparseRow => row.map(([i, c]) => [i, -c] as const);

/** Distance of an arc's centre from a line, less the radius. */
function lineGap(outline: Outline, line: Extract<Segment, { kind: "line" }>, arc: Arc): SparseRow {
  const [s, e, c] = [line.start, line.end, arc.center].map((i) => outline.points[i] ?? ([0, 0] as const)) as [
    Vec2,
    Vec2,
    Vec2,
  ];
  const [dx, dy] = [e[0] - s[0], e[1] - s[1]];
  const l = Math.hypot(dx, dy);
  const [nx, ny] = [-dy / l, dx / l];
  const side = Math.sign((c[0] - s[0]) * nx + (c[1] - s[1]) * ny) || 1;
  // The distance changes with the line's ends by how far along the centre's foot lies.
  const t = ((c[0] - s[0]) * dx + (c[1] - s[1]) * dy) / (l * l);
  const gap: SparseRow = [
    [2 * arc.center, side * nx],
    [2 * arc.center + 1, side * ny],
    [2 * line.start, -side * nx * (1 - t)],
    [2 * line.start + 1, -side * ny * (1 - t)],
    [2 * line.end, -side * nx * t],
    [2 * line.end + 1, -side * ny * t],
  ];
  return subtract(gap, radiusRow(outline, arc));
}
