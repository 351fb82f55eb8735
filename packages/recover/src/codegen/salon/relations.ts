/**
 * The constraints of a drawing: relations before numbers, each only when it says something new, until nothing is free.
 * Candidates are taken in a fixed order; a rank test on their gradients at the drawn position decides.
 */
import type { Vec2 } from "@unbake/geometry";
import { array, atom, binary, callOn, type Expression, type Statement } from "../kcl/kcl.js";
import { sameCoordinateMm } from "./datums.js";
import { isHorizontal, isVertical, type Joint, type Outline, type Segment } from "./outline.js";
import { createEquations, type Equations, type SparseRow } from "./rank.js";

type Arc = Extract<Segment, { kind: "arc" | "circle" }>;

/** Names the numbers of a drawing. */
export interface Dimensions {
  /**
   * The absolute value of a coordinate along a sketch axis (never 0): where a line lies across that axis (`line`), or where
   * a centre or corner of a segment is.
   */
  coordinate(axis: 0 | 1, value: number, point: number, segment: Segment, line: boolean): Expression;
  /** `diameter` says which of the two is printed. */
  radius(
    segment: Arc,
    radius: number,
    tangent: boolean,
  ): { readonly call: "radius" | "diameter"; readonly value: Expression };
}

/** A construction line. */
export interface Aid {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface Relations {
  readonly statements: readonly Statement[];
  readonly aids: readonly Aid[];
  /** Number of constraints. */
  readonly count: number;
  /** Every point is determined. */
  readonly complete: boolean;
}

const origin = atom("ORIGIN");
const statement = (value: Expression): Statement => ({ kind: "do", value });

/** Chooses the constraints of an outline. */
export function relate(outline: Outline, dimensions: Dimensions, options: { readonly tangents: boolean }): Relations {
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
  const aids: Aid[] = [];
  for (const joint of joints)
    if (joint.tangent && options.tangents) addTangency(outline, joint, attempt, shaping, aids);
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
      binary(callOn(measure, array(ends)), "==", dimensions.coordinate(axis, value, i, segment, line)),
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
  return { statements, aids, count: statements.length, complete: equations.rank === unknowns };
}

type Attempt = (rows: readonly SparseRow[], group: Statement[], make: () => Expression) => boolean;

/**
 * Tangency without `tangent()`: the official solver measures the gap between centre and line, which does not change in first
 * order where they touch, so it reports points at an exact tangency as free. What it can hold: the centre stands straight
 * over the joint (level or upright lines), the line is perpendicular to the arc's arm (other lines), the joint lies on the
 * line of the two centres (arcs).
 */
function addTangency(outline: Outline, joint: Joint, attempt: Attempt, shaping: Statement[], aids: Aid[]): void {
  const { names } = outline;
  const point = (i: number): Expression => atom(names[i] ?? "ORIGIN");
  const [a, b] = joint.segments;
  const line = a.kind === "line" ? a : b.kind === "line" ? b : undefined;
  const [arc, other] = [a, b].filter((s): s is Arc => s.kind !== "line");
  if (!arc) return;
  if (line && (isHorizontal(outline, line) || isVertical(outline, line))) {
    const axis = isHorizontal(outline, line) ? 0 : 1;
    const relation = axis === 0 ? "vertical" : "horizontal";
    attempt([difference(arc.center, joint.point, axis)], shaping, () =>
      callOn(relation, array([point(arc.center), point(joint.point)])),
    );
    return;
  }
  const pair = (relation: string, x: Expression, y: Expression): Expression => callOn(relation, array([x, y]));
  const row = [tangency(outline, joint)];
  if (line) {
    const name = `${arc.name}Arm${aids.filter((aid) => aid.name.startsWith(`${arc.name}Arm`)).length + 1}`;
    if (!attempt(row, shaping, () => pair("coincident", atom(`${name}.start`), point(arc.center)))) return;
    shaping.push(statement(pair("coincident", atom(`${name}.end`), point(joint.point))));
    shaping.push(statement(pair("perpendicular", atom(name), atom(line.name))));
    aids.push({ name, from: arc.center, to: joint.point });
    return;
  }
  if (!other) return;
  const name = `${arc.name}Axis${aids.filter((aid) => aid.name.startsWith(`${arc.name}Axis`)).length + 1}`;
  if (!attempt(row, shaping, () => pair("coincident", atom(`${name}.start`), point(arc.center)))) return;
  shaping.push(statement(pair("coincident", atom(`${name}.end`), point(other.center))));
  shaping.push(statement(pair("coincident", point(joint.point), atom(name))));
  aids.push({ name, from: arc.center, to: other.center });
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

/**
 * Gradient of the tangency of two segments that share a point: the arms from it to the centres (or the line's normal) are
 * parallel. The gap between centre and line would not do: where they touch it does not change in first order.
 */
function tangency(outline: Outline, joint: Joint): SparseRow {
  const [a, b] = joint.segments;
  const arm = (s: Segment): readonly [number, number] =>
    s.kind === "line" ? [s.end, s.start] : [s.center, joint.point];
  const [p, q] = [arm(a), arm(b)];
  const d = (pair: readonly [number, number]): Vec2 => {
    const [to, from] = pair.map((i) => outline.points[i] ?? ([0, 0] as const)) as [Vec2, Vec2];
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
