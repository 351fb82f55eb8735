/**
 * Where two sketch curves meet: crossings, touches, and ends that lie on the other curve. Lines and circles in closed form,
 * the rest by chords and Newton steps.
 */
import type { Vec2 } from "@unbake/geometry";
import { leastSpeedMm2, newtonStepShare, sameParameterShare, sketchParallelSine, weldMm } from "../tolerances.js";
import { type Arc2, type Curve2, derivativeAt, type Line2, pointAt, samplesOf } from "./curve2.js";
import { angle2, cross2, dot2, left2, length2, sub2, unit2 } from "./vec2.js";

/** Parameters in [0, 1] on both curves. */
export interface Meeting {
  readonly ta: number;
  readonly tb: number;
}

const chords = 64;

/** All meetings of a and b, the ones at shared ends too; overlapping stretches give the ends of the overlap. */
export function meetings(a: Curve2, b: Curve2): Meeting[] {
  if (areApart(a, b)) return [];
  const found = [...crossings(a, b), ...endsOn(a, b), ...endsOn(b, a).map(({ ta, tb }) => ({ ta: tb, tb: ta }))];
  const distinct: Meeting[] = [];
  for (const candidate of found) {
    const p = pointAt(a, candidate.ta);
    const known = distinct.some(
      (other) =>
        length2(sub2(p, pointAt(a, other.ta))) < weldMm &&
        // A closed curve has two parameters at its seam: both count.
        Math.abs(other.ta - candidate.ta) < 0.5 &&
        Math.abs(other.tb - candidate.tb) < 0.5,
    );
    if (!known) distinct.push(candidate);
  }
  return distinct;
}

/** Whether boxes around the two curves are further apart than the weld: most pairs of a large sketch are. */
function areApart(a: Curve2, b: Curve2): boolean {
  const [p, q] = [boxAround(a), boxAround(b)];
  return ([0, 1] as const).some((k) => p.min[k] > q.max[k] + weldMm || q.min[k] > p.max[k] + weldMm);
}

interface Box2 {
  readonly min: Vec2;
  readonly max: Vec2;
}

/** Whether a level ray from the point to the right misses the box of a curve: a loop of such curves does not go round it. */
export function isBeside(curve: Curve2, point: Vec2): boolean {
  const { min, max } = boxAround(curve);
  return max[0] < point[0] || min[1] > point[1] || max[1] < point[1];
}

const boxes = new WeakMap<Curve2, Box2>();

function boxAround(curve: Curve2): Box2 {
  const known = boxes.get(curve);
  if (known) return known;
  const box = freshBox(curve);
  boxes.set(curve, box);
  return box;
}

function freshBox(curve: Curve2): Box2 {
  switch (curve.kind) {
    case "line":
      return boxOfPoints([curve.a, curve.b]);
    case "arc": {
      const { center, radius } = curve;
      return { min: [center[0] - radius, center[1] - radius], max: [center[0] + radius, center[1] + radius] };
    }
    case "ellipse": {
      const reach = length2(curve.major) + length2(curve.minor);
      const { center } = curve;
      return { min: [center[0] - reach, center[1] - reach], max: [center[0] + reach, center[1] + reach] };
    }
    case "spline":
      // A spline with positive weights stays inside the hull of its poles.
      return boxOfPoints(curve.spline.poles);
  }
}

function boxOfPoints(points: readonly Vec2[]): Box2 {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { min: [Math.min(...xs), Math.min(...ys)], max: [Math.max(...xs), Math.max(...ys)] };
}

function crossings(a: Curve2, b: Curve2): Meeting[] {
  if (a.kind === "line" && b.kind === "line") return lineLine(a, b);
  if (a.kind === "line" && b.kind === "arc") return lineArc(a, b);
  if (a.kind === "arc" && b.kind === "line") return lineArc(b, a).map(({ ta, tb }) => ({ ta: tb, tb: ta }));
  if (a.kind === "arc" && b.kind === "arc") return arcArc(a, b);
  return byChords(a, b);
}

const inside = (t: number): boolean => t >= 0 && t <= 1;

function lineLine(a: Line2, b: Line2): Meeting[] {
  const [da, db] = [sub2(a.b, a.a), sub2(b.b, b.a)];
  const denominator = cross2(da, db);
  if (Math.abs(denominator) < sketchParallelSine * length2(da) * length2(db)) return [];
  const between = sub2(b.a, a.a);
  const ta = cross2(between, db) / denominator;
  const tb = cross2(between, da) / denominator;
  return inside(ta) && inside(tb) ? [{ ta, tb }] : [];
}

/** Parameters of an arc at the angle of a point on its circle; two at the seam of a full circle. */
function arcParameters(arc: Arc2, point: Vec2): number[] {
  const full = 2 * Math.PI;
  const raw = (angle2(sub2(point, arc.center)) - arc.start) / arc.sweep;
  const period = full / Math.abs(arc.sweep);
  const slack = weldMm / (arc.radius * Math.abs(arc.sweep));
  const found: number[] = [];
  for (let k = Math.floor(-raw / period) - 1; raw + k * period <= 1 + slack; k++) {
    const t = raw + k * period;
    if (t >= -slack) found.push(Math.min(1, Math.max(0, t)));
  }
  return found;
}

