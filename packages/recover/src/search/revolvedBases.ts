/** Revolutions about an axis that could be the base of a part. */

import { cross, toLocal, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { type Axis, footOn } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { sameProfile } from "../analysis/profile/same.js";
import type { Profile, RevolveNode } from "../model/types.js";
import { meridianProfile } from "../recognise/revolution/meridian.js";
import { axisFrame, radialHint } from "../recognise/revolution/revolution.js";
import { leastGapRad } from "../tolerances.js";
import type { SearchContext } from "./context.js";

/** Revolutions about the axis of what half-planes between the part's features cut. */
export function revolvedBases(context: SearchContext, graph: SolidGraph, axis: Axis): RevolveNode[] {
  const x0 = axisFrame(graph, axis, radialHint(axis.direction)).x;
  const y0 = cross(axis.direction, x0);
  const nodes: RevolveNode[] = [];
  const turnsSplines = graph.faces.some((face) => face.surface.kind === "revolution");
  for (const angle of radialAngles(graph, axis, x0, y0)) {
    const radial: Vec3 = unit([
      x0[0] * Math.cos(angle) + y0[0] * Math.sin(angle),
      x0[1] * Math.cos(angle) + y0[1] * Math.sin(angle),
      x0[2] * Math.cos(angle) + y0[2] * Math.sin(angle),
    ]);
    const cut = axisFrame(graph, axis, radial);
    const [profile] = meridianProfile(context.kernel, graph, cut, true);
    if (!profile || (!turnsSplines && hasFreeform(profile))) continue;
    const node: RevolveNode = {
      type: "revolve",
      frame: axisFrame(graph, axis, x0),
      profile,
      angleRad: 2 * Math.PI,
      explains: [],
    };
    if (!nodes.some((n) => sameProfile(n.profile, profile))) nodes.push(node);
  }
  return nodes;
}

const hasFreeform = (profile: Profile): boolean =>
  [profile.outer, ...profile.holes].some(
    (loop) =>
      loop.kind === "ellipse" ||
      (loop.kind === "path" && loop.segments.some((s) => s.kind === "bspline" || s.kind === "ellipticArc")),
  );

/** Angles halfway between the vertices' angles about the axis, widest gaps first: between features, not through them. */
function radialAngles(graph: SolidGraph, axis: Axis, x: Vec3, y: Vec3): number[] {
  const frame = { origin: axis.origin, x, y, z: axis.direction };
  const angles: number[] = [];
  for (const vertex of graph.topology.vertices) {
    const foot = footOn(axis, vertex.point);
    const [px, py] = toLocal({ ...frame, origin: foot }, vertex.point);
    if (Math.hypot(px, py) > graph.toleranceMm) angles.push(Math.atan2(py, px));
  }
  angles.sort((a, b) => a - b);
  const gaps = angles.map((a, i) => {
    const next = i + 1 < angles.length ? at(angles, i + 1) : at(angles, 0) + 2 * Math.PI;
    return { at: (a + next) / 2, gap: next - a };
  });
  gaps.sort((a, b) => Math.round((b.gap - a.gap) * 1e6) || a.at - b.at);
  const wide = gaps
    .filter((g) => g.gap > leastGapRad)
    .slice(0, 4)
    .map((g) => g.at);
  return wide.length > 0 ? wide : [0.1234];
}
