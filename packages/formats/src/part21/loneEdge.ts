/** What can be said about an edge from the file alone: its ends, its middle, and how far a point is from its carrier. */

import type { Vec3 } from "@unbake/geometry";
import { addScaled, cross, distance3, dot, lerp, norm, sub } from "@unbake/geometry";
import { closedArcShare } from "../tolerances.js";
import { frameOf, vectorOf } from "./affine.js";
import { isOf, refsOf } from "./query.js";
import { type BoundaryRole, edgeCurve, edgeEnds } from "./shells.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asEnum, asNumber } from "./values.js";

export interface LoneEdge {
  readonly edge: number;
  readonly start: Vec3 | undefined;
  readonly end: Vec3 | undefined;
  /** Half way along the edge, for lines and circles. */
  readonly middle: Vec3 | undefined;
  /** Distance of a point from the carrier, for lines and circles. */
  readonly distance: ((point: Vec3) => number) | undefined;
}

export function loneEdge(file: Part21, edge: number, role: (index: number) => BoundaryRole): LoneEdge {
  const [from, to] = edgeEnds(file, edge, role);
  const start = vectorOf(file, from);
  const end = vectorOf(file, to);
  const curve = edgeCurve(file, edge, role);
  const unknown = { edge, start, end, middle: undefined, distance: undefined };
  if (curve === undefined || start === undefined || end === undefined) return unknown;
  if (isOf(file, curve, "LINE")) {
    const direction = norm(sub(end, start));
    if (direction === 0) return unknown;
    const distance = (p: Vec3): number => norm(cross(sub(p, start), sub(end, start))) / direction;
    return { edge, start, end, middle: lerp(start, end, 0.5), distance };
  }
  if (isOf(file, curve, "CIRCLE")) {
    const radius = asNumber(argumentsOf(file, curve)?.[2]);
    const m = frameOf(file, refsOf(file, curve)[0]);
    if (radius === undefined || m === undefined) return unknown;
    const center: Vec3 = [m[3], m[7], m[11]];
    const axis: Vec3 = [m[2], m[6], m[10]];
    const sense = asEnum(argumentsOf(file, edge, "EDGE_CURVE")?.at(-1)) === "F" ? -1 : 1;
    const middle = arcMiddle(center, [axis[0] * sense, axis[1] * sense, axis[2] * sense], start, end);
    const distance = (p: Vec3): number => {
      const d = sub(p, center);
      const height = dot(d, axis);
      return Math.hypot(norm(addScaled(d, axis, -height)) - radius, height);
    };
    return { edge, start, end, middle, distance };
  }
  return unknown;
}

/** Half way from start to end, right-handed about the axis; once round when they are the same. */
function arcMiddle(center: Vec3, axis: Vec3, start: Vec3, end: Vec3): Vec3 {
  const x = sub(start, center);
  const y = cross(axis, x);
  const d = sub(end, center);
  const turn = Math.atan2(dot(d, y), dot(d, x));
  const closed = distance3(start, end) <= closedArcShare * norm(x);
  const half = (closed ? 2 * Math.PI : turn <= 0 ? turn + 2 * Math.PI : turn) / 2;
  return addScaled(addScaled(center, x, Math.cos(half)), y, Math.sin(half));
}
