/** Which face of a shell is the other side of which wall. */
import type { FaceInfo, Vec3 } from "@unbake/geometry";
import { cross, dot, mul, norm, sub } from "@unbake/geometry";
import { insetReachMm, parallelCosineGap } from "../tolerances.js";

const outward = (face: FaceInfo, z: Vec3): Vec3 => (face.sameSense ? z : mul(z, -1));

/** `to`, a face of a hollow, is `from` moved into the solid by `distance` mm and turned round. */
export function isMovedInwards(from: FaceInfo, to: FaceInfo, distance: number): boolean {
  const [a, b] = [from.surface, to.surface];
  if (a.kind === "plane" && b.kind === "plane") {
    const [n, m] = [outward(from, a.frame.z), outward(to, b.frame.z)];
    const depth = dot(sub(a.frame.origin, b.frame.origin), n);
    return dot(n, m) < parallelCosineGap - 1 && Math.abs(depth - distance) <= insetReachMm;
  }
  if (a.kind !== "cylinder" || b.kind !== "cylinder") return false;
  const axis = a.frame.z;
  const aside = norm(cross(sub(b.frame.origin, a.frame.origin), axis));
  // The material is inside a round that bulges out and outside of a hollow one.
  const radius = from.sameSense ? a.radius - distance : a.radius + distance;
  const parallel = Math.abs(dot(b.frame.z, axis)) > 1 - parallelCosineGap;
  return parallel && aside <= insetReachMm && Math.abs(b.radius - radius) <= insetReachMm;
}
