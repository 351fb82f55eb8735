/** Profiles of the tree as kernel faces: 2D segments in the plane of a frame become bounded 3D curves. */

import {
  type BSplineCurve,
  type CurveSegment,
  cross,
  distance3,
  dot,
  type Frame,
  mul,
  norm,
  sub,
  toGlobal,
  toGlobalDirection,
  unit,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import { last, must } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { roundingRad } from "../tolerances.js";
import type { Profile, ProfileLoop, Segment2, Segment3 } from "./types.js";

const fullTurn = 2 * Math.PI;

/** The planar face that `profile` bounds in the x-y plane of `frame`. Throws UnbakeError("kernel") when a loop does not close. */
export function profileFace(kernel: Kernel, frame: Frame, profile: Profile): Shape {
  const outer = kernel.wire(loopSegments(frame, profile.outer));
  const holes = profile.holes.map((hole) => kernel.wire(loopSegments(frame, hole)));
  return kernel.planarFace(frame, outer, holes);
}

/** The segments of a loop as curves in space, in the loop's order and sense. */
function loopSegments(frame: Frame, loop: ProfileLoop): CurveSegment[] {
  switch (loop.kind) {
    case "circle": {
      const plane = { ...frame, origin: at(frame, loop.center) };
      return [{ curve: { kind: "circle", frame: plane, radius: loop.radius }, range: [0, fullTurn] }];
    }
    case "ellipse":
      return [
        { curve: ellipse(frame, loop.center, loop.majorAxis, loop.minorRadius, true).curve, range: [0, fullTurn] },
      ];
    case "path":
      return loop.segments.map((segment) => segmentCurve(frame, segment));
  }
}

function segmentCurve(frame: Frame, segment: Segment2): CurveSegment {
  switch (segment.kind) {
    case "line":
      return lineSegment(at(frame, segment.start), at(frame, segment.end));
    case "arc": {
      const plane = { ...turned(frame, segment.ccw), origin: at(frame, segment.center) };
      const sense = segment.ccw ? 1 : -1;
      const angle = (p: Vec2) => sense * Math.atan2(p[1] - segment.center[1], p[0] - segment.center[0]);
      const radius = Math.hypot(segment.start[0] - segment.center[0], segment.start[1] - segment.center[1]);
      return {
        curve: { kind: "circle", frame: plane, radius },
        range: rising(angle(segment.start), angle(segment.end)),
      };
    }
    case "ellipticArc": {
      const { curve, angle } = ellipse(frame, segment.center, segment.majorAxis, segment.minorRadius, segment.ccw);
      return { curve, range: rising(angle(segment.start), angle(segment.end)) };
    }
    case "bspline": {
      const curve: BSplineCurve = {
        ...segment.curve,
        poles: segment.curve.poles.map((pole) => toGlobal(frame, [pole[0], pole[1], 0])),
      };
      const { knots } = curve;
      return { curve, range: [must(knots[0], "first knot"), last(knots)] };
    }
  }
}

/** A path in space as bounded curves. */
export function pathSegment(segment: Segment3): CurveSegment {
  if (segment.kind === "line") return lineSegment(segment.start, segment.end);
  return arcThrough(segment.start, segment.mid, segment.end);
}

function at(frame: Frame, p: Vec2): Vec3 {
  return toGlobal(frame, [p[0], p[1], 0]);
}

function lineSegment(start: Vec3, end: Vec3): CurveSegment {
  const direction = unit(sub(end, start));
  return { curve: { kind: "line", origin: start, direction }, range: [0, distance3(start, end)] };
}

/** The frame as it is, or turned over about its x axis: angles then run clockwise. */
function turned(frame: Frame, ccw: boolean): Frame {
  return ccw ? frame : { origin: frame.origin, x: frame.x, y: mul(frame.y, -1), z: mul(frame.z, -1) };
}

/** [a, b] with b moved by whole turns to lie in (a, a + 2 pi]. */
function rising(a: number, b: number): [number, number] {
  let end = b;
  while (end <= a + roundingRad) end += fullTurn;
  while (end > a + fullTurn + roundingRad) end -= fullTurn;
  return [a, end];
}

/** OpenCASCADE wants the longer radius first, so an ellipse whose "major" axis is the shorter one is turned by a quarter. */
function ellipse(frame: Frame, center: Vec2, majorAxis: Vec2, minorRadius: number, ccw: boolean) {
  const a = Math.hypot(majorAxis[0], majorAxis[1]);
  const swap = a < minorRadius;
  const axis: Vec2 = swap ? [-majorAxis[1], majorAxis[0]] : majorAxis;
  const x = unit(toGlobalDirection(frame, [axis[0], axis[1], 0]));
  const left = unit(toGlobalDirection(frame, [-axis[1], axis[0], 0]));
  const plane: Frame = {
    origin: at(frame, center),
    x,
    y: ccw ? left : mul(left, -1),
    z: ccw ? frame.z : mul(frame.z, -1),
  };
  const majorRadius = swap ? minorRadius : a;
  const otherRadius = swap ? a : minorRadius;
  const norm = Math.hypot(axis[0], axis[1]);
  /** The curve's parameter (eccentric anomaly) of a point on it. */
  const angle = (p: Vec2): number => {
    const dx = p[0] - center[0];
    const dy = p[1] - center[1];
    const u = (dx * axis[0] + dy * axis[1]) / norm;
    const v = ((dy * axis[0] - dx * axis[1]) / norm) * (ccw ? 1 : -1);
    return Math.atan2(v / otherRadius, u / majorRadius);
  };
  return { curve: { kind: "ellipse", frame: plane, majorRadius, minorRadius: otherRadius } as const, angle };
}

/** The circular arc from `start` through `mid` to `end` (circumcentre of a triangle in space). */
function arcThrough(start: Vec3, mid: Vec3, end: Vec3): CurveSegment {
  const a = sub(mid, start);
  const b = sub(end, start);
  const n = cross(a, b);
  // centre = start + ((|a|^2 b - |b|^2 a) x (a x b)) / (2 |a x b|^2)
  const toCenter = mul(cross(sub(mul(b, dot(a, a)), mul(a, dot(b, b))), n), 1 / (2 * dot(n, n)));
  const origin: Vec3 = [start[0] + toCenter[0], start[1] + toCenter[1], start[2] + toCenter[2]];
  const z = unit(n);
  const x = unit(sub(start, origin));
  const y = cross(z, x);
  const e = sub(end, origin);
  return {
    curve: { kind: "circle", frame: { origin, x, y, z }, radius: norm(toCenter) },
    range: rising(0, Math.atan2(dot(e, y), dot(e, x))),
  };
}
