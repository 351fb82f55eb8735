/** Where lines and circles of one plane meet. */
import type { Curve, Frame, Vec2, Vec3 } from "@unbake/geometry";
import { toGlobal, toLocal, toLocalDirection } from "@unbake/geometry";
import { parallelSine } from "../tolerances.js";

type Line = { readonly p: Vec2; readonly d: Vec2 };
type Circle = { readonly c: Vec2; readonly r: number };

const cross2 = (a: Vec2, b: Vec2): number => a[0] * b[1] - a[1] * b[0];
const along = (p: Vec2, d: Vec2, t: number): Vec2 => [p[0] + t * d[0], p[1] + t * d[1]];
const between = (a: Vec2, b: Vec2): Vec2 => [b[0] - a[0], b[1] - a[1]];

/** The points that two whole curves in the plane of `frame` have in common; none for curves of other kinds. */
export function meetingPoints(frame: Frame, a: Curve, b: Curve): Vec3[] {
  const [one, other] = [flat(frame, a), flat(frame, b)];
  if (!one || !other) return [];
  return meetings(one, other).map(([x, y]) => toGlobal(frame, [x, y, 0]));
}

function flat(frame: Frame, curve: Curve): Line | Circle | undefined {
  if (curve.kind === "line") {
    const [x, y] = toLocal(frame, curve.origin);
    const [dx, dy] = toLocalDirection(frame, curve.direction);
    return { p: [x, y], d: [dx, dy] };
  }
  if (curve.kind !== "circle") return undefined;
  const [x, y] = toLocal(frame, curve.frame.origin);
  return { c: [x, y], r: curve.radius };
}

function meetings(a: Line | Circle, b: Line | Circle): Vec2[] {
  if ("p" in a) return "p" in b ? ofLines(a, b) : ofLineAndCircle(a, b);
  return "p" in b ? ofLineAndCircle(b, a) : ofCircles(a, b);
}

function ofLines(a: Line, b: Line): Vec2[] {
  const sine = cross2(a.d, b.d);
  return Math.abs(sine) < parallelSine ? [] : [along(a.p, a.d, cross2(between(a.p, b.p), b.d) / sine)];
}

/** The line's direction is a unit vector. */
function ofLineAndCircle({ p, d }: Line, { c, r }: Circle): Vec2[] {
  const to = between(p, c);
  const foot = to[0] * d[0] + to[1] * d[1];
  const half = r * r - cross2(d, to) ** 2;
  return half < 0 ? [] : [foot - Math.sqrt(half), foot + Math.sqrt(half)].map((t) => along(p, d, t));
}

function ofCircles(a: Circle, b: Circle): Vec2[] {
  const to = between(a.c, b.c);
  const apart = Math.hypot(...to);
  if (apart === 0) return [];
  const foot = (apart * apart + a.r * a.r - b.r * b.r) / (2 * apart);
  const half = a.r * a.r - foot * foot;
  if (half < 0) return [];
  const d: Vec2 = [to[0] / apart, to[1] / apart];
  const middle = along(a.c, d, foot);
  return [Math.sqrt(half), -Math.sqrt(half)].map((h) => along(middle, [-d[1], d[0]], h));
}
