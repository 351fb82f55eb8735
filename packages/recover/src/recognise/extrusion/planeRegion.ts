/** The region that a bounded piece of a plane cuts out of a solid, as profiles. */

import { type Frame, toGlobal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { profileFromFace } from "../../analysis/profile/fromFace.js";
import { profileArea } from "../../analysis/profile/measure.js";
import type { Profile } from "../../model/types.js";

/**
 * Profiles of `shape` in the rectangle lo..hi of the x-y plane of `frame`, largest area first.
 * Empty when the section has a curve that profiles do not hold.
 */
export function profilesIn(
  kernel: Kernel,
  shape: Shape,
  frame: Frame,
  lo: Vec2,
  hi: Vec2,
  toleranceMm: number,
): Profile[] {
  return kernel.scope(() => {
    const corners: Vec2[] = [lo, [hi[0], lo[1]], hi, [lo[0], hi[1]]];
    const points = corners.map(([x, y]) => toGlobal(frame, [x, y, 0]));
    const wire = kernel.wire(
      points.map((p, i) => {
        const q = at(points, (i + 1) % points.length);
        const d: Vec3 = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
        const length = Math.hypot(...d);
        return {
          curve: { kind: "line", origin: p, direction: [d[0] / length, d[1] / length, d[2] / length] },
          range: [0, length],
        };
      }),
    );
    const region = kernel.common([kernel.planarFace(frame, wire)], [shape], { unify: true, check: false }).shape;
    const topology = kernel.topology(region);
    const profiles: Profile[] = [];
    for (const face of topology.faces) {
      const profile = profileFromFace(topology, face.id, frame, toleranceMm);
      if (!profile) return [];
      profiles.push(profile);
    }
    return profiles.sort((a, b) => profileArea(b) - profileArea(a));
  });
}
