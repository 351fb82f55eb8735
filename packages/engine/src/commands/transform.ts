/** Moving, turning and scaling what is there; clones. */
import type { ComponentTransform, OriginType } from "@kittycad/lib";
import { rotationPose, translationPose, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { copied, fullyNamed, movedBody, replaceBody } from "../model/bodies.js";
import { rollPitchYaw, type Step, scaledCurve, stepFrame, stepPoint, stepShape } from "../model/motion.js";
import { madeUpId } from "../model/names.js";
import type { Body, Path, Scene } from "../model/scene.js";
import { unitOf, vec3 } from "../protocol/fields.js";
import { ids, id as idValue, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import type { Piece } from "../sketch/profile.js";
import type { Handlers } from "./table.js";

const originOf = (origin: OriginType | undefined, local: () => Vec3): Vec3 =>
  origin?.type === "custom" ? vec3(origin.origin) : origin?.type === "global" ? [0, 0, 0] : local();

/** The steps of one component transform; `local` gives the origin of the object's own coordinates. */
function stepsOf(transform: ComponentTransform, local: () => Vec3): Step[] {
  const steps: Step[] = [];
  const { scale, rotate_rpy, rotate_angle_axis, translate } = transform;
  for (const part of [scale, rotate_rpy, rotate_angle_axis, translate]) {
    if (part?.set) throw new UnbakeError("unsupported_command", "set_object_transform that sets instead of adding");
  }
  if (scale) steps.push({ kind: "scale", center: originOf(scale.origin, local), factors: vec3(scale.property) });
  if (rotate_rpy) {
    steps.push({ kind: "move", pose: rollPitchYaw(originOf(rotate_rpy.origin, local), vec3(rotate_rpy.property)) });
  }
  if (rotate_angle_axis) {
    const { x, y, z, w } = rotate_angle_axis.property;
    const axis = unitOf([x, y, z], "the axis of a rotation");
    const pose = rotationPose(originOf(rotate_angle_axis.origin, local), axis, (w / 180) * Math.PI);
    steps.push({ kind: "move", pose });
  }
  if (translate) steps.push({ kind: "move", pose: translationPose(vec3(translate.property)) });
  return steps;
}

export function movedPath(path: Path, steps: readonly Step[]): Path {
  let { frame } = path;
  let factor = 1;
  for (const step of steps) {
    const next = stepFrame(step, frame);
    frame = next.frame;
    factor *= next.factor;
  }
  const scaled = (piece: Piece): Piece => ({ id: piece.id, curve: scaledCurve(piece.curve, factor) });
  return {
    ...path,
    frame,
    segments: path.segments.map(scaled),
    holes: path.holes.map((hole) => hole.map(scaled)),
    pen: [path.pen[0] * factor, path.pen[1] * factor],
    start: [path.start[0] * factor, path.start[1] * factor],
  };
}

/** Registers the segments of a path as curves that commands can refer to. */
export function publishCurves(scene: Scene, path: Path): void {
  for (const { id, curve } of [path.segments, ...path.holes].flat()) {
    scene.curves.set(id, { frame: path.frame, curve, forward: true, path: path.id });
  }
}

function transformed(scene: Scene, id: Uuid, transforms: readonly ComponentTransform[]): void {
  for (const transform of transforms) {
    const body = scene.bodies.get(id);
    const path = scene.paths.get(id);
    const own: Vec3 = body?.origin ?? path?.origin ?? [0, 0, 0]; // default: helices keep no origin
    const steps = stepsOf(transform, () => own);
    const origin = steps.reduce((p, step) => stepPoint(step, p), own);
    const trajectory = scene.trajectories.get(id);
    if (body) {
      replaceBody(scene, movedBody(scene, body, steps));
    } else if (path) {
      const moved = { ...movedPath(path, steps), origin };
      scene.paths.set(id, moved);
      publishCurves(scene, moved);
    } else if (trajectory) {
      scene.trajectories.set(id, { ...trajectory, wire: stepShape(scene.kernel, trajectory.wire, steps) });
    } else throw new UnbakeError("kcl_execution", `nothing to move has the id ${id}`);
  }
}

/** Names of all parts of a body, faces first: a clone lists its own in the same order. */
function childrenOf(scene: Scene, id: Uuid): Uuid[] {
  const body = scene.bodies.get(id);
  if (body) {
    const named = fullyNamed(scene, body);
    const curves = named.sweeps.flatMap((sweep) => sweep.sides.map((side) => side.curve));
    return [...new Set([...named.names.faces.keys(), ...named.names.edges.keys(), ...curves])];
  }
  const path = scene.paths.get(id);
  if (path) return [path.segments, ...path.holes].flat().map((piece) => piece.id);
  if (scene.trajectories.has(id)) return [];
  throw new UnbakeError("kcl_execution", `nothing to ask for parts has the id ${id}`);
}

export function copyBody(scene: Scene, body: Body, id: Uuid): Body {
  const named = fullyNamed(scene, body);
  return copied(named, id, named.shape);
}

export function copyPath(scene: Scene, path: Path, id: Uuid): Path {
  const again = (piece: Piece): Piece => ({ id: madeUpId(id, piece.id), curve: piece.curve });
  const copy = { ...path, id, segments: path.segments.map(again), holes: path.holes.map((hole) => hole.map(again)) };
  scene.paths.set(id, copy);
  publishCurves(scene, copy);
  return copy;
}

/** What copies are reported as: the copy and the names of its parts. */
export function copyReport(
  scene: Scene,
  copy: Uuid,
): { [key: string]: ReturnType<typeof idValue> | ReturnType<typeof ids> } {
  const body = scene.bodies.get(copy);
  const path = scene.paths.get(copy);
  return {
    object_id: idValue(copy),
    faces: ids(body ? body.names.faces.keys() : []),
    edges: ids(body ? body.names.edges.keys() : (path?.segments ?? []).map((piece) => piece.id)),
  };
}

function clone(scene: Scene, source: Uuid, id: Uuid): Reply {
  const body = scene.bodies.get(source);
  const path = scene.paths.get(source);
  const trajectory = scene.trajectories.get(source);
  if (body) replaceBody(scene, copyBody(scene, body, id));
  else if (path) copyPath(scene, path, id);
  else if (trajectory) scene.trajectories.set(id, { ...trajectory, id });
  else throw new UnbakeError("kcl_execution", `nothing to clone has the id ${source}`);
  return { type: "entity_clone", data: { face_edge_ids: [copyReport(scene, id)] } };
}

export const transformHandlers: Handlers = {
  set_object_transform(scene, command) {
    transformed(scene, command.object_id, command.transforms);
    return { type: "set_object_transform", data: {} };
  },
  entity_clone: (scene, command, id) => clone(scene, command.entity_id, id),
  entity_get_all_child_uuids: (scene, command) => ({
    type: "entity_get_all_child_uuids",
    data: { entity_ids: ids(childrenOf(scene, command.entity_id)) },
  }),
};
