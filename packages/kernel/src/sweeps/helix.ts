/** Recognises helices among the splines that stand for them: a sweep along one is a screw, and can be exact. */

import type { BSplineCurve, Frame, Topology, Vec3 } from "@unbake/geometry";
import {
  addScaled,
  cross,
  curveAxis,
  curveDerivatives,
  distance3,
  evaluateCurve,
  frameFromZ,
  mul,
  norm,
  sub,
  toLocal,
  unit,
} from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import { helixShare, leastTangentTurn } from "../tolerances.js";
import type { Screw } from "./screw.js";

/** A turn of less than this is no helix that a spline would show reliably. */
const leastTurnRad = Math.PI / 4;

/** Tangents at joints, where approximations are exact, tell the axis from this many on. */
const leastTangents = 4;

/** The screw that a path of one edge follows from its start, or undefined when it is no helix about an axis. */
export function helixOf({ edges }: Topology): Screw | undefined {
  const [edge, ...more] = edges;
  if (!edge || more.length > 0 || edge.curve?.kind !== "bspline") return undefined;
  return helixAlong(edge.curve, edge.range);
}

function helixAlong(curve: BSplineCurve, range: readonly [number, number]): Screw | undefined {
  const { parameters, between } = samplesOf(curve, range);
  const ends = parameters.map((t) => curveDerivatives(curve, t, 1) as [Vec3, Vec3]);
  if (ends.some(([, tangent]) => !(norm(tangent) > 0))) return undefined;
  const tangents = ends.map(([, tangent]) => unit(tangent));
  const atJoints = tangents.filter((_, i) => i % between === 0);
  const axis = axisOfTangents(atJoints.length >= leastTangents ? atJoints : tangents);
  if (!axis) return undefined;
  const points = ends.map(([point]) => point);
  const first = at(points, 0);
  const center = centerAbout(axis, points);
  if (!center) return undefined;
  const frame = frameFromZ(center, axis, sub(first, center));
  const radius = toLocal(frame, first)[0];
  const run = unroll(frame, points);
  const angleRad = last(run).angle;
  const riseMm = last(run).height - at(run, 0).height;
  if (!(Math.abs(angleRad) >= leastTurnRad) || !(Math.abs(riseMm) > helixShare * radius)) return undefined;
  const screw: Screw = { frame, angleRad, riseMm };
  return follows(curve, parameters, run, screw, radius) ? screw : undefined;
}

/** Knots are where approximations are exact; between them eight points each, so that turns can be counted. */
function samplesOf(
  curve: BSplineCurve,
  [from, to]: readonly [number, number],
): { readonly parameters: readonly number[]; readonly between: number } {
  const { flat } = curveAxis(curve);
  const joints = [from, ...new Set(flat.filter((knot) => knot > from && knot < to)), to];
  const between = joints.length > 40 ? 1 : 8;
  const parameters = joints.flatMap((a, i) => {
    const b = joints[i + 1];
    return b === undefined ? [a] : Array.from({ length: between }, (_, k) => a + ((b - a) * k) / between);
  });
  return { parameters, between };
}

/** Tangents of a helix keep their angle to the axis, so their differences are perpendicular to it. */
function axisOfTangents(tangents: readonly Vec3[]): Vec3 | undefined {
  const first = tangents[0];
  if (!first) return undefined;
  const differences = tangents.map((tangent) => sub(tangent, first));
  let best: Vec3 = [0, 0, 0];
  const step = Math.max(1, Math.floor(differences.length / 64));
  for (let i = 0; i < differences.length; i += step) {
    for (let j = 0; j < i; j += step) {
      const normal = cross(at(differences, i), at(differences, j));
      if (norm(normal) > norm(best)) best = normal;
    }
  }
  return norm(best) > leastTangentTurn ? unit(best) : undefined;
}

/** Centre of the circle that the points make, seen along the axis, through three of them that are far apart. */
function centerAbout(axis: Vec3, points: readonly Vec3[]): Vec3 | undefined {
  const frame = frameFromZ(at(points, 0), axis);
  const flat = points.map((point) => toLocal(frame, point));
  const far = (from: readonly (readonly number[])[]): readonly number[] | undefined => {
    const least = (p: readonly number[]): number =>
      Math.min(...from.map((q) => Math.hypot(at(p, 0) - at(q, 0), at(p, 1) - at(q, 1))));
    return flat.reduce<readonly number[] | undefined>(
      (best, p) => (best && least(best) >= least(p) ? best : p),
      undefined,
    );
  };
  const a = [0, 0];
  const b = far([a]);
  const c = b && far([a, b]);
  if (!b || !c) return undefined;
  const [bx = 0, by = 0] = b;
  const [cx = 0, cy = 0] = c;
  const d = 2 * (bx * cy - by * cx);
  if (d === 0) return undefined;
  const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy];
  const [x, y] = [(cy * b2 - by * c2) / d, (bx * c2 - cx * b2) / d];
  return addScaled(addScaled(frame.origin, frame.x, x), frame.y, y);
}

interface Unrolled {
  readonly angle: number;
  readonly height: number;
}

/** Angle about the axis, counted on from point to point, and height along it. */
function unroll(frame: Frame, points: readonly Vec3[]): Unrolled[] {
  let angle = 0;
  let before = 0;
  return points.map((point) => {
    const [x, y, height] = toLocal(frame, point);
    const now = Math.atan2(y, x);
    const step = now - before;
    angle += step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
    before = now;
    return { angle, height };
  });
}

/** Every sample lies on the cylinder, at the height that its angle asks for. */
function follows(
  curve: BSplineCurve,
  parameters: readonly number[],
  run: readonly Unrolled[],
  { frame, angleRad, riseMm }: Screw,
  radius: number,
): boolean {
  const slack = helixShare * radius;
  return parameters.every((t, i) => {
    const { angle, height } = at(run, i);
    const around = addScaled(mul(frame.x, radius * Math.cos(angle)), frame.y, radius * Math.sin(angle));
    const rise = at(run, 0).height + (riseMm * angle) / angleRad;
    const expected = addScaled(
      [around[0] + frame.origin[0], around[1] + frame.origin[1], around[2] + frame.origin[2]],
      frame.z,
      rise,
    );
    return Math.abs(height - rise) <= slack && distance3(expected, evaluateCurve(curve, t)) <= slack;
  });
}
