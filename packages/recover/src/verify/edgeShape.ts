/** Edges as measured things: sample points, and the nearest point on an edge to any point. */

import {
  addScaled,
  type Curve,
  curveDerivatives,
  curveTangent,
  distance3,
  dot,
  type EdgeInfo,
  evaluateCurve,
  mul,
  norm,
  sub,
  toGlobal,
  toLocal,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { nearestMm } from "../tolerances.js";

export interface EdgeSample {
  readonly point: Vec3;
  /** Unit tangent along the curve's own sense. */
  readonly tangent: Vec3;
}

export interface EdgeShape {
  readonly id: number;
  readonly curve: Curve;
  readonly range: readonly [number, number];
  /** Ends included; dense enough that a curve of its kind cannot stray between them unseen. */
  readonly samples: readonly EdgeSample[];
  readonly lengthMm: number;
  readonly toleranceMm: number;
  /** Where on the curve the samples are. */
  readonly parameters: readonly number[];
}

export interface Nearest {
  readonly point: Vec3;
  readonly distance: number;
}

const origin: Vec3 = [0, 0, 0];

/** Undefined for a degenerate edge: it is a point of its face. */
export function edgeShape(edge: EdgeInfo): EdgeShape | undefined {
  const { curve, range } = edge;
  if (!curve || edge.degenerate) return undefined;
  const parameters = sampleParameters(curve, range);
  const samples = parameters.map((t) => sampleAt(curve, t));
  let lengthMm = 0;
  samples.forEach((sample, i) => {
    const next = samples[i + 1];
    if (next) lengthMm += distance3(sample.point, next.point);
  });
  return { id: edge.id, curve, range, samples, lengthMm, toleranceMm: edge.tolerance, parameters };
}

function sampleAt(curve: Curve, t: number): EdgeSample {
  const [point = origin, d1 = origin] = curveDerivatives(curve, t, 1);
  const size = norm(d1);
  return { point, tangent: size > 0 ? mul(d1, 1 / size) : origin };
}

/** A line shows itself in three points; a circle in one each 22.5 degrees; a spline in eight a span. */
function sampleParameters(curve: Curve, [a, b]: readonly [number, number]): number[] {
  if (curve.kind === "line") return evenly(a, b, 4);
  if (curve.kind === "circle" || curve.kind === "ellipse") {
    const perTurn = curve.kind === "circle" ? 16 : 48;
    return evenly(a, b, Math.max(4, Math.ceil((Math.abs(b - a) / (2 * Math.PI)) * perTurn)));
  }
  const knots = splineKnots(curve).filter((k) => k > a && k < b);
  const stops = [a, ...knots, b];
  return stops.flatMap((t, i) => {
    const next = stops[i + 1];
    return next === undefined ? [t] : evenly(t, next, 8).slice(0, -1);
  });
}

function splineKnots(curve: Curve): readonly number[] {
  if (curve.kind === "offset") return splineKnots(curve.base);
  return curve.kind === "bspline" ? curve.knots : [];
}

function evenly(a: number, b: number, pieces: number): number[] {
  return Array.from({ length: pieces + 1 }, (_, i) => (i === pieces ? b : a + ((b - a) * i) / pieces));
}

/** The point of the edge nearest to `point`. */
export function nearestOnEdge(edge: EdgeShape, point: Vec3): Nearest {
  const { curve, range } = edge;
  switch (curve.kind) {
    case "line": {
      const t = clamp(dot(sub(point, curve.origin), curve.direction), range);
      const foot = addScaled(curve.origin, curve.direction, t);
      return { point: foot, distance: distance3(foot, point) };
    }
    case "circle": {
      const local = toLocal(curve.frame, point);
      const angle = intoRange(Math.atan2(local[1], local[0]), range);
      const footAt = (t: number): Nearest => {
        const foot = toGlobal(curve.frame, [curve.radius * Math.cos(t), curve.radius * Math.sin(t), 0]);
        return { point: foot, distance: distance3(foot, point) };
      };
      if (angle !== undefined) return footAt(angle);
      return nearer(footAt(range[0]), footAt(range[1]));
    }
    default:
      return nearestByNewton(edge, point);
  }
}

/** Gauss-Newton from the two nearest points of the polyline, kept inside the range. */
function nearestByNewton(edge: EdgeShape, point: Vec3): Nearest {
  const { samples, parameters } = edge;
  let [first, second]: (number | undefined)[] = [];
  let [firstD, secondD] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let i = -1;
  for (const sample of samples) {
    i++;
    const d = distance3(sample.point, point);
    if (d < firstD) {
      [second, secondD] = [first, firstD];
      [first, firstD] = [i, d];
    } else if (d < secondD) {
      [second, secondD] = [i, d];
    }
  }
  let best: Nearest = { point: first === undefined ? point : at(samples, first).point, distance: firstD };
  for (const i of [first, second]) {
    if (i === undefined || best.distance <= nearestMm * (1 + norm(point))) break;
    let t = at(parameters, i);
    let foot = at(samples, i).point;
    let d = distance3(foot, point);
    for (let step = 0; step < 12; step++) {
      const d1 = curveTangent(edge.curve, t);
      const speed2 = dot(d1, d1);
      if (!(speed2 > 0)) break;
      const next = clamp(t + dot(sub(point, foot), d1) / speed2, edge.range);
      const nextFoot = evaluateCurve(edge.curve, next);
      const nextD = distance3(nextFoot, point);
      if (!(nextD < d)) break;
      t = next;
      foot = nextFoot;
      d = nextD;
    }
    best = nearer(best, { point: foot, distance: d });
  }
  return best;
}

const nearer = (a: Nearest, b: Nearest): Nearest => (b.distance < a.distance ? b : a);
const clamp = (t: number, [a, b]: readonly [number, number]): number => Math.min(Math.max(t, a), b);

/** The angle moved by whole turns into the range; undefined when it does not fall there. */
function intoRange(angle: number, [a, b]: readonly [number, number]): number | undefined {
  const turn = 2 * Math.PI;
  const t = angle + Math.ceil((a - angle) / turn) * turn;
  return t <= b ? t : undefined;
}
