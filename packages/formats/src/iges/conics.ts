/** Circular arcs (type 100) and conic arcs (type 104), in their own plane z = constant. */

import type { CurveSegment, Frame, Vec2 } from "@unbake/geometry";
import { unit } from "@unbake/geometry";
import { closedArcShare, parabolaShare, parallelTangentsShare, sameAngleRad, sameWeightShare } from "../tolerances.js";
import type { Fields } from "./access.js";
import { entityError } from "./fail.js";

const flatFrame = (x: number, y: number, z: number, turnRad = 0): Frame => {
  const [c, s] = [Math.cos(turnRad), Math.sin(turnRad)];
  return { origin: [x, y, z], x: [c, s, 0], y: [-s, c, 0], z: [0, 0, 1] };
};

/** Counterclockwise from `from` to `to`; the whole round when they are the same. */
function arcRange(from: number, to: number, slackRad: number): readonly [number, number] {
  const turn = 2 * Math.PI;
  const start = ((from % turn) + turn) % turn;
  let end = to;
  while (end <= start + slackRad) end += turn;
  while (end > start + turn + slackRad) end -= turn;
  return [start, end];
}

/** Type 100: z, centre, start, end; counterclockwise. The parameter is the angle. */
export function circularArc(fields: Fields): CurveSegment {
  const [z, cx, cy, x1, y1, x2, y2] = [0, 1, 2, 3, 4, 5, 6].map((i) => fields.number(i)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const radius = Math.hypot(x1 - cx, y1 - cy);
  if (!(radius > 0)) throw entityError("bad_geometry", fields.entity, "an arc without a radius");
  const closed = Math.hypot(x2 - x1, y2 - y1) <= closedArcShare * radius;
  const from = Math.atan2(y1 - cy, x1 - cx);
  const to = closed ? from : Math.atan2(y2 - cy, x2 - cx);
  return { curve: { kind: "circle", frame: flatFrame(cx, cy, z), radius }, range: arcRange(from, to, sameAngleRad) };
}

/**
 * Type 104: a x^2 + b x y + c y^2 + d x + e y + f = 0 at height z, from a start to an end. Ellipses keep their kind; arcs of parabolas and
 * hyperbolas become the rational quadratic that each of them is, through the point where the tangents of its ends meet (Farin, "Curves
 * and Surfaces for CAGD", chapter 12).
 */
export function conicArc(fields: Fields): CurveSegment {
  const [a, b, c, d, e, f, z, x1, y1, x2, y2] = Array.from({ length: 11 }, (_, i) => fields.number(i)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const discriminant = b * b - 4 * a * c;
  const size = Math.max(a * a, c * c, b * b);
  if (discriminant < -parabolaShare * size) return ellipticArc(fields, [a, b, c, d, e, f], z, [x1, y1], [x2, y2]);
  return openConic(fields, [a, b, c, d, e, f], z, [x1, y1], [x2, y2]);
}

type Coefficients = readonly [number, number, number, number, number, number];

function ellipticArc(fields: Fields, [a, b, c, d, e, f]: Coefficients, z: number, from: Vec2, to: Vec2): CurveSegment {
  const determinant = 4 * a * c - b * b;
  const cx = (b * e - 2 * c * d) / determinant;
  const cy = (b * d - 2 * a * e) / determinant;
  const level = -(a * cx * cx + b * cx * cy + c * cy * cy + d * cx + e * cy + f);
  // Axes of the quadratic form: the one with the smaller eigenvalue is the longer one.
  const turn = 0.5 * Math.atan2(b, a - c);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const first = level / (a * cos * cos + b * cos * sin + c * sin * sin);
  const second = level / (a * sin * sin - b * cos * sin + c * cos * cos);
  if (!(first > 0) || !(second > 0))
    throw entityError("bad_geometry", fields.entity, "no point satisfies its equation");
  const along = first >= second;
  const frame = flatFrame(cx, cy, z, along ? turn : turn + Math.PI / 2);
  const majorRadius = Math.sqrt(Math.max(first, second));
  const minorRadius = Math.sqrt(Math.min(first, second));
  const angleOf = ([x, y]: Vec2): number => {
    const [dx, dy] = [x - cx, y - cy];
    const u = dx * frame.x[0] + dy * frame.x[1];
    const v = dx * frame.y[0] + dy * frame.y[1];
    return Math.atan2(v / minorRadius, u / majorRadius);
  };
  const closed = Math.hypot(to[0] - from[0], to[1] - from[1]) <= closedArcShare * majorRadius;
  const start = angleOf(from);
  const range = arcRange(start, closed ? start : angleOf(to), sameAngleRad);
  if (majorRadius - minorRadius <= closedArcShare * majorRadius) {
    return { curve: { kind: "circle", frame, radius: majorRadius }, range };
  }
  return { curve: { kind: "ellipse", frame, majorRadius, minorRadius }, range };
}

function openConic(fields: Fields, [a, b, c, d, e, f]: Coefficients, z: number, from: Vec2, to: Vec2): CurveSegment {
  const gradient = ([x, y]: Vec2): Vec2 => [2 * a * x + b * y + d, b * x + 2 * c * y + e];
  const [g1, g2] = [gradient(from), gradient(to)];
  const cross = g1[0] * g2[1] - g1[1] * g2[0];
  const bad = (): Error => entityError("bad_geometry", fields.entity, "its ends are not on one branch of its conic");
  const scale = Math.hypot(...g1) * Math.hypot(...g2);
  if (!(Math.abs(cross) > parallelTangentsShare * scale)) throw bad();
  const [h1, h2] = [g1[0] * from[0] + g1[1] * from[1], g2[0] * to[0] + g2[1] * to[1]];
  const apex: Vec2 = [(h1 * g2[1] - h2 * g1[1]) / cross, (g1[0] * h2 - g2[0] * h1) / cross];
  // The weight puts the curve on the conic where it crosses the line from the apex to the middle of the chord.
  const value = ([x, y]: Vec2): number => a * x * x + b * x * y + c * y * y + d * x + e * y + f;
  const middle: Vec2 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const squared = -value(middle) / value(apex);
  if (!(squared > 0)) throw bad();
  const weight = Math.sqrt(squared);
  return {
    curve: {
      kind: "bspline",
      degree: 2,
      poles: [
        [from[0], from[1], z],
        [apex[0], apex[1], z],
        [to[0], to[1], z],
      ],
      ...(Math.abs(weight - 1) > sameWeightShare && { weights: [1, weight, 1] }),
      knots: [0, 1],
      multiplicities: [3, 3],
      periodic: false,
    },
    range: [0, 1],
  };
}

/** Straight from one point to another; undefined when they are the same. */
export function straight(
  from: readonly [number, number, number],
  to: readonly [number, number, number],
): CurveSegment | undefined {
  const along = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
  const length = Math.hypot(...along);
  return length > 0 ? { curve: { kind: "line", origin: from, direction: unit(along) }, range: [0, length] } : undefined;
}
