/**
 * Where a profile stands before it is swept. KCL either says so (`translateProfileToPath`, `orientProfilePerpendicular`,
 * `relativeTo = "sketchPlane"`) or leaves it to the engine, "relative to the trajectory"; what the official engine then does
 * is seen in its reference models.
 */
import {
  cross,
  dot,
  type Frame,
  identityPose,
  mul,
  type Pose,
  poseBetween,
  rotationPose,
  sub,
  toGlobalDirection,
  translationPose,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { CommandOf } from "../commands/table.js";
import { vec3 } from "../protocol/fields.js";
import type { Uuid } from "../protocol/uuid.js";
import { type Curve2, derivativeAt, startOf } from "../sketch/curve2.js";
import { inSpace } from "../sketch/profile.js";
import { noTurnSine, parallelSine } from "../tolerances.js";
import { centerOf } from "./places.js";
import type { Scene } from "./scene.js";
import type { Target } from "./targets.js";

interface SpineStart {
  readonly point: Vec3;
  readonly tangent: Vec3;
  /** Normal of the plane that the path is drawn in. */
  readonly normal: Vec3;
}

function spineStart(scene: Scene, id: Uuid): SpineStart | undefined {
  const path = scene.paths.get(id);
  const drawn = scene.curves.get(id);
  const frame: Frame | undefined = path?.frame ?? drawn?.frame;
  const curve: Curve2 | undefined = path?.segments[0]?.curve ?? drawn?.curve;
  if (!frame || !curve) return undefined;
  const d = derivativeAt(curve, 0);
  return {
    point: inSpace(frame, startOf(curve)),
    tangent: unit(toGlobalDirection(frame, [d[0], d[1], 0])),
    normal: frame.z,
  };
}

/** The least turn about `point` that brings unit a to unit b. */
function leastTurn(point: Vec3, a: Vec3, b: Vec3): Pose {
  const axis = cross(a, b);
  const sine = Math.hypot(...axis);
  if (sine < noTurnSine) return identityPose;
  return rotationPose(point, axis, Math.atan2(sine, dot(a, b)));
}

/** Upright across the path: normal along the tangent, local y as near to `up` as can be. */
function upright(frame: Frame, tangent: Vec3, up: Vec3): Pose {
  const across = sub(up, mul(tangent, dot(up, tangent)));
  if (Math.hypot(...across) < parallelSine) return leastTurn(frame.origin, frame.z, tangent);
  const y = unit(across);
  return poseBetween(frame, { origin: frame.origin, x: cross(y, tangent), y, z: tangent });
}

function explicitPlacement(
  scene: Scene,
  command: CommandOf<"sweep">,
  frame: Frame,
  start: SpineStart | undefined,
): Pose[] {
  if (!start) {
    if (command.translate_profile_to_path || command.orient_profile_perpendicular) {
      throw new UnbakeError("unsupported_command", "sweep that moves its profile to a helix");
    }
    return [];
  }
  const poses: Pose[] = [];
  if (command.orient_profile_perpendicular) {
    const axis = command.projected_axis;
    const up: Vec3 = axis && "axis" in axis ? vec3(axis.axis.direction) : [0, 0, 1];
    poses.push(upright(frame, start.tangent, up));
  }
  if (command.translate_profile_to_path) poses.push(translationPose(sub(start.point, centerOf(scene, command.target))));
  return poses;
}

/** The motions that bring the profile of a sweep to where it starts, in order. */
export function profilePlacement(scene: Scene, command: CommandOf<"sweep">): readonly Pose[] {
  const path = scene.paths.get(command.target);
  if (!path || command.relative_to === "sketch_plane") return [];
  const start = spineStart(scene, command.trajectory);
  if (!command.relative_to) return explicitPlacement(scene, command, path.frame, start);
  if (!start) return [];
  if (!path.closed) return [leastTurn(start.point, path.frame.z, start.tangent)];
  // A closed profile is laid into the axes of the path, about its start: x against the normal of the path's plane.
  const x = mul(start.normal, -1);
  const across: Frame = { origin: start.point, x, y: cross(start.tangent, x), z: start.tangent };
  return [poseBetween(sourceFrame(start.point, path.frame.z), across)];
}

/** The axes that a profile with normal `n` is taken to have, whatever the x axis of its sketch: y is the world's y, as far as it is across. */
function sourceFrame(origin: Vec3, n: Vec3): Frame {
  const flat = sub([0, 1, 0], mul(n, n[1]));
  const y: Vec3 = Math.hypot(...flat) < parallelSine ? [0, 0, Math.sign(n[1])] : unit(flat);
  return { origin, x: cross(y, n), y, z: n };
}

/** The target moved by the motions. */
export function placed(scene: Scene, target: Target, poses: readonly Pose[]): Target {
  if (poses.length === 0) return target;
  return {
    ...target,
    parts: target.parts.map((part) => ({
      ...part,
      shape: poses.reduce((shape, pose) => scene.kernel.transform(shape, pose).shape, part.shape),
    })),
  };
}
