/** The region that a half-plane through an axis cuts out of a solid. */
import { addScaled, type Frame, type Kernel, type Vec3 } from "@unbake/kernel";
import type { SolidGraph } from "../graph/solidGraph.js";
import { profileFromFace } from "../profile/fromFace.js";
import { profileArea } from "../profile/measure.js";
import type { Profile } from "../tree/types.js";

/**
 * Profiles of the solid in the half-plane x >= 0 of `frame` (y is the axis), largest first.
 * Empty when a section curve is one that profiles do not hold.
 */
export function meridianProfile(kernel: Kernel, graph: SolidGraph, frame: Frame): Profile[] {
  return kernel.scope(() => {
    const reach = 2 * graph.diagonalMm + Math.hypot(...fromBox(graph, frame));
    const corner = (x: number, y: number): Vec3 => addScaled(addScaled(frame.origin, frame.x, x), frame.y, y);
    const corners = [corner(0, -reach), corner(reach, -reach), corner(reach, reach), corner(0, reach)];
    const wire = kernel.wire(
      corners.map((p, i) => {
        const q = corners[(i + 1) % 4] ?? p;
        const length = Math.hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2]);
        const direction: Vec3 = [(q[0] - p[0]) / length, (q[1] - p[1]) / length, (q[2] - p[2]) / length];
        return { curve: { kind: "line", origin: p, direction }, range: [0, length] };
      }),
    );
    const half = kernel.planarFace(frame, wire);
    const region = kernel.common([half], [graph.shape], { unify: true }).shape;
    return profilesOf(kernel, region, frame, graph.toleranceMm);
  });
}

const fromBox = (graph: SolidGraph, frame: Frame): Vec3 => [
  graph.box.min[0] - frame.origin[0],
  graph.box.min[1] - frame.origin[1],
  graph.box.min[2] - frame.origin[2],
];

/** All planar faces of a section as profiles in `frame`, largest area first. Empty when one of them cannot be held. */
export function profilesOf(
  kernel: Kernel,
  region: Parameters<Kernel["topology"]>[0],
  frame: Frame,
  toleranceMm: number,
): Profile[] {
  const topology = kernel.topology(region);
  const profiles: Profile[] = [];
  for (const face of topology.faces) {
    const profile = profileFromFace(topology, face.id, frame, toleranceMm);
    if (!profile) return [];
    profiles.push(profile);
  }
  return profiles.sort((a, b) => profileArea(b) - profileArea(a));
}
