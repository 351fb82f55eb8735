/** Copies in rows, in circles and by given transforms. */
import type { Transform } from "@kittycad/lib";
import { rotationPose, sub, toGlobal, toGlobalDirection, translationPose, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { movedBody, newBody, replaceBody } from "../model/bodies.js";
import { joinHost } from "../model/host.js";
import { type Step, stepPoint, stepShape } from "../model/motion.js";
import { madeUpId } from "../model/names.js";
import { centerOf } from "../model/places.js";
import type { Path, Scene } from "../model/scene.js";
import { isClosed } from "../model/targets.js";
import { radians, unitOf, vec3 } from "../protocol/fields.js";
import { checkAmount, mostCopies } from "../protocol/limits.js";
import type { Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { endOf } from "../sketch/curve2.js";
import { curveInFrame } from "../sketch/moveCurve.js";
import { fullTurnDegrees } from "../tolerances.js";
import type { Handlers } from "./table.js";
import { copyBody, copyPath, copyReport, movedPath, publishCurves } from "./transform.js";

/** A copy of a body, of what a sketch added to a body, or of a sketch, under the steps. Undefined: it grew into its host or path. */
function copyMoved(scene: Scene, source: Uuid, id: Uuid, steps: readonly Step[]): Uuid | undefined {
  const body = scene.bodies.get(source);
  if (body) {
    replaceBody(scene, movedBody(scene, copyBody(scene, body, id), steps));
    return id;
  }
  const addition = scene.additions.get(source);
  if (addition && scene.bodies.has(addition.host)) {
    joinHost(
      scene,
      addition.host,
      newBody(id, stepShape(scene.kernel, addition.body.shape, steps), addition.body.type),
    );
    return undefined;
  }
  const path = scene.paths.get(source);
  if (!path) throw new UnbakeError("kcl_execution", `nothing to repeat has the id ${source}`);
  const moved = movedPath(copyPath(scene, path, id), steps);
  scene.paths.set(id, moved);
  publishCurves(scene, moved);
  return id;
}

/** An open sketch that is repeated grows by its copies, end to end: the teeth of a gear before it is closed. */
function grown(scene: Scene, path: Path, copies: readonly Uuid[]): void {
  const all = copies.flatMap((copy) => {
    const image = scene.paths.get(copy);
    scene.paths.delete(copy);
    return image ? [image] : [];
  });
  const images = all.flatMap((image) =>
    image.segments.map(({ id, curve }) => ({ id, curve: curveInFrame(curve, image.frame, path.frame) })),
  );
  const last = images.at(-1);
  const whole = { ...path, segments: [...path.segments, ...images], pen: last ? endOf(last.curve) : path.pen };
  scene.paths.set(path.id, whole);
  publishCurves(scene, whole);
}

const isOpenPath = (scene: Scene, id: Uuid): Path | undefined => {
  const path = scene.bodies.has(id) ? undefined : scene.paths.get(id);
  return path && !path.closed && path.segments.length > 0 && !isClosed(path.segments) ? path : undefined;
};

/** Vectors of sketch patterns are in the coordinates of the sketch. */
function inScene(scene: Scene, source: Uuid, v: Vec3): Vec3 {
  const path = scene.bodies.has(source) ? undefined : scene.paths.get(source);
  return path ? toGlobalDirection(path.frame, v) : v;
}

function pointInScene(scene: Scene, source: Uuid, p: Vec3): Vec3 {
  const path = scene.bodies.has(source) ? undefined : scene.paths.get(source);
  return path ? toGlobal(path.frame, p) : p;
}

/** The steps of one transform: scale, then turn, then shift. Local means the centre of the original's bounding box. */
function stepsOf(scene: Scene, source: Uuid, transform: Transform, center: () => Vec3): Step[] {
  const steps: Step[] = [];
  const { scale, rotation, translate } = transform;
  if (scale && (scale.x !== 1 || scale.y !== 1 || scale.z !== 1)) {
    steps.push({ kind: "scale", center: center(), factors: vec3(scale) });
  }
  if (rotation?.angle && rotation.angle.value !== 0) {
    const origin = rotation.origin ?? { type: "local" };
    const about: Vec3 =
      origin.type === "custom"
        ? pointInScene(scene, source, vec3(origin.origin))
        : origin.type === "global"
          ? [0, 0, 0]
          : center();
    const given = vec3(rotation.axis ?? { x: 0, y: 0, z: 1 });
    const axis = unitOf(inScene(scene, source, given), "the axis of a rotation");
    steps.push({ kind: "move", pose: rotationPose(about, axis, radians(rotation.angle)) });
  }
  if (translate) steps.push({ kind: "move", pose: translationPose(inScene(scene, source, vec3(translate))) });
  return steps;
}

/** Makes one copy for each list of steps and reports them. */
function repeated(scene: Scene, type: string, source: Uuid, id: Uuid, lists: readonly (readonly Step[])[]): Reply {
  checkAmount(lists.length, mostCopies, "copies of a pattern");
  const open = isOpenPath(scene, source);
  const copies = lists.flatMap((steps, i) => copyMoved(scene, source, madeUpId(id, "copy", i), steps) ?? []);
  if (open) grown(scene, open, copies);
  const reported = open ? [] : copies;
  return { type, data: { entity_face_edge_ids: reported.map((copy) => copyReport(scene, copy)) } };
}

export const patternHandlers: Handlers = {
  // The official engine makes the copies whose `replicate` is false too (seen in the reference models): so does this one.
  entity_linear_pattern_transform(scene, command, id) {
    const several = command.transforms ?? [];
    const lists = several.length > 0 ? several : (command.transform ?? []).map((transform) => [transform]);
    const center = (): Vec3 => centerOf(scene, command.entity_id);
    const steps = lists.map((transforms) =>
      transforms.flatMap((transform) => stepsOf(scene, command.entity_id, transform, center)),
    );
    return repeated(scene, "entity_linear_pattern_transform", command.entity_id, id, steps);
  },
  entity_linear_pattern(scene, command, id) {
    checkAmount(command.num_repetitions, mostCopies, "copies of a pattern");
    const along = unitOf(inScene(scene, command.entity_id, vec3(command.axis)), "the axis of a pattern");
    const steps = Array.from({ length: command.num_repetitions }, (_, i): Step[] => {
      const by = (i + 1) * command.spacing;
      return [{ kind: "move", pose: translationPose([along[0] * by, along[1] * by, along[2] * by]) }];
    });
    return repeated(scene, "entity_linear_pattern", command.entity_id, id, steps);
  },
  entity_circular_pattern(scene, command, id) {
    const path = scene.bodies.has(command.entity_id) ? undefined : scene.paths.get(command.entity_id);
    const axis = path ? path.frame.z : unitOf(vec3(command.axis), "the axis of a pattern");
    const center = pointInScene(scene, command.entity_id, vec3(command.center));
    const count = command.num_repetitions;
    checkAmount(count, mostCopies, "copies of a pattern");
    const full = Math.abs(command.arc_degrees) >= 360 - fullTurnDegrees;
    // Round the full circle the last copy must not fall on the original; on an arc it ends the arc.
    const stepDegrees = command.arc_degrees / (full ? count + 1 : count);
    const own = command.rotate_duplicates ? undefined : centerOf(scene, command.entity_id);
    const steps = Array.from({ length: count }, (_, i): Step[] => {
      const turn = rotationPose(center, axis, ((stepDegrees * (i + 1)) / 180) * Math.PI);
      if (!own) return [{ kind: "move", pose: turn }];
      return [{ kind: "move", pose: translationPose(sub(stepPoint({ kind: "move", pose: turn }, own), own)) }];
    });
    return repeated(scene, "entity_circular_pattern", command.entity_id, id, steps);
  },
};
