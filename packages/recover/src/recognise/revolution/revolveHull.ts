/**
 * A turned tool for a residual whose own faces all turn about one axis, but whose ends are cut by other surfaces:
 * a hole through a curved wall, a leg that grows out of a lens. The ends run straight on, past where the residual ends.
 */

import type { Vec2 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { mainAxes, turnsAbout } from "../../analysis/graph/directions.js";
import { isOnBoundary } from "../../analysis/graph/onBoundary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { mergeSegments } from "../../analysis/profile/merge.js";
import type { Profile, RevolveNode, Segment2 } from "../../model/types.js";
import { leastMarginShare } from "../../tolerances.js";
import { extentAlong } from "../extrusion/sections.js";
import { covers, harmless } from "../tool/coverage.js";
import { overrunLength } from "../tool/overrun.js";
import type { Target } from "../tool/target.js";
import { meridianChain } from "./meridianChain.js";
import { axisFrame, radialHint } from "./revolution.js";

/** One revolution about one of the residual's axes that covers it and does no harm. */
export function revolveHull(kernel: Kernel, residual: SolidGraph, target: Target): RevolveNode | undefined {
  const areas = kernel.faceProperties(residual.shape, undefined, { rough: true }).map((p) => p.area);
  for (const axis of mainAxes(residual, areas).slice(0, 2)) {
    const own = residual.faces.filter(
      (face) => turnsAbout(face, axis, residual) && isOwn(kernel, residual, face.id, target),
    );
    if (!own.some((face) => face.surface.kind !== "plane")) continue;
    const frame = axisFrame(residual, axis, radialHint(axis.direction));
    const chain = meridianChain(kernel, residual, own, frame);
    const reach = extentAlong(kernel, residual.shape, { ...frame, x: frame.z, y: frame.x, z: frame.y });
    if (!chain) continue;
    // Well past where the residual ends, where there is room: ends that barely touch are what booleans do worst.
    for (const margin of [overrunLength(target.graph.topology), (reach[1] - reach[0]) * leastMarginShare]) {
      const outline = closeOverAxis(chain, residual.toleranceMm, reach, margin + residual.toleranceMm);
      if (!outline) continue;
      const profile = { outer: outline, holes: [] };
      const node: RevolveNode = { type: "revolve", frame, profile, angleRad: 2 * Math.PI, explains: [] };
      if (harmless(kernel, node, target) && covers(kernel, [node], residual.shape, target)) return node;
    }
  }
  return undefined;
}

/** The face of the residual lies on the part's boundary: it is not where a base body ends. */
function isOwn(kernel: Kernel, residual: SolidGraph, face: number, target: Target): boolean {
  const sample = kernel.sampleFace(residual.shape, face, 1)[0];
  return sample !== undefined && isOnBoundary(kernel, target.graph, sample.point);
}

/** The chain run on along the axis at its loose ends and closed over the axis. */
function closeOverAxis(
  chain: readonly Segment2[],
  toleranceMm: number,
  [low, high]: readonly [number, number],
  margin: number,
): Profile["outer"] | undefined {
  const start = chain[0]?.start;
  const end = chain[chain.length - 1]?.end;
  if (!start || !end) return undefined;
  // Counter-clockwise with the axis on the left, the chain climbs: it starts at the lower end.
  const rising = end[1] > start[1];
  const lowest = low - margin;
  const highest = high + margin;
  const points = (from: Vec2, to: Vec2): Segment2[] =>
    Math.hypot(from[0] - to[0], from[1] - to[1]) > toleranceMm ? [{ kind: "line", start: from, end: to }] : [];
  const [yStart, yEnd] = rising ? [lowest, highest] : [highest, lowest];
  const onAxis = (p: Vec2): boolean => Math.abs(p[0]) <= toleranceMm;
  const a: Vec2 = onAxis(start) ? start : [0, yStart];
  const b: Vec2 = onAxis(end) ? end : [0, yEnd];
  const lead = onAxis(start) ? [] : [...points(a, [start[0], yStart]), ...points([start[0], yStart], start)];
  const tail = onAxis(end) ? [] : [...points(end, [end[0], yEnd]), ...points([end[0], yEnd], b)];
  return mergeSegments([...lead, ...chain, ...tail, ...points(b, a)], toleranceMm);
}
