/** A cone to begin a fit with: facets that run askew to its rulings miss its apex, so it is found from their normals and corners. */

import { addScaled, dot, frameFromZ, mul, norm, sub, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { asVec3, outerSum, symmetricEigen } from "../../analysis/graph/eigen.js";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";
import type { OrientedPoint } from "../../analysis/graph/fitSurface.js";
import { leastConeHoldShare, leastMeshConeRad } from "../../tolerances.js";

/**
 * Normals of a cone make one angle with its axis. With both known, corners at height h and place q across the axis have
 * |q - c| = r + h t, which is linear in c, r and r^2 - |c|^2.
 */
export function beginCone(facets: readonly OrientedPoint[], corners: readonly Vec3[]): ElementarySurface | undefined {
  const mean = meanOf(facets.map(({ normal }) => normal));
  const spread = symmetricEigen(
    outerSum(
      facets.map(({ normal }) => sub(normal, mean)),
      3,
    ),
  );
  const [x, y, z] = asVec3(at(spread.vectors, 0));
  const sine = dot(mean, [x, y, z]);
  // Which way it widens shows in the corners: the other way has no radius.
  const angle = Math.asin(Math.min(1, Math.abs(sine)));
  if (angle < leastMeshConeRad || angle > Math.PI / 2 - leastMeshConeRad) return undefined;
  const center = meanOf(corners);
  for (const axis of [
    [x, y, z],
    [-x, -y, -z],
  ] as const) {
    const found = coneAbout(axis, angle, center, corners);
    if (found) return found;
  }
  return undefined;
}

function coneAbout(axis: Vec3, angle: number, center: Vec3, corners: readonly Vec3[]): ElementarySurface | undefined {
  const frame = frameFromZ(center, axis);
  const t = Math.tan(angle);
  const size = Math.max(...corners.map((p) => norm(sub(p, center))));
  const rows = corners.map((p) => {
    const d = mul(sub(p, center), 1 / size);
    const [u, v, h] = [dot(d, frame.x), dot(d, frame.y), dot(d, frame.z)];
    return { row: [2 * u, 2 * v, 2 * t * h, 1], value: u * u + v * v - h * h * t * t };
  });
  const { values, vectors } = symmetricEigen(
    outerSum(
      rows.map(({ row }) => row),
      4,
    ),
  );
  const right = [0, 1, 2, 3].map((i) => rows.reduce((sum, { row, value }) => sum + at(row, i) * value, 0));
  const solution = [0, 0, 0, 0];
  vectors.forEach((vector, k) => {
    const value = at(values, k);
    if (!(value > leastConeHoldShare * at(values, 3))) return;
    const amount = vector.reduce((sum, c, i) => sum + c * at(right, i), 0) / value;
    vector.forEach((c, i) => {
      solution[i] = at(solution, i) + amount * c;
    });
  });
  const [u = 0, v = 0, radius = 0] = solution;
  if (!(radius > 0)) return undefined;
  const origin = addScaled(addScaled(center, frame.x, u * size), frame.y, v * size);
  return { kind: "cone", frame: { ...frame, origin }, radius: radius * size, semiAngle: angle };
}

function meanOf(vectors: readonly Vec3[]): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  for (const v of vectors) sum = addScaled(sum, v, 1 / vectors.length);
  return sum;
}
