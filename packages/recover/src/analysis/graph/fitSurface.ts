/**
 * The elementary surface through a cloud of oriented points, if there is one within tolerance. Linear fits that use the
 * normals: a sphere's centre is p + r n for one r; a cylinder's normals are at right angles to its axis; a cone's tangent
 * planes meet in its apex; a surface of revolution's normal lines all meet its axis (Pottmann & Wallner,
 * Computational Line Geometry, 3.2: a linear complex of lines).
 */

import {
  addScaled,
  cross,
  dot,
  frameFromZ,
  mul,
  norm,
  sub,
  toLocal,
  toLocalDirection,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import {
  leastAxisShare,
  leastConeRad,
  leastRadiusShare,
  oneNormalSquaredSine,
  solvableShare,
} from "../../tolerances.js";
import { asVec3, outerSum, symmetricEigen } from "./eigen.js";
import { distanceToElementary, type ElementarySurface, naturalNormal } from "./elementary.js";

export interface OrientedPoint {
  readonly point: Vec3;
  readonly normal: Vec3;
}

/** `flipped`: the natural normal of `surface` points against the normals of the points. */
export interface SurfaceFit {
  readonly surface: ElementarySurface;
  readonly flipped: boolean;
}

/** The simplest of plane, sphere, cylinder, cone and torus that passes within `tolerance` (mm) of all points; undefined when none does. */
export function fitElementary(points: readonly OrientedPoint[], tolerance: number): SurfaceFit | undefined {
  if (points.length < 6) return undefined;
  const center = mean(points.map((p) => p.point));
  const size = Math.max(...points.map((p) => norm(sub(p.point, center))));
  if (!(size > 0)) return undefined;
  for (const fit of [fitPlane, fitSphere, fitCylinder, fitCone, fitTorus]) {
    const surface = fit(points, center, size);
    if (surface && points.every((p) => distanceToElementary(surface, p.point) <= tolerance)) {
      return { surface, flipped: opposes(surface, points) };
    }
  }
  return undefined;
}

type Fit = (points: readonly OrientedPoint[], center: Vec3, size: number) => ElementarySurface | undefined;

const fitPlane: Fit = (points, center) => {
  const normal = mean(points.map((p) => p.normal));
  if (norm(normal) < 0.5) return undefined;
  const { vectors } = symmetricEigen(covariance(points.map((p) => sub(p.point, center))));
  const z = asVec3(at(vectors, 0));
  return { kind: "plane", frame: frameFromZ(center, dot(z, normal) < 0 ? mul(z, -1) : z) };
};

const fitSphere: Fit = (points, center, size) => {
  const n = mean(points.map((p) => p.normal));
  const r = radiusFromNormals(points.map((p) => [sub(p.point, center), sub(p.normal, n)]));
  if (!reasonable(r, size)) return undefined;
  return { kind: "sphere", frame: frameFromZ(addScaled(center, n, r), [0, 0, 1]), radius: Math.abs(r) };
};

const fitCylinder: Fit = (points, center, size) => {
  const axis = asVec3(at(symmetricEigen(covariance(points.map((p) => p.normal))).vectors, 0));
  const flat = (v: Vec3): Vec3 => addScaled(v, axis, -dot(v, axis));
  const n = flat(mean(points.map((p) => p.normal)));
  const r = radiusFromNormals(points.map((p) => [flat(sub(p.point, center)), sub(flat(p.normal), n)]));
  if (!reasonable(r, size)) return undefined;
  return { kind: "cylinder", frame: frameFromZ(addScaled(center, n, r), axis), radius: Math.abs(r) };
};

const fitCone: Fit = (points, center) => {
  const n = mean(points.map((p) => p.normal));
  const axis = asVec3(at(symmetricEigen(covariance(points.map((p) => sub(p.normal, n)))).vectors, 0));
  // Every tangent plane passes through the apex: n . (apex - p) = 0.
  const rightSide: [number, number, number] = [0, 0, 0];
  for (const p of points) {
    const k = dot(p.normal, sub(p.point, center));
    for (const i of [0, 1, 2] as const) rightSide[i] += k * p.normal[i];
  }
  const offset = solve3(covariance(points.map((p) => p.normal)), rightSide);
  if (!offset) return undefined;
  const apex = addScaled(center, offset, 1);
  const sine = Math.min(1, Math.abs(dot(n, axis)));
  const semiAngle = Math.asin(sine);
  if (semiAngle < leastConeRad || semiAngle > Math.PI / 2 - leastConeRad) return undefined;
  const towards = dot(sub(center, apex), axis);
  if (towards === 0) return undefined;
  const z = towards < 0 ? mul(axis, -1) : axis;
  const height = Math.abs(towards);
  return {
    kind: "cone",
    frame: frameFromZ(addScaled(apex, z, height), z),
    radius: height * Math.tan(semiAngle),
    semiAngle,
  };
};

const fitTorus: Fit = (points, center, size) => {
  // Lines (n, p x n) in a space centred and scaled to size 1, so that both halves weigh alike.
  const lines = points.map(({ point, normal }) => [...cross(mul(sub(point, center), 1 / size), normal), ...normal]);
  const axisLine = at(symmetricEigen(outerSum(lines, 6)).vectors, 0);
  const c = asVec3(axisLine);
  const moment = asVec3(axisLine.slice(3));
  const direction = norm(c);
  if (direction < leastAxisShare) return undefined;
  const axis = mul(c, 1 / direction);
  const foot = mul(cross(axis, mul(moment, 1 / direction)), size);
  const frame = frameFromZ(addScaled(center, foot, 1), axis);
  const meridian = points.map((p): [Vec3, Vec3] => {
    const local = toLocal(frame, p.point);
    const rho = Math.hypot(local[0], local[1]);
    const normal = toLocalDirection(frame, p.normal);
    const radial = rho > 0 ? (normal[0] * local[0] + normal[1] * local[1]) / rho : 0;
    return [
      [rho, local[2], 0],
      [radial, normal[2], 0],
    ];
  });
  const meanPoint = mean(meridian.map(([p]) => p));
  const meanNormal = mean(meridian.map(([, n]) => n));
  const r = radiusFromNormals(meridian.map(([p, n]) => [sub(p, meanPoint), sub(n, meanNormal)]));
  if (!reasonable(r, size)) return undefined;
  const tube = addScaled(meanPoint, meanNormal, r);
  if (!(tube[0] > leastRadiusShare * size)) return undefined;
  return {
    kind: "torus",
    frame: { ...frame, origin: addScaled(frame.origin, axis, tube[1]) },
    majorRadius: tube[0],
    minorRadius: Math.abs(r),
  };
};

/** The r for which p + r n is most nearly one point, from centred points and normals. */
function radiusFromNormals(pairs: readonly (readonly [Vec3, Vec3])[]): number {
  let pn = 0;
  let nn = 0;
  for (const [p, n] of pairs) {
    pn += dot(p, n);
    nn += dot(n, n);
  }
  return nn > oneNormalSquaredSine * pairs.length ? -pn / nn : Number.NaN;
}

/** A radius that is not absurd beside the size of the patch: beyond, the patch is flat to rounding. */
const reasonable = (r: number, size: number): boolean =>
  Number.isFinite(r) && Math.abs(r) > leastRadiusShare * size && Math.abs(r) < 1e6 * size;

/** Does the surface's natural normal point against the points' normals? Decided by the sum over all points. */
function opposes(surface: ElementarySurface, points: readonly OrientedPoint[]): boolean {
  let sum = 0;
  for (const p of points) sum += dot(naturalNormal(surface, p.point), p.normal);
  return sum < 0;
}

function mean(points: readonly Vec3[]): Vec3 {
  const s: [number, number, number] = [0, 0, 0];
  for (const p of points) for (const i of [0, 1, 2] as const) s[i] += p[i];
  return mul(s, 1 / points.length);
}

/** Sum of v v^T (not centred: callers centre where they need to). */
function covariance(vectors: readonly Vec3[]): number[][] {
  const m = [0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number];
  for (const [x, y, z] of vectors) {
    m[0] += x * x;
    m[1] += x * y;
    m[2] += x * z;
    m[3] += y * y;
    m[4] += y * z;
    m[5] += z * z;
  }
  return [
    [m[0], m[1], m[2]],
    [m[1], m[3], m[4]],
    [m[2], m[4], m[5]],
  ];
}

/** Solves a symmetric 3x3 system through its eigenvectors; undefined when it is singular. */
function solve3(matrix: readonly (readonly number[])[], rightSide: Vec3): Vec3 | undefined {
  const { values, vectors } = symmetricEigen(matrix);
  if (!(at(values, 0) > solvableShare * at(values, 2))) return undefined;
  let x: Vec3 = [0, 0, 0];
  vectors.forEach((vector, i) => {
    const v = asVec3(vector);
    x = addScaled(x, v, dot(v, rightSide) / at(values, i));
  });
  return x;
}

export { fitCylinder, fitSphere, fitTorus };
