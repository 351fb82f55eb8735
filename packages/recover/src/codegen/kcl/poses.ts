/** Poses as KCL transforms, and trees carried by a pose. */

import {
  applyPose,
  applyPoseDirection,
  cross,
  type Frame,
  identityPose,
  mul,
  norm,
  type Pose,
  poseDeterminant,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import type { Node, Profile, ProfileLoop, Segment2, Segment3 } from "../../model/types.js";
import { leastLeadShare, poseRounding, turnAxisSine } from "../../tolerances.js";

export const isIdentity = (pose: Pose): boolean =>
  pose.every((value, i) => Math.abs(value - at(identityPose, i)) < poseRounding);

export const isMirrored = (pose: Pose): boolean => poseDeterminant(pose) < 0;

export const translationOf = (pose: Pose): Vec3 => [pose[3], pose[7], pose[11]];

/**
 * The rotation of a rigid pose as a unit axis and an angle in (0, pi]; undefined when it does not turn. The axis points
 * into the half space where its first component that is not zero is positive, so the angle is in (-pi, pi].
 * Method: the skew part gives axis times sine, the trace the cosine; near a half turn the symmetric part gives the axis.
 */
export function axisAngle(pose: Pose): { readonly axis: Vec3; readonly angleRad: number } | undefined {
  const skew: Vec3 = [(pose[9] - pose[6]) / 2, (pose[2] - pose[8]) / 2, (pose[4] - pose[1]) / 2];
  const sine = norm(skew);
  const cosine = (pose[0] + pose[5] + pose[10] - 1) / 2;
  const angle = Math.atan2(sine, cosine);
  if (angle < poseRounding) return undefined;
  const axis = sine > turnAxisSine ? unit(skew) : halfTurnAxis(pose, skew, cosine);
  const lead = must(
    axis.find((c) => Math.abs(c) > leastLeadShare),
    "component of an axis",
  );
  return lead < 0 && Math.PI - angle > poseRounding
    ? { axis: mul(axis, -1), angleRad: -angle }
    : { axis: lead < 0 ? mul(axis, -1) : axis, angleRad: angle };
}

/** The column of (R + R^T) / 2 - cos I = (1 - cos) a a^T with the largest diagonal, in the sense of the skew part. */
function halfTurnAxis(pose: Pose, skew: Vec3, cosine: number): Vec3 {
  const symmetric = (i: number, j: number): number =>
    (at(pose, i * 4 + j) + at(pose, j * 4 + i)) / 2 - (i === j ? cosine : 0);
  const diagonal = [symmetric(0, 0), symmetric(1, 1), symmetric(2, 2)];
  const k = diagonal.indexOf(Math.max(...diagonal));
  const axis = unit([symmetric(0, k), symmetric(1, k), symmetric(2, k)]);
  const along = axis[0] * skew[0] + axis[1] * skew[1] + axis[2] * skew[2];
  return along < 0 ? mul(axis, -1) : axis;
}

/** The same tree in the space that `pose` carries it to: frames, points and directions move, dimensions stay. Mirrored poses too. */
export function carried(node: Node, pose: Pose): Node {
  const point = (p: Vec3): Vec3 => applyPose(pose, p);
  const direction = (d: Vec3): Vec3 => applyPoseDirection(pose, d);
  const mirrored = isMirrored(pose);
  switch (node.type) {
    case "extrude": {
      const frame = carriedFrame(node.frame, pose);
      // A mirrored frame keeps its x and y, so its z turns round and the range with it.
      return mirrored
        ? {
            ...node,
            frame,
            from: -node.to,
            to: -node.from,
            overrunStart: node.overrunEnd,
            overrunEnd: node.overrunStart,
          }
        : { ...node, frame };
    }
    case "revolve":
    case "sweep": {
      // y turns round (the sense about it, or z of the sweep, must stay what it is in the image), so the profile does too.
      const frame = mirrored ? flippedFrame(node.frame, pose) : carriedFrame(node.frame, pose);
      const profile = mirrored ? flippedProfile(node.profile) : node.profile;
      if (node.type === "revolve") return { ...node, frame, profile };
      return { ...node, frame, profile, path: node.path.map((segment) => carriedSegment(segment, point)) };
    }
    case "screw": {
      const { axis, profile } = node;
      const moved = { origin: point(axis.origin), direction: direction(axis.direction) };
      // The image turns the other way: a right-handed thread becomes a left-handed one.
      if (!mirrored) return { ...node, frame: carriedFrame(node.frame, pose), axis: moved };
      const frame = flippedFrame(node.frame, pose);
      return { ...node, frame, profile: flippedProfile(profile), axis: moved, angleRad: -node.angleRad };
    }
    case "loft":
      return {
        ...node,
        sections: node.sections.map(({ frame, profile }) =>
          mirrored
            ? { frame: flippedFrame(frame, pose), profile: flippedProfile(profile) }
            : { frame: carriedFrame(frame, pose), profile },
        ),
      };
    case "boolean":
      return { ...node, base: carried(node.base, pose), tools: node.tools.map((tool) => carried(tool, pose)) };
    case "hole": {
      const x = direction(node.frame.x);
      const z = direction(node.frame.z);
      return { ...node, frame: { origin: point(node.frame.origin), x, y: cross(z, x), z } };
    }
    case "fillet":
    case "chamfer":
      return {
        ...node,
        base: carried(node.base, pose),
        edges: node.edges.map((e) => ({ point: point(e.point), tangent: direction(e.tangent) })),
      };
    case "shell":
      return {
        ...node,
        base: carried(node.base, pose),
        open: node.open.map((face) => ({ point: point(face.point), normal: direction(face.normal) })),
      };
    case "pattern": {
      const body = carried(node.body, pose);
      const { pattern } = node;
      if (pattern.kind === "linear")
        return { ...node, body, pattern: { ...pattern, direction: direction(pattern.direction) } };
      if (pattern.kind === "grid") {
        const secondDirection = direction(pattern.secondDirection);
        return { ...node, body, pattern: { ...pattern, direction: direction(pattern.direction), secondDirection } };
      }
      const axis = mul(direction(pattern.axis), mirrored ? -1 : 1);
      return { ...node, body, pattern: { ...pattern, origin: point(pattern.origin), axis } };
    }
    case "place":
      return carried(carried(node.body, node.pose), pose);
  }
}

const carriedFrame = (frame: Frame, pose: Pose): Frame => {
  const x = applyPoseDirection(pose, frame.x);
  const y = applyPoseDirection(pose, frame.y);
  return { origin: applyPose(pose, frame.origin), x, y, z: cross(x, y) };
};

const flippedFrame = (frame: Frame, pose: Pose): Frame => {
  const x = applyPoseDirection(pose, frame.x);
  const y = mul(applyPoseDirection(pose, frame.y), -1);
  return { origin: applyPose(pose, frame.origin), x, y, z: cross(x, y) };
};

const carriedSegment = (segment: Segment3, point: (p: Vec3) => Vec3): Segment3 =>
  segment.kind === "line"
    ? { kind: "line", start: point(segment.start), end: point(segment.end) }
    : { kind: "arc", start: point(segment.start), mid: point(segment.mid), end: point(segment.end) };

const flippedProfile = (profile: Profile): Profile => ({
  outer: flippedLoop(profile.outer),
  holes: profile.holes.map(flippedLoop),
});

function flippedLoop(loop: ProfileLoop): ProfileLoop {
  const flip = (p: readonly [number, number]): readonly [number, number] => [p[0], -p[1]];
  if (loop.kind === "circle") return { ...loop, center: flip(loop.center) };
  if (loop.kind === "ellipse") return { ...loop, center: flip(loop.center), majorAxis: flip(loop.majorAxis) };
  const segments = loop.segments.map((segment): Segment2 => {
    const ends = { start: flip(segment.start), end: flip(segment.end) };
    if (segment.kind === "line") return { kind: "line", ...ends };
    if (segment.kind === "arc") return { ...segment, ...ends, center: flip(segment.center), ccw: !segment.ccw };
    if (segment.kind === "ellipticArc") {
      const center = flip(segment.center);
      return { ...segment, ...ends, center, majorAxis: flip(segment.majorAxis), ccw: !segment.ccw };
    }
    const poles = segment.curve.poles.map((p): Vec3 => [p[0], -p[1], 0]);
    return { ...segment, ...ends, curve: { ...segment.curve, poles } };
  });
  return { kind: "path", segments };
}
