/** The plane of a sweep's path. */
import { cross, type Frame, frameFromZ, norm, sub, toLocal, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { SweepNode } from "../../model/types.js";
import { flatPathMm } from "../../tolerances.js";

/**
 * A frame in whose x-y plane the path lies; its origin is the start of the path. Throws UnbakeError("not_recovered") for a
 * path in space: KCL draws paths in one sketch.
 */
export function sweepPlane(node: SweepNode): Frame {
  const points = node.path.flatMap((s) => (s.kind === "line" ? [s.start, s.end] : [s.start, s.mid, s.end]));
  const { origin, z, x } = node.frame;
  let normal: Vec3 = [0, 0, 0];
  for (const p of points) {
    const n = cross(z, sub(p, origin));
    if (norm(n) > norm(normal)) normal = n;
  }
  // A straight path lies in many planes: take the one of z and x.
  const across = norm(normal) > flatPathMm ? unit(normal) : cross(z, x);
  const frame = frameFromZ(origin, across, z);
  if (points.some((p) => Math.abs(toLocal(frame, p)[2]) > flatPathMm)) {
    throw new UnbakeError("not_recovered", "a sweep along a path in space has no form in one sketch");
  }
  return frame;
}
