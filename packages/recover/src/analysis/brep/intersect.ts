/** The exact curve between two surfaces, near a chain of mesh vertices. */
import {
  addScaled,
  type Curve,
  cross,
  distance3,
  dot,
  mul,
  norm,
  sub,
  toLocal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import {
  leastCrossingSine,
  leastMeetingDeterminant,
  madeParallelSine,
  meetingStepShare,
  offTorusAxisMm,
  settledShare,
} from "../../tolerances.js";
import { type ElementarySurface, signedDistance } from "../graph/elementary.js";
import { circleAlong, ellipseAlong, lineAlong } from "./conics.js";
import { fittedCircle, tracedCurve } from "./trace.js";

type Of<K extends ElementarySurface["kind"]> = Extract<ElementarySurface, { kind: K }>;
type Turned = Exclude<ElementarySurface, Of<"plane">>;

/**
 * The curve that both surfaces share along `points`, running the way they run; undefined where none is within `nearMm` of the points
 * and of both surfaces. Where surfaces touch within `nearMm` it is the curve of their contact.
 */
export function borderCurve(
  a: ElementarySurface,
  b: ElementarySurface,
  points: readonly Vec3[],
  nearMm: number,
): Curve | undefined {
  const holds = (curve: Curve | undefined): curve is Curve =>
    curve !== undefined && points.every((p) => distanceToCurve(curve, p) <= nearMm);
  const exact = exactCurve(a, b, points, nearMm);
  if (holds(exact)) return exact;
  const circle = fittedCircle(a, b, points, nearMm);
  if (circle) return circle;
  return tracedCurve(a, b, points, nearMm);
}

/** To a whole line or circle; of other curves only the points that they were made of are known to be on them. */
function distanceToCurve(curve: Curve, p: Vec3): number {
  if (curve.kind === "line") return norm(cross(sub(p, curve.origin), curve.direction));
  if (curve.kind !== "circle") return 0;
  const [x, y, z] = toLocal(curve.frame, p);
  return Math.hypot(Math.hypot(x, y) - curve.radius, z);
}

function exactCurve(
  a: ElementarySurface,
  b: ElementarySurface,
  points: readonly Vec3[],
  nearMm: number,
): Curve | undefined {
  if (a.kind === "plane") return b.kind === "plane" ? planes(a, b, points) : ofPlane(a, b, points, nearMm);
  if (b.kind === "plane") return ofPlane(b, a, points, nearMm);
  return coaxial(a, b, points, nearMm) ?? tubes(a, b, points, nearMm) ?? tubes(b, a, points, nearMm);
}

function planes(a: Of<"plane">, b: Of<"plane">, points: readonly Vec3[]): Curve | undefined {
  const along = cross(a.frame.z, b.frame.z);
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || !(norm(along) > leastCrossingSine) || first === last) return undefined;
  // Through both corners: they are where three planes meet.
  return distance3(first, last) > 0 ? lineAlong(first, unit(sub(last, first)), points) : undefined;
}

function ofPlane(plane: Of<"plane">, other: Turned, points: readonly Vec3[], nearMm: number): Curve | undefined {
  const n = plane.frame.z;
  const { origin, z } = other.frame;
  const height = (p: Vec3): number => dot(sub(p, plane.frame.origin), n);
  if (other.kind === "sphere") {
    const d = height(origin);
    return circleAlong(addScaled(origin, n, -d), n, Math.sqrt(Math.max(0, other.radius ** 2 - d * d)), points);
  }
  if (norm(cross(n, z)) < madeParallelSine)
    return coaxial(other, { kind: "plane", frame: plane.frame }, points, nearMm);
  const lean = dot(n, z);
  switch (other.kind) {
    case "cylinder": {
      if (Math.abs(lean) < madeParallelSine) {
        const d = height(origin);
        const foot = addScaled(origin, n, -d);
        const half = Math.sqrt(Math.max(0, other.radius ** 2 - d * d));
        const across = unit(cross(n, z));
        const side = dot(sub(points[0] ?? foot, foot), across) < 0 ? -1 : 1;
        const touches = Math.abs(Math.abs(d) - other.radius) <= nearMm;
        return lineAlong(touches ? foot : addScaled(foot, across, side * half), z, points);
      }
      const center = addScaled(origin, z, -height(origin) / lean);
      const minor = unit(cross(n, z));
      return ellipseAlong(center, n, cross(minor, n), other.radius / Math.abs(lean), other.radius, points);
    }
    case "cone": {
      const apex = addScaled(origin, z, -other.radius / Math.tan(other.semiAngle));
      if (Math.abs(height(apex)) > nearMm) return undefined;
      const far = points.reduce((best, p) => (distance3(p, apex) > distance3(best, apex) ? p : best), apex);
      const flat = addScaled(far, n, -height(far));
      return distance3(flat, apex) > 0 ? lineAlong(apex, unit(sub(flat, apex)), points) : undefined;
    }
    case "torus": {
      // A plane through the axis cuts the tube's circle.
      if (Math.abs(lean) > madeParallelSine || Math.abs(height(origin)) > nearMm) return undefined;
      return tubeCircle(other, cross(z, n), points);
    }
  }
}

