/** Copies in rows, in circles and by given transforms; mirrored copies. */
import type { Transform } from "@kittycad/lib";
import { rotationPose, sub, translationPose, UnbakeError, unit, type Vec3 } from "@unbake/kernel";
import { replaceBody } from "../model/bodies.js";
import { type Step, stepPoint, stepShape } from "../model/motion.js";
import { madeUpId } from "../model/names.js";
import { centerOf } from "../model/places.js";
import type { Scene } from "../model/scene.js";
import { radians, vec3 } from "../protocol/fields.js";
import type { Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import type { Handlers } from "./table.js";
import { copyBody, copyPath, copyReport, movedPath, publishCurves } from "./transform.js";

/** A copy of a body or sketch under the steps; its id follows from the pattern's. */
export function copyMoved(scene: Scene, source: Uuid, id: Uuid, steps: readonly Step[]): Uuid {
  const body = scene.bodies.get(source);
  const path = scene.paths.get(source);
  if (body) {
    const copy = copyBody(scene, body, id);
    replaceBody(scene, { ...copy, shape: stepShape(scene.kernel, copy.shape, steps) });
  } else if (path) {
    const moved = movedPath(copyPath(scene, path, id), steps);
    scene.paths.set(id, moved);
    publishCurves(scene, moved);
  } else throw new UnbakeError("kcl_execution", `nothing to repeat has the id ${source}`);
  return id;
}

/** Vectors of sketch patterns are in the coordinates of the sketch. */
function inScene(scene: Scene, source: Uuid, v: Vec3): Vec3 {
  const path = scene.bodies.has(source) ? undefined : scene.paths.get(source);
  if (!path) return v;
  const { x, y, z } = path.frame;
  return [
    x[0] * v[0] + y[0] * v[1] + z[0] * v[2],
    x[1] * v[0] + y[1] * v[1] + z[1] * v[2],
    x[2] * v[0] + y[2] * v[1] + z[2] * v[2],
  ];
}

/** The steps of one transform: scale, then turn, then shift; `center` is where the copy's own centre has got to so far. */
function stepsOf(scene: Scene, source: Uuid, transform: Transform, center: Vec3): Step[] {
  const steps: Step[] = [];
  const { scale, rotation, translate } = transform;
  if (scale && (scale.x !== 1 || scale.y !== 1 || scale.z !== 1)) {
    steps.push({ kind: "scale", center, factors: vec3(scale) });
  }
  if (rotation?.angle && rotation.angle.value !== 0) {
    const origin = rotation.origin ?? { type: "local" };
    const about: Vec3 = origin.type === "custom" ? vec3(origin.origin) : origin.type === "global" ? [0, 0, 0] : center;
    const axis = inScene(scene, source, vec3(rotation.axis ?? { x: 0, y: 0, z: 1 }));
    steps.push({ kind: "move", pose: rotationPose(about, axis, radians(rotation.angle)) });
  }
  if (translate) steps.push({ kind: "move", pose: translationPose(inScene(scene, source, vec3(translate))) });
  return steps;
}

function patternReply(scene: Scene, type: string, copies: readonly Uuid[]): Reply {
  return { type, data: { entity_face_edge_ids: copies.map((copy) => copyReport(scene, copy)) } };
}

export const patternHandlers: Handlers = {
  entity_linear_pattern_transform(scene, command, id) {
    const several = command.transforms ?? [];
    const lists = several.length > 0 ? several : (command.transform ?? []).map((transform) => [transform]);
    const copies = lists.flatMap((transforms, i) => {
      if (transforms.some((transform) => transform.replicate === false)) return [];
      let center = centerOf(scene, command.entity_id);
      const steps = transforms.flatMap((transform) => {
        const own = stepsOf(scene, command.entity_id, transform, center);
        center = own.reduce((p, step) => stepPoint(step, p), center);
        return own;
      });
      return [copyMoved(scene, command.entity_id, madeUpId(id, "copy", i), steps)];
    });
    return patternReply(scene, "entity_linear_pattern_transform", copies);
  },
  entity_linear_pattern(scene, command, id) {
    const along = unit(inScene(scene, command.entity_id, vec3(command.axis)));
    const copies = Array.from({ length: command.num_repetitions }, (_, i) => {
      const by = (i + 1) * command.spacing;
      const pose = translationPose([along[0] * by, along[1] * by, along[2] * by]);
      return copyMoved(scene, command.entity_id, madeUpId(id, "copy", i), [{ kind: "move", pose }]);
    });
    return patternReply(scene, "entity_linear_pattern", copies);
  },
  entity_circular_pattern(scene, command, id) {
    const path = scene.bodies.has(command.entity_id) ? undefined : scene.paths.get(command.entity_id);
    const axis = path ? path.frame.z : vec3(command.axis);
    const offset = inScene(scene, command.entity_id, vec3(command.center));
    const center: Vec3 = path
      ? [path.frame.origin[0] + offset[0], path.frame.origin[1] + offset[1], path.frame.origin[2] + offset[2]]
      : offset;
    const own = centerOf(scene, command.entity_id);
    const count = command.num_repetitions;
    const full = Math.abs(command.arc_degrees) >= 360 - 1e-9;
    // Round the full circle the last copy must not fall on the original; on an arc it ends the arc.
    const stepDegrees = command.arc_degrees / (full ? count + 1 : count);
    const copies = Array.from({ length: count }, (_, i) => {
      const turn = rotationPose(center, axis, ((stepDegrees * (i + 1)) / 180) * Math.PI);
      const shift = sub(stepPoint({ kind: "move", pose: turn }, own), own);
      const pose = command.rotate_duplicates ? turn : translationPose(shift);
      return copyMoved(scene, command.entity_id, madeUpId(id, "copy", i), [{ kind: "move", pose }]);
    });
    return patternReply(scene, "entity_circular_pattern", copies);
  },
};
