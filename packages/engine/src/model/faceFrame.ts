/** The coordinates of a sketch on a face of a body. */
import { cross, dot, type Frame, mul, sub, UnbakeError, unit, type Vec3 } from "@unbake/kernel";
import type { Uuid } from "../protocol/uuid.js";
import type { Body, Scene } from "./scene.js";

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

/** The frame that sketch coordinates on a face count in. */
export function faceFrame(scene: Scene, body: Body, face: number, _name: Uuid): Frame {
  const { origin, normal } = planeOfFace(scene, body, face);
  const x = xAxisFor(normal);
  // The world's origin dropped onto the face.
  const foot = mul(normal, dot(origin, normal));
  return { origin: foot, x, y: cross(normal, x), z: normal };
}

function xAxisFor(normal: Vec3): Vec3 {
  const horizontal: Vec3 = cross([0, 0, 1], normal);
  const size = Math.hypot(...horizontal);
  if (size < 1e-9) return [1, 0, 0];
  return unit(sub(horizontal, mul(normal, dot(horizontal, normal))));
}