/** The tube's circle whose middle is along `direction` or against it, whichever is nearer to the points. */
function tubeCircle(torus: Of<"torus">, direction: Vec3, points: readonly Vec3[]): Curve | undefined {
  const { origin, z } = torus.frame;
  const out = unit(direction);
  const side = dot(sub(points[0] ?? origin, origin), out) < 0 ? -1 : 1;
  return circleAlong(addScaled(origin, out, side * torus.majorRadius), cross(z, out), torus.minorRadius, points);
}

/** The circle of two surfaces that turn about one axis; a sphere turns about every axis through its middle. */
function coaxial(a: Turned, b: ElementarySurface, points: readonly Vec3[], nearMm: number): Curve | undefined {
  const [main, other] = a.kind === "sphere" && b.kind !== "sphere" && b.kind !== "plane" ? [b, a] : [a, b];
  const axis =
    main.kind === "sphere" && other.kind === "sphere" ? sub(other.frame.origin, main.frame.origin) : main.frame.z;
  if (!(norm(axis) > 0)) return undefined;
  const z = unit(axis);
  const { origin } = main.frame;
  const off = sub(other.frame.origin, origin);
  if (other.kind !== "sphere" && norm(cross(z, other.frame.z)) > madeParallelSine) return undefined;
  if (other.kind !== "plane" && norm(cross(off, z)) > nearMm) return undefined;
  // In the half plane (distance from the axis, height) each surface is a line or a circle: the meeting place near the points.
  let [rho, h] = [0, 0];
  for (const p of points) {
    const d = sub(p, origin);
    const along = dot(d, z);
    h += along / points.length;
    rho += norm(addScaled(d, z, -along)) / points.length;
  }
  [rho, h] = meridianMeeting([main, other], origin, z, rho, h, nearMm);
  return circleAlong(addScaled(origin, z, h), z, rho, points, main.kind === "sphere" ? undefined : main.frame.x);
}

/** (distance from the axis, height) where the meridians of both surfaces meet or touch, near the given one. */
function meridianMeeting(
  surfaces: readonly ElementarySurface[],
  origin: Vec3,
  z: Vec3,
  rho: number,
  h: number,
  nearMm: number,
): [number, number] {
  const special = surfaces.flatMap((surface): (readonly [number, number])[] => {
    const along = dot(sub(surface.frame.origin, origin), z);
    if (surface.kind === "sphere") return [[surface.radius, along]];
    if (surface.kind !== "torus") return [];
    const { majorRadius: R, minorRadius: r } = surface;
    return [
      [R, along + r],
      [R, along - r],
      [R + r, along],
      [R - r, along],
    ];
  });
  const near = special.find(([x, y]) => Math.hypot(x - rho, y - h) <= 2 * nearMm);
  if (near) return [near[0], near[1]];
  const x = unit(Math.abs(z[0]) < 0.9 ? cross(z, [1, 0, 0]) : cross(z, [0, 1, 0]));
  const at = (r: number, y: number): Vec3 => addScaled(addScaled(origin, x, r), z, y);
  const step = meetingStepShare * (1 + rho);
  for (let i = 0; i < 12; i++) {
    const rows = surfaces.map((surface) => {
      const d = signedDistance(surface, at(rho, h));
      return [
        (signedDistance(surface, at(rho + step, h)) - d) / step,
        (signedDistance(surface, at(rho, h + step)) - d) / step,
        d,
      ] as const;
    });
    const [p, q] = rows;
    if (!p || !q) break;
    const det = p[0] * q[1] - p[1] * q[0];
    if (Math.abs(det) < leastMeetingDeterminant) break;
    const dr = (-p[2] * q[1] + p[1] * q[2]) / det;
    const dh = (-p[0] * q[2] + p[2] * q[0]) / det;
    [rho, h] = [rho + dr, h + dh];
    if (Math.hypot(dr, dh) < settledShare * (1 + rho)) break;
  }
  return [rho, h];
}

/** A torus and the straight or round tube that goes on from it: the circle across both. */
function tubes(
  torus: ElementarySurface,
  other: ElementarySurface,
  points: readonly Vec3[],
  nearMm: number,
): Curve | undefined {
  if (torus.kind !== "torus" || (other.kind !== "cylinder" && other.kind !== "sphere")) return undefined;
  if (Math.abs(other.radius - torus.minorRadius) > nearMm) return undefined;
  const { origin, z } = torus.frame;
  const out = other.kind === "cylinder" ? cross(z, other.frame.z) : sub(other.frame.origin, origin);
  const flat = addScaled(out, z, -dot(out, z));
  return norm(flat) > offTorusAxisMm ? tubeCircle(torus, mul(flat, 1), points) : undefined;
}