function lineArc(line: Line2, arc: Arc2): Meeting[] {
  const direction = sub2(line.b, line.a);
  const length = length2(direction);
  if (length < weldMm) return [];
  const u: Vec2 = [direction[0] / length, direction[1] / length];
  const toCenter = sub2(arc.center, line.a);
  const along = dot2(toCenter, u);
  const distance = cross2(u, toCenter);
  // A line that misses by less than the weld touches.
  const half =
    Math.abs(distance) > arc.radius + weldMm ? undefined : Math.sqrt(Math.max(0, arc.radius ** 2 - distance ** 2));
  if (half === undefined) return [];
  const stations = half < Math.sqrt(arc.radius * weldMm) ? touching(along, half) : [along - half, along + half];
  return stations.flatMap((s) => {
    const ta = s / length;
    if (!inside(ta)) return [];
    const point: Vec2 = [line.a[0] + u[0] * s, line.a[1] + u[1] * s];
    return arcParameters(arc, point).map((tb) => ({ ta, tb }));
  });
}

/** Two crossings closer together than the weld are one touch in the middle. */
const touching = (middle: number, half: number): number[] =>
  half < weldMm ? [middle] : [middle - half, middle + half];

function arcArc(a: Arc2, b: Arc2): Meeting[] {
  const between = sub2(b.center, a.center);
  const d = length2(between);
  if (d < weldMm) return [];
  if (d > a.radius + b.radius + weldMm || d < Math.abs(a.radius - b.radius) - weldMm) return [];
  const u = unit2(between);
  const along = (d * d + a.radius ** 2 - b.radius ** 2) / (2 * d);
  const half = Math.sqrt(Math.max(0, a.radius ** 2 - along ** 2));
  const n = left2(u);
  return touching(0, half).flatMap((h) => {
    const point: Vec2 = [a.center[0] + u[0] * along + n[0] * h, a.center[1] + u[1] * along + n[1] * h];
    return arcParameters(a, point).flatMap((ta) => arcParameters(b, point).map((tb) => ({ ta, tb })));
  });
}

function byChords(a: Curve2, b: Curve2): Meeting[] {
  const [pa, pb] = [samplesOf(a, chords), samplesOf(b, chords)];
  const found: Meeting[] = [];
  for (let i = 0; i + 1 < pa.length; i++) {
    for (let j = 0; j + 1 < pb.length; j++) {
      const [a0, a1, b0, b1] = [pa[i], pa[i + 1], pb[j], pb[j + 1]];
      if (!a0 || !a1 || !b0 || !b1 || !boxesMeet(a0, a1, b0, b1)) continue;
      const refined = newton(a, b, (i + 0.5) / (pa.length - 1), (j + 0.5) / (pb.length - 1));
      if (refined) found.push(refined);
    }
  }
  return found;
}

function boxesMeet(a0: Vec2, a1: Vec2, b0: Vec2, b1: Vec2): boolean {
  // A chord's arc leaves its box: widen by half the chord.
  const slack = (length2(sub2(a1, a0)) + length2(sub2(b1, b0))) / 4;
  return ([0, 1] as const).every(
    (k) =>
      Math.min(a0[k], a1[k]) - slack <= Math.max(b0[k], b1[k]) &&
      Math.min(b0[k], b1[k]) - slack <= Math.max(a0[k], a1[k]),
  );
}

function newton(a: Curve2, b: Curve2, ta0: number, tb0: number): Meeting | undefined {
  let [ta, tb] = [ta0, tb0];
  for (let step = 0; step < 20; step++) {
    const gap = sub2(pointAt(b, tb), pointAt(a, ta));
    const [da, db] = [derivativeAt(a, ta), derivativeAt(b, tb)];
    const determinant = cross2(da, db);
    if (Math.abs(determinant) < sketchParallelSine * length2(da) * length2(db)) return undefined;
    const stepA = cross2(gap, db) / determinant;
    const stepB = cross2(gap, da) / determinant;
    ta = Math.min(1, Math.max(0, ta + stepA));
    tb = Math.min(1, Math.max(0, tb + stepB));
    if (Math.abs(stepA) + Math.abs(stepB) < newtonStepShare) break;
  }
  return length2(sub2(pointAt(a, ta), pointAt(b, tb))) < weldMm / 10 ? { ta, tb } : undefined;
}

/** Ends of a that lie on b. */
function endsOn(a: Curve2, b: Curve2): Meeting[] {
  return [0, 1].flatMap((ta) => parametersOn(b, pointAt(a, ta)).map((tb) => ({ ta, tb })));
}

/** Parameters at which `curve` passes through `point`, within the weld. */
function parametersOn(curve: Curve2, point: Vec2): number[] {
  switch (curve.kind) {
    case "line": {
      const d = sub2(curve.b, curve.a);
      const t = Math.min(1, Math.max(0, dot2(sub2(point, curve.a), d) / dot2(d, d)));
      return length2(sub2(pointAt(curve, t), point)) < weldMm ? [t] : [];
    }
    case "arc":
      if (Math.abs(length2(sub2(point, curve.center)) - curve.radius) > weldMm) return [];
      return arcParameters(curve, point).filter((t) => length2(sub2(pointAt(curve, t), point)) < weldMm);
    default: {
      const samples = samplesOf(curve, chords);
      const best = samples
        .map((p, i) => ({ t: i / chords, d: length2(sub2(p, point)) }))
        .sort((x, y) => x.d - y.d)
        .slice(0, 3)
        .map(({ t }) => project(curve, point, t))
        .filter((t) => length2(sub2(pointAt(curve, t), point)) < weldMm);
      return best.filter((t, i) => best.findIndex((other) => Math.abs(other - t) < sameParameterShare) === i);
    }
  }
}

/** Foot of the perpendicular from `point`, near t (Gauss-Newton). */
function project(curve: Curve2, point: Vec2, from: number): number {
  let t = from;
  for (let step = 0; step < 12; step++) {
    const d = derivativeAt(curve, t);
    t = Math.min(1, Math.max(0, t + dot2(sub2(point, pointAt(curve, t)), d) / Math.max(dot2(d, d), leastSpeedMm2)));
  }
  return t;
}
