/** Where two neighbouring sides of an outline meet. */
import { distance2, evaluateCurve, type Vec2 } from "@unbake/geometry";
import { knotRange } from "../../analysis/profile/bspline.js";
import { sameSideSine, settledStepShare } from "../../tolerances.js";
import { distanceTo, nearestOn, type OutlineCurve } from "./outlineCurve.js";

/** Steps of the way from one curve to the other and back, which halves the gap at each where they cross. */
const mostSteps = 200;

/** How far rough splines may be off what they are drawn to touch, in tolerances of structure: up to the proof's own delta. */
const roughJoint = 3;

/** The meeting point nearest to `near`; undefined where the curves do not meet within the tolerance. */
export function meet(a: OutlineCurve, b: OutlineCurve, near: Vec2, toleranceMm: number): Vec2 | undefined {
  if (a.kind === "spline" || b.kind === "spline") return meetSpline(a, b, near, toleranceMm);
  const found = a.kind === "line" ? meetLine(a, b, toleranceMm) : meetCircle(a, b, toleranceMm);
  return [...found].sort((p, q) => distance2(p, near) - distance2(q, near))[0];
}

type Line = Extract<OutlineCurve, { kind: "line" }>;
type Circle = Extract<OutlineCurve, { kind: "circle" }>;

function meetLine(a: Line, b: Line | Circle, toleranceMm: number): readonly Vec2[] {
  const [dx, dy] = a.direction;
  if (b.kind === "line") {
    const across = dx * b.direction[1] - dy * b.direction[0];
    if (Math.abs(across) < sameSideSine) return [];
    const [px, py] = [b.point[0] - a.point[0], b.point[1] - a.point[1]];
    const t = (px * b.direction[1] - py * b.direction[0]) / across;
    return [[a.point[0] + t * dx, a.point[1] + t * dy]];
  }
  const foot = nearestOn(a, b.center);
  const away = distance2(foot, b.center);
  // Tangents are off by what a file rounds to.
  if (Math.abs(away - b.radius) <= toleranceMm) return [foot];
  if (away > b.radius) return [];
  const half = Math.sqrt(b.radius ** 2 - away ** 2);
  return [
    [foot[0] + half * dx, foot[1] + half * dy],
    [foot[0] - half * dx, foot[1] - half * dy],
  ];
}

function meetCircle(a: Circle, b: Line | Circle, toleranceMm: number): readonly Vec2[] {
  if (b.kind === "line") return meetLine(b, a, toleranceMm);
  const away = distance2(a.center, b.center);
  if (away <= toleranceMm) return [];
  const [ux, uy] = [(b.center[0] - a.center[0]) / away, (b.center[1] - a.center[1]) / away];
  const touches = [a.radius + b.radius, Math.abs(a.radius - b.radius)].some(
    (sum) => Math.abs(away - sum) <= toleranceMm,
  );
  const along = (away ** 2 + a.radius ** 2 - b.radius ** 2) / (2 * away);
  const squared = a.radius ** 2 - along ** 2;
  if (touches) {
    const reach = Math.sign(along) * a.radius;
    return [[a.center[0] + ux * reach, a.center[1] + uy * reach]];
  }
  if (squared < 0) return [];
  const half = Math.sqrt(squared);
  return [1, -1].map(
    (side): Vec2 => [a.center[0] + ux * along - uy * half * side, a.center[1] + uy * along + ux * half * side],
  );
}

/** At an end of the spline where that lies on the other curve, else where alternating projections settle (von Neumann). */
function meetSpline(a: OutlineCurve, b: OutlineCurve, near: Vec2, toleranceMm: number): Vec2 | undefined {
  const ends = [a, b].flatMap((curve, i): Vec2[] => {
    if (curve.kind !== "spline") return [];
    const other = i === 0 ? b : a;
    return knotRange(curve.curve.knots)
      .map((t): Vec2 => {
        const [x, y] = evaluateCurve(curve.curve, t);
        return [x, y];
      })
      .filter((end) => distanceTo(other, end) <= toleranceMm);
  });
  const end = ends.sort((p, q) => distance2(p, near) - distance2(q, near))[0];
  if (end) return end;
  let p = near;
  for (let step = 0; step < mostSteps; step++) {
    const q = nearestOn(b, nearestOn(a, p));
    if (distance2(p, q) < toleranceMm * settledStepShare) break;
    p = q;
  }
  return distanceTo(a, p) <= roughJoint * toleranceMm ? p : undefined;
}
