/** How far an extrusion goes that ends at a reference. */
import type { ExtrudeReference } from "@kittycad/lib";
import { cross, dot, type Frame, norm, sub, unit, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { axisOfEdge } from "../model/directions.js";
import { planeOfFace } from "../model/faceFrame.js";
import { findPart } from "../model/find.js";
import type { Scene } from "../model/scene.js";
import { vec3 } from "../protocol/fields.js";
import type { Uuid } from "../protocol/uuid.js";
import { endOf, startOf } from "../sketch/curve2.js";
import { inSpace } from "../sketch/profile.js";
import { noLengthMm, parallelSine } from "../tolerances.js";

/** Where the line through `center` along the frame's z meets a plane; for a plane along it, how far the plane's origin is. */
function toPlane(frame: Frame, center: Vec3, origin: Vec3, normal: Vec3): number {
  const slope = dot(frame.z, normal);
  if (Math.abs(slope) < parallelSine) return dot(sub(origin, center), frame.z);
  return dot(sub(origin, center), normal) / slope;
}

/** How far along the frame's z the line through `center` comes closest to an axis. */
function toAxis(frame: Frame, center: Vec3, origin: Vec3, direction: Vec3): number {
  const d = unit(direction);
  const n = cross(frame.z, d);
  if (norm(n) < parallelSine) return dot(sub(origin, center), frame.z);
  // Closest points of two skew lines (the standard solution by the common perpendicular).
  return dot(cross(sub(origin, center), d), n) / dot(n, n);
}

/** To the nearest of some points, measured along the frame's z. */
function toNearest(frame: Frame, center: Vec3, points: readonly Vec3[]): number {
  const heights = points.map((p) => dot(sub(p, center), frame.z));
  const ahead = heights.filter((h) => h > noLengthMm);
  const pool = ahead.length > 0 ? ahead : heights;
  if (pool.length === 0) throw new UnbakeError("kcl_execution", "the reference to extrude to has no points");
  return pool.reduce((best, h) => (Math.abs(h) < Math.abs(best) ? h : best));
}

function toEntity(scene: Scene, id: Uuid, frame: Frame, center: Vec3): number {
  const plane = scene.planes.get(id);
  if (plane) return toPlane(frame, center, plane.origin, plane.z);
  const body = scene.bodies.get(id);
  if (body)
    return toNearest(
      frame,
      center,
      scene.kernel.topology(body.shape).vertices.map((vertex) => vertex.point),
    );
  const face = findPart(scene, "faces", id);
  const first = face?.ids[0];
  if (face && first !== undefined) {
    const { origin, normal } = planeOfFace(scene, face.body, first);
    return toPlane(frame, center, origin, normal);
  }
  const path = scene.paths.get(id);
  if (path) {
    const points = path.segments.flatMap(({ curve }) => [startOf(curve), endOf(curve)]);
    return toNearest(
      frame,
      center,
      points.map((p) => inSpace(path.frame, p)),
    );
  }
  const axis = axisOfEdge(scene, id);
  return toAxis(frame, center, axis.origin, axis.direction);
}

/** Signed length along the frame's z from `center` until the reference is as close as it gets. */
export function lengthTo(scene: Scene, reference: ExtrudeReference, frame: Frame, center: Vec3): number {
  if ("point" in reference) return dot(sub(vec3(reference.point.point), center), frame.z);
  if ("axis" in reference) {
    const { axis, point } = reference.axis;
    return toAxis(frame, center, point ? vec3(point) : [0, 0, 0], vec3(axis));
  }
  const id = reference.entity_reference.entity_id;
  if (!id) throw new UnbakeError("unsupported_command", "extrude_to_reference by entity reference");
  return toEntity(scene, id, frame, center);
}
