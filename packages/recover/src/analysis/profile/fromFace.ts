/**
 * A planar face of a solid (or of a section) as a profile in the x-y plane of a frame: exact lines, arcs, circles and splines.
 */
import {
  applyPose,
  type BSplineCurve,
  type Coedge,
  type Curve,
  distance3,
  dot,
  type EdgeInfo,
  type Frame,
  invertPose,
  type Loop,
  poseBetween,
  splineSegment,
  type Topology,
  toLocal,
  toLocalDirection,
  type Vec2,
  type Vec3,
  worldFrame,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { facingCosineShare, freeCurveMm, unevenArcMm } from "../../tolerances.js";
import { canonicalCurve } from "../graph/canonicalCurve.js";
import { reversedSpline } from "./bspline.js";
import { loopArea } from "./measure.js";
import { mergeSegments } from "./merge.js";
import { wallCurve } from "./wallCurve.js";

const flat = (frame: Frame, p: Vec3): Vec2 => {
  const [x, y] = toLocal(frame, p);
  return [x, y];
};

/**
 * The profile of a planar face, in the plane of `frame` (the face must lie parallel to it; it is projected along z).
 * Parabolas, hyperbolas and offsets become splines. Undefined when an edge has a circle or ellipse that is not parallel to it.
 */
export function profileFromFace(
  topology: Topology,
  faceId: number,
  frame: Frame,
  toleranceMm: number,
): Profile | undefined {
  const face = topology.faces[faceId];
  if (!face) return undefined;
  const loops: ProfileLoop[] = [];
  for (const loop of face.loops) {
    const made = loopFromCoedges(topology, faceId, loop, frame, toleranceMm);
    if (!made) return undefined;
    loops.push(made);
  }
  // The outer loop is the one with the largest area: files do not always mark it.
  const sized = loops.map((loop) => ({ loop, area: Math.abs(loopArea(loop)) })).sort((a, b) => b.area - a.area);
  const [outer, ...holes] = sized;
  if (!outer || outer.area <= toleranceMm * toleranceMm) return undefined;
  return { outer: outer.loop, holes: holes.map((h) => h.loop) };
}

function loopFromCoedges(
  topology: Topology,
  faceId: number,
  loop: Loop,
  frame: Frame,
  toleranceMm: number,
): ProfileLoop | undefined {
  const segments: Segment2[] = [];
  const wavers = loop.coedges.some(({ edge }) => isUneven(topology.edges[edge], toleranceMm));
  for (const coedge of loop.coedges) {
    const edge = topology.edges[coedge.edge];
    if (!edge || edge.degenerate || !edge.curve) continue;
    const drawn = onItsRange(edge.curve, edge.range);
    const own = wavers && isCubic(drawn) ? drawn : canonicalCurve(drawn, toleranceMm);
    const curve = (own.kind === "bspline" && wallCurve(topology, faceId, edge, own, frame, toleranceMm)) || own;
    const closed = edge.start === edge.end && loop.coedges.length === 1;
    const whole = closed ? closedCurve(curve, frame) : undefined;
    if (whole) return whole;
    const made = segmentFromEdge(topology, coedge, curve, frame, toleranceMm);
    if (!made) return undefined;
    segments.push(...made);
  }
  return mergeSegments(chained(segments), toleranceMm);
}

/** A single cubic is what a program draws as it is. */
const isCubic = (curve: Curve): boolean =>
  curve.kind === "bspline" && curve.degree === 3 && curve.poles.length === 4 && curve.weights === undefined;

/**
 * Is the edge a cubic whose ends are not equally far from the centre of the circle that it follows? Four of them that waver for a circle have a centre
 * each, and arcs about those do not meet.
 */
function isUneven(edge: EdgeInfo | undefined, toleranceMm: number): boolean {
  if (edge?.curve?.kind !== "bspline") return false;
  const drawn = onItsRange(edge.curve, edge.range);
  if (drawn.kind !== "bspline" || !isCubic(drawn)) return false;
  const near = canonicalCurve(drawn, toleranceMm);
  if (near.kind !== "circle") return false;
  const { origin } = near.frame;
  return Math.abs(distance3(at(drawn.poles, 0), origin) - distance3(at(drawn.poles, 3), origin)) > unevenArcMm;
}

/** Splines cut to what the edge has of them; curves that profiles do not hold as splines. */
function onItsRange(curve: Curve, [from, to]: readonly [number, number]): Curve {
  switch (curve.kind) {
    case "bspline":
      return splineSegment(curve, from, to);
    case "parabola":
    case "hyperbola":
      return splineSegment(curve, from, to, freeCurveMm);
    case "offset": {
      const plain = canonicalCurve(curve, 0);
      return plain.kind === "offset" ? splineSegment(curve, from, to, freeCurveMm) : plain;
    }
    default:
      return curve;
  }
}

/** Each segment starts exactly where the one before ends: vertices of a file may differ by its tolerance. */
function chained(segments: readonly Segment2[]): Segment2[] {
  return segments.map((segment, i) => {
    const previous = segments[(i + segments.length - 1) % segments.length];
    if (!previous) return segment;
    const start = previous.end;
    switch (segment.kind) {
      case "bspline":
        return { ...segment, start, curve: between(segment.curve, start, segment.end) };
      case "arc":
        return { ...segment, start, center: asFarFromBoth(segment.center, start, segment.end) };
      default:
        return { ...segment, start };
    }
  });
}

/** The centre moved along the chord to where both ends lie on one circle: a spline that is nearly an arc may end a little off it. */
function asFarFromBoth(center: Vec2, start: Vec2, end: Vec2): Vec2 {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const squared = dx * dx + dy * dy;
  const uneven =
    Math.hypot(start[0] - center[0], start[1] - center[1]) - Math.hypot(end[0] - center[0], end[1] - center[1]);
  if (squared === 0 || Math.abs(uneven) <= unevenArcMm) return center;
  const off = ((start[0] + end[0]) / 2 - center[0]) * dx + ((start[1] + end[1]) / 2 - center[1]) * dy;
  return [center[0] + (off / squared) * dx, center[1] + (off / squared) * dy];
}

/** The clamped spline with its first and last pole at the ends. */
function between(curve: BSplineCurve, start: Vec2, end: Vec2): BSplineCurve {
  const last = curve.poles.length - 1;
  const place = (pole: Vec3, i: number): Vec3 =>
    i === 0 ? [start[0], start[1], 0] : i === last ? [end[0], end[1], 0] : pole;
  return { ...curve, poles: curve.poles.map(place) };
}

function closedCurve(curve: Curve, frame: Frame): ProfileLoop | undefined {
  if (curve.kind !== "circle" && curve.kind !== "ellipse") return undefined;
  if (Math.abs(dot(curve.frame.z, frame.z)) < 1 - facingCosineShare) return undefined;
  const center = flat(frame, curve.frame.origin);
  if (curve.kind === "circle") return { kind: "circle", center, radius: curve.radius };
  const major = toLocalDirection(frame, curve.frame.x);
  return {
    kind: "ellipse",
    center,
    majorAxis: [major[0] * curve.majorRadius, major[1] * curve.majorRadius],
    minorRadius: curve.minorRadius,
  };
}

/** One use of an edge as a segment that runs the way the loop runs. */
function segmentFromEdge(
  topology: Topology,
  coedge: Coedge,
  curve: Curve,
  frame: Frame,
  toleranceMm: number,
): Segment2[] | undefined {
  const edge = topology.edges[coedge.edge];
  if (!edge) return undefined;
  const from = topology.vertices[coedge.reversed ? edge.end : edge.start];
  const to = topology.vertices[coedge.reversed ? edge.start : edge.end];
  if (!from || !to) return undefined;
  const start = flat(frame, from.point);
  const end = flat(frame, to.point);
  switch (curve.kind) {
    case "line":
      return [{ kind: "line", start, end }];
    case "circle": {
      const along = dot(curve.frame.z, frame.z);
      if (Math.abs(along) < 1 - facingCosineShare) return undefined;
      const ccw = along > 0 !== coedge.reversed;
      return [{ kind: "arc", start, end, center: flat(frame, curve.frame.origin), ccw }];
    }
    case "ellipse": {
      const along = dot(curve.frame.z, frame.z);
      if (Math.abs(along) < 1 - facingCosineShare) return undefined;
      const major = toLocalDirection(frame, curve.frame.x);
      return [
        {
          kind: "ellipticArc",
          start,
          end,
          center: flat(frame, curve.frame.origin),
          majorAxis: [major[0] * curve.majorRadius, major[1] * curve.majorRadius],
          minorRadius: curve.minorRadius,
          ccw: along > 0 !== coedge.reversed,
        },
      ];
    }
    case "bspline":
      return [{ kind: "bspline", start, end, curve: intoPlane(curve, frame, coedge.reversed), toleranceMm }];
    default:
      return undefined;
  }
}

/** The curve in the coordinates of the frame (z dropped), the other way round when it is used so. */
export function intoPlane(curve: BSplineCurve, frame: Frame, reversed: boolean): BSplineCurve {
  const pose = invertPose(poseBetween(worldFrame, frame));
  const poles = curve.poles.map((p): Vec3 => {
    const q = applyPose(pose, p);
    return [q[0], q[1], 0];
  });
  const flat = { ...curve, poles };
  return reversed ? reversedSpline(flat) : flat;
}
