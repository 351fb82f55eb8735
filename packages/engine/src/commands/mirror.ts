/** Mirror images: of sketches across a line in their plane, of bodies across a plane. */
import { type Pose, toLocal, toLocalDirection, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { movedBody, replaceBody } from "../model/bodies.js";
import { axisOfEdge } from "../model/directions.js";
import { pathOf } from "../model/find.js";
import { madeUpId } from "../model/names.js";
import type { Path, Scene } from "../model/scene.js";
import { unitOf, vec3 } from "../protocol/fields.js";
import type { Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { type Curve2, endOf, reversed, startOf } from "../sketch/curve2.js";
import type { Piece } from "../sketch/profile.js";
import { angle2, dot2, left2, length2, mul2, sub2 } from "../sketch/vec2.js";
import { weldMm } from "../tolerances.js";
import type { CommandOf, Handlers } from "./table.js";
import { copyBody, copyReport, publishCurves } from "./transform.js";

/** Reflection across the plane through `origin` with unit normal n: p' = p - 2 ((p - o) . n) n. */
function mirrorPose(origin: Vec3, normal: Vec3): Pose {
  const [x, y, z] = unitOf(normal, "the normal of a mirror plane");
  const d = 2 * (origin[0] * x + origin[1] * y + origin[2] * z);
  return [
    1 - 2 * x * x,
    -2 * x * y,
    -2 * x * z,
    d * x,
    -2 * x * y,
    1 - 2 * y * y,
    -2 * y * z,
    d * y,
    -2 * x * z,
    -2 * y * z,
    1 - 2 * z * z,
    d * z,
  ];
}

/** A curve reflected across the line through `o` along unit `d`, in its own plane. */
function mirroredCurve(curve: Curve2, o: readonly [number, number], d: readonly [number, number]): Curve2 {
  const n = left2(d);
  const reflect = (p: readonly [number, number]): readonly [number, number] =>
    sub2(p, mul2(n, 2 * dot2(sub2(p, o), n)));
  const turn = (v: readonly [number, number]): readonly [number, number] => sub2(v, mul2(n, 2 * dot2(v, n)));
  switch (curve.kind) {
    case "line":
      return { kind: "line", a: reflect(curve.a), b: reflect(curve.b) };
    case "arc":
      return { ...curve, center: reflect(curve.center), start: 2 * angle2(d) - curve.start, sweep: -curve.sweep };
    case "ellipse":
      return { ...curve, center: reflect(curve.center), major: turn(curve.major), minor: turn(curve.minor) };
    case "spline":
      return { ...curve, spline: { ...curve.spline, poles: curve.spline.poles.map(reflect) } };
  }
}

/** The mirror image joins the original where their ends meet. What closes that way is closed; the rest can be mirrored again. */
function mirroredPath(
  scene: Scene,
  path: Path,
  id: Uuid,
  o: readonly [number, number],
  d: readonly [number, number],
): Path {
  const image = (piece: Piece): Piece => ({ id: madeUpId(id, piece.id), curve: mirroredCurve(piece.curve, o, d) });
  const backwards = path.segments
    .map(image)
    .reverse()
    .map((piece) => ({ id: piece.id, curve: reversed(piece.curve) }));
  const whole: Path = path.closed
    ? { ...path, id, segments: path.segments.map(image), holes: path.holes.map((hole) => hole.map(image)) }
    : joinedWith(path, backwards);
  scene.paths.set(whole.id, whole);
  publishCurves(scene, whole);
  return whole;
}

function joinedWith(path: Path, image: readonly Piece[]): Path {
  const [first, last] = [path.segments[0], path.segments.at(-1)];
  const [imageFirst, imageLast] = [image[0], image.at(-1)];
  if (!first || !last || !imageFirst || !imageLast) return path;
  const meets = (a: Piece, b: Piece): boolean => length2(sub2(endOf(a.curve), startOf(b.curve))) < weldMm;
  // The image of the end goes on from the end, and that of the start leads into the start.
  const [after, before] = [meets(last, imageFirst), meets(imageLast, first)];
  const segments = before && !after ? [...image, ...path.segments] : [...path.segments, ...image];
  return { ...path, segments, closed: after && before };
}

function mirrorSketches(scene: Scene, id: Uuid, targets: readonly Uuid[], origin: Vec3, axis: Vec3): Uuid[] {
  return targets.map((target, i) => {
    const path = pathOf(scene, target);
    const flat = unitOf([axis[0], axis[1], 0], "the mirror axis in the plane of its sketch");
    const copy = madeUpId(id, "mirror", i);
    return mirroredPath(scene, path, copy, [origin[0], origin[1]], [flat[0], flat[1]]).id;
  });
}

function mirrorBodies(scene: Scene, id: Uuid, targets: readonly Uuid[], pose: Pose): Uuid[] {
  return targets.map((target, i) => {
    const body = scene.bodies.get(target);
    if (!body) throw new UnbakeError("kcl_execution", `no body to mirror has the id ${target}`);
    const copy = copyBody(scene, body, madeUpId(id, "mirror", i));
    return replaceBody(scene, movedBody(scene, copy, [{ kind: "move", pose }])).id;
  });
}

const reply = (scene: Scene, type: string, copies: readonly Uuid[]): Reply => ({
  type,
  data: { entity_face_edge_ids: copies.map((copy) => copyReport(scene, copy)) },
});

/** The plane to mirror bodies across, or the line in the sketch plane to mirror sketches across. */
function across(
  scene: Scene,
  what: CommandOf<"entity_mirror_across">["across"],
): { readonly origin: Vec3; readonly axis: Vec3 } {
  if ("axis" in what) return { origin: vec3(what.axis.point), axis: vec3(what.axis.axis) };
  if ("edge" in what) {
    const line = axisOfEdge(scene, what.edge.id);
    return { origin: line.origin, axis: line.direction };
  }
  if ("plane" in what) {
    const plane = scene.planes.get(what.plane.id);
    if (!plane) throw new UnbakeError("kcl_execution", `no plane has the id ${what.plane.id}`);
    return { origin: plane.origin, axis: plane.z };
  }
  throw new UnbakeError("unsupported_command", "entity_mirror_across by edge reference");
}

/** The line along an edge in space, in the coordinates of a sketch. */
function lineInSketch(path: Path, origin: Vec3, direction: Vec3): { readonly point: Vec3; readonly axis: Vec3 } {
  return { point: toLocal(path.frame, origin), axis: toLocalDirection(path.frame, direction) };
}

export const mirrorHandlers: Handlers = {
  entity_mirror_across(scene, command, id) {
    const { origin, axis } = across(scene, command.across);
    const solid = command.ids.every((target) => scene.bodies.has(target));
    const flat = "axis" in command.across;
    const copies = solid
      ? mirrorBodies(scene, id, command.ids, mirrorPose(origin, axis))
      : command.ids.flatMap((target, i) => {
          const line = flat ? { point: origin, axis } : lineInSketch(pathOf(scene, target), origin, axis);
          return mirrorSketches(scene, madeUpId(id, i), [target], line.point, line.axis);
        });
    return reply(scene, "entity_mirror_across", copies);
  },
  entity_mirror_across_edge(scene, command, id) {
    if (!command.edge_id) throw new UnbakeError("unsupported_command", "entity_mirror_across_edge by edge reference");
    const edge = axisOfEdge(scene, command.edge_id);
    const solid = command.ids.every((target) => scene.bodies.has(target));
    const copies = solid
      ? mirrorBodies(scene, id, command.ids, mirrorPose(edge.origin, edge.direction))
      : command.ids.flatMap((target, i) => {
          const line = lineInSketch(pathOf(scene, target), edge.origin, edge.direction);
          return mirrorSketches(scene, madeUpId(id, i), [target], line.point, line.axis);
        });
    return reply(scene, "entity_mirror_across_edge", copies);
  },
  entity_mirror(scene, command, id) {
    const [point, axis] = [vec3(command.point), vec3(command.axis)];
    const solid = command.ids.every((target) => scene.bodies.has(target));
    const copies = solid
      ? mirrorBodies(scene, id, command.ids, mirrorPose(point, axis))
      : mirrorSketches(scene, id, command.ids, point, axis);
    return reply(scene, "entity_mirror", copies);
  },
};
