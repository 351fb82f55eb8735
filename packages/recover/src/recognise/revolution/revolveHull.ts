/**
 * A turned tool for a residual whose own faces all turn about one axis, but whose ends are cut by other surfaces:
 * a hole through a curved wall, a leg that grows out of a lens. The ends run straight on, past where the residual ends.
 */

import type { Vec2 } from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { type Axis, mainAxes, turnsAbout } from "../../analysis/graph/directions.js";
import { isOnBoundary } from "../../analysis/graph/onBoundary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { mergeSegments } from "../../analysis/profile/merge.js";
import type { Profile, RevolveNode, Segment2 } from "../../model/types.js";
import { leastMarginShare } from "../../tolerances.js";
import { extentAlong } from "../extrusion/sections.js";
import { covers, harmless, withoutIdle } from "../tool/coverage.js";
import { overrunLength } from "../tool/overrun.js";
import type { Target } from "../tool/target.js";
import { meridianChain } from "./meridianChain.js";
import { axisFrame, radialHint } from "./revolution.js";

/** Axes of a residual that are looked at: more are no row of holes, but a surface of facets. */
const mostAxes = 24;
/** Axes of which one alone may explain the residual: those that most of it turns about. */
const mostSingle = 2;

/**
 * Revolutions about the residual's axes that together cover it and do no harm: one where that is enough, several where holes run into each
 * other.
 */
export function revolveHulls(kernel: Kernel, residual: SolidGraph, target: Target): readonly RevolveNode[] | undefined {
  const areas = kernel.faceProperties(residual.shape, undefined, { rough: true }).map((p) => p.area);
  const clear: RevolveNode[] = [];
  for (const [i, axis] of mainAxes(residual, areas).slice(0, mostAxes).entries()) {
    const hulls = hullsAbout(kernel, residual, target, axis);
    for (const node of hulls) {
      if (!harmless(kernel, node, target)) continue;
      if (i < mostSingle && covers(kernel, [node], residual.shape, target)) return [node];
      clear.push(node);
      break;
    }
  }
  if (clear.length < 2 || !covers(kernel, clear, residual.shape, target)) return undefined;
  return withoutIdle(kernel, clear, residual.shape, target);
}

/** The hull about an axis of the faces that are the part's own: well past where the residual ends, and less far. */
function hullsAbout(kernel: Kernel, residual: SolidGraph, target: Target, axis: Axis): readonly RevolveNode[] {
  const own = residual.faces.filter(
    (face) => turnsAbout(face, axis, residual) && isOwn(kernel, residual, face.id, target),
  );
  if (!own.some((face) => face.surface.kind !== "plane")) return [];
  const frame = axisFrame(residual, axis, radialHint(axis.direction));
  const chain = meridianChain(kernel, residual, own, frame);
  if (!chain) return [];
  const reach = extentAlong(kernel, residual.shape, { ...frame, x: frame.z, y: frame.x, z: frame.y });
  // Where there is room: ends that barely touch are what booleans do worst.
  const margins = [overrunLength(target.graph.topology), (reach[1] - reach[0]) * leastMarginShare];
  return margins.flatMap((margin): RevolveNode[] => {
    const outer = closeOverAxis(chain, residual.toleranceMm, reach, Math.max(margin, residual.toleranceMm));
    return outer
      ? [{ type: "revolve", frame, profile: { outer, holes: [] }, angleRad: 2 * Math.PI, explains: [] }]
      : [];
  });
}

/** The face of the residual lies on the part's boundary: it is not where a base body ends. */
function isOwn(kernel: Kernel, residual: SolidGraph, face: number, target: Target): boolean {
  const sample = kernel.sampleFace(residual.shape, face, 1)[0];
  return sample !== undefined && isOnBoundary(kernel, target.graph, sample.point);
}

/** The chain run on along the axis at its loose ends and closed over the axis. */
export function closeOverAxis(
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
