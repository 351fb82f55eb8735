/**
 * The line or circle that a wall leaves in a profile where the edge between both is a spline: exporters write intersections
 * as splines that are off by the file's precision, while the wall itself is exact.
 */

import {
  addScaled,
  type BSplineCurve,
  type Curve,
  cross,
  dot,
  type EdgeInfo,
  evaluateCurve,
  type Frame,
  mul,
  norm,
  sub,
  type Topology,
  toLocal,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { uprightSine } from "../../tolerances.js";

/**
 * How far a spline may be off its wall, in tolerances of structure: up to the proof's own delta (see `structureMm`), because the
 * profile then has the wall, which is what the file states, and only the border of the cap moves.
 */
const offWall = 3;
/** The same in tolerances of the edge, which the kernel measured at fewer points than are looked at here... */
const offEdge = 1.5;
/** ...but never more than this, in tolerances of structure: a spline that strays so far is another curve. */
const mostOffWall = 10;
const samplesPerSpan = 6;

/**
 * The curve in which the face beyond the edge meets the plane of `frame`, in the sense in which the edge's spline runs; undefined
 * when that face is no upright plane or cylinder, or the spline does not lie on it.
 */
export function wallCurve(
  topology: Topology,
  faceId: number,
  edge: EdgeInfo,
  spline: BSplineCurve,
  frame: Frame,
  toleranceMm: number,
): Curve | undefined {
  const other = edge.faces.find((id) => id !== faceId);
  const wall = other === undefined ? undefined : topology.faces[other]?.surface;
  if (wall?.kind !== "cylinder" && wall?.kind !== "plane") return undefined;
  const allowed = Math.min(Math.max(offWall * toleranceMm, offEdge * edge.tolerance), mostOffWall * toleranceMm);
  const points = samples(spline);
  const [first] = points;
  const last = points[points.length - 1];
  if (!first || !last) return undefined;
  if (wall.kind === "plane") {
    const { origin, z } = wall.frame;
    if (Math.abs(dot(z, frame.z)) > uprightSine) return undefined;
    if (points.some((p) => Math.abs(dot(sub(p, origin), z)) > allowed)) return undefined;
    const along = unit(cross(z, frame.z));
    // Along a wall a line never turns back; where the spline does, it is no side of a profile.
    const steps = points.slice(1).map((p, i) => dot(sub(p, at(points, i)), along));
    const sense = Math.sign(dot(sub(last, first), along));
    if (sense === 0 || steps.some((step) => step * sense < -toleranceMm)) return undefined;
    return { kind: "line", origin: addScaled(first, z, -dot(sub(first, origin), z)), direction: mul(along, sense) };
  }
  if (norm(cross(wall.frame.z, frame.z)) > uprightSine) return undefined;
  const around: Frame = { origin: wall.frame.origin, x: frame.x, y: frame.y, z: frame.z };
  const flat = points.map((p) => toLocal(around, p));
  if (flat.some(([x, y]) => Math.abs(Math.hypot(x, y) - wall.radius) > allowed)) return undefined;
  const turn = flat.slice(1).reduce((sum, [x, y], i) => {
    const [px, py] = at(flat, i);
    return sum + Math.atan2(px * y - py * x, px * x + py * y);
  }, 0);
  if (Math.abs(turn) * wall.radius <= toleranceMm) return undefined;
  const sense = turn > 0 ? 1 : -1;
  const origin = addScaled(wall.frame.origin, around.z, dot(sub(first, wall.frame.origin), around.z));
  return {
    kind: "circle",
    frame: { origin, x: around.x, y: mul(around.y, sense), z: mul(around.z, sense) },
    radius: wall.radius,
  };
}

function samples(curve: BSplineCurve): Vec3[] {
  const points: Vec3[] = [];
  curve.knots.forEach((a, i) => {
    const b = curve.knots[i + 1] ?? a;
    for (let k = 0; k < (b > a ? samplesPerSpan : 1); k++)
      points.push(evaluateCurve(curve, a + ((b - a) * k) / samplesPerSpan));
  });
  return points;
}
