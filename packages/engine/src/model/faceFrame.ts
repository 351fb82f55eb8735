/** The coordinates of a sketch on a face of a body. */
import { cross, dot, type Frame, mul, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Uuid } from "../protocol/uuid.js";
import { parallelSine } from "../tolerances.js";
import type { Body, Scene, SweepRecord } from "./scene.js";

/** Outward normal of a planar face and a point on it. */
export function planeOfFace(
  scene: Scene,
  body: Body,
  face: number,
): { readonly origin: Vec3; readonly normal: Vec3; readonly x: Vec3 } {
  const info = scene.kernel.topology(body.shape).faces[face];
  if (!info) throw new UnbakeError("internal", `face ${face} is not there`);
  if (info.surface.kind !== "plane") throw new UnbakeError("kcl_execution", "only a planar face can carry a sketch");
  const { frame } = info.surface;
  return { origin: frame.origin, normal: info.sameSense ? frame.z : mul(frame.z, -1), x: frame.x };
}

/**
 * The frame that sketch coordinates on a face count in (as seen in the reference models): its origin is the world's origin
 * dropped onto the face. The x axis of a cap that looks along its sketch's normal is that of the sketch, of one that looks the other way its
 * opposite (so that y is the sketch's); on other faces it is level. All turn with the body.
 */
export function faceFrame(scene: Scene, body: Body, face: number, name: Uuid): Frame {
  const { origin, normal } = planeOfFace(scene, body, face);
  const x = xAxisFor(normal, sweepOf(body, name), name);
  return { origin: mul(normal, dot(origin, normal)), x, y: cross(normal, x), z: normal };
}

/** The sweep that made the named face, or else the body's first one, whose axes have turned with the body. */
function sweepOf(body: Body, name: Uuid): SweepRecord | undefined {
  const made = body.sweeps.find(
    ({ start, end, sides }) => start === name || end === name || sides.some((side) => side.face === name),
  );
  return made ?? body.sweeps[0];
}

const worldAxes: Pick<SweepRecord, "up" | "x"> = { up: [0, 0, 1], x: [1, 0, 0] };

function xAxisFor(normal: Vec3, sweep: SweepRecord | undefined, name: Uuid): Vec3 {
  const { up, x: own } = sweep ?? worldAxes; // default: a body that no sweep made has no axes of its own
  const isCap = sweep && sweep.by !== "revolve" && (sweep.start === name || sweep.end === name);
  const level = cross(up, normal);
  const along = sweep && dot(normal, sweep.z) < 0 ? mul(own, -1) : own;
  const across = isCap || norm(level) < parallelSine ? along : level;
  const flat = sub(across, mul(normal, dot(across, normal)));
  return norm(flat) > parallelSine ? unit(flat) : unit(cross(normal, [0, 1, 0]));
}
