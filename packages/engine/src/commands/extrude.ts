/** Extrusions: straight, both ways, twisted. */
import type { DirectionType } from "@kittycad/lib";
import { dot, mul, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape, SweepResult } from "@unbake/kernel";
import { addBody, axesOfSketch, bodyOfSweeps, sweepNames } from "../model/bodies.js";
import { axisOfEdge } from "../model/directions.js";
import { joinHost, takesMerges } from "../model/host.js";
import { centerOf } from "../model/places.js";
import type { Body, BodyType, Scene, SweepRecord } from "../model/scene.js";
import { type SweepTarget, type Target, targetOf } from "../model/targets.js";
import { oppositeOf, radians, unitOf, vec3 } from "../protocol/fields.js";
import { checkAmount, mostTwists } from "../protocol/limits.js";
import { empty } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { inSpace } from "../sketch/profile.js";
import { confusionMm, noLengthMm } from "../tolerances.js";
import { draftedBody } from "./draft.js";
import { lengthTo } from "./extrudeTo.js";
import type { CommandOf, Handlers } from "./table.js";

function directionOf(scene: Scene, direction: DirectionType | null | undefined): Vec3 | undefined {
  if (!direction) return undefined;
  return "edge" in direction
    ? axisOfEdge(scene, direction.edge.id).direction
    : unitOf(vec3(direction.axis.direction), "the direction of an extrusion");
}

/**
 * Sweeps every part of a target and makes one body of the results. `backwards`: the sweep goes against the sketch's normal; then its START is the
 * far cap and END the one in the sketch.
 */
export function sweepTarget(
  scene: Scene,
  id: Uuid,
  type: BodyType,
  target: Target,
  by: SweepRecord["by"],
  sweep: (part: SweepTarget) => SweepResult,
  backwards = false,
): Body {
  const axes = axesOfSketch(target);
  const parts = target.parts.map((part) => {
    const result = sweep(part);
    if (type === "solid") checkThickness(scene, result.shape, by);
    if (type === "surface" || by === "revolve") checkSoundness(scene, result.shape, type, by);
    const { names, sweep: made } = sweepNames(scene, id, part.shape, part.edgeOf, result, by, axes);
    const { start, end, ...rest } = made;
    const turned = { ...rest, ...(end ? { start: end } : {}), ...(start ? { end: start } : {}) };
    return { shape: result.shape, names, sweep: backwards ? turned : made };
  });
  return bodyOfSweeps(scene, id, type, parts);
}

/** A profile that is swept within its own plane, or by next to nothing, encloses nothing. */
function checkThickness(scene: Scene, shape: Shape, by: SweepRecord["by"]): void {
  const { volume, area } = scene.kernel.massProperties(shape);
  // The kernel takes points within its confusion for one, and a solid that thin for none.
  if (!(volume > confusionMm * area)) throw new UnbakeError("kcl_execution", `the ${by} encloses no volume`);
}

/** A curve that is swept by next to nothing, or over itself within a plane, leaves no surface; a turn by next to nothing no solid. */
function checkSoundness(scene: Scene, shape: Shape, type: BodyType, by: SweepRecord["by"]): void {
  if (scene.kernel.isValid(shape)) return;
  throw new UnbakeError("kcl_execution", `the ${by} gives no sound ${type}`);
}

/** How far the extrusion starts behind the sketch, and how far it goes from there, both along the direction. */
function stretch(command: CommandOf<"extrude">): { readonly behind: number; readonly length: number } {
  const opposite = oppositeOf<number>(command.opposite);
  if (opposite === "None") return { behind: 0, length: command.distance };
  if (opposite === "Symmetric") return { behind: command.distance / 2, length: command.distance };
  // The sign of the length turns the first side; the other one goes the other way.
  const other = command.distance < 0 ? -opposite.Other : opposite.Other;
  return { behind: other, length: command.distance + other };
}

/** Puts the swept body into the scene: into or onto the body it stands on, or on its own. */
function place(scene: Scene, body: Body, target: Target, method: "new" | "merge" | undefined, inwards: boolean): void {
  // Out of the face the sweep adds to its body, into the face it cuts.
  const merges = method === "merge" && target.host && takesMerges(scene, target.host);
  if (target.host && merges) joinHost(scene, target.host.body, body, inwards ? "cut" : "fuse");
  else addBody(scene, body);
}

const sourceOf = (id: Uuid | null | undefined): Uuid => {
  if (id === undefined || id === null) throw new UnbakeError("unsupported_command", "extrude by edge reference");
  return id;
};

export const extrudeHandlers: Handlers = {
  extrude(scene, command, id) {
    const source = sourceOf(command.target);
    const type = command.body_type ?? "solid";
    const plain = targetOf(scene, source, type);
    const direction = directionOf(scene, command.direction) ?? plain.frame.z;
    const { behind, length } = stretch(command);
    const bodyId = scene.paths.has(source) ? source : id;
    const vector = mul(direction, length);
    const inwards = dot(vector, plain.frame.z) < 0 && behind === 0;
    if (command.draft_angle && command.draft_angle.value !== 0) {
      if (type !== "solid" || behind !== 0 || command.direction) {
        throw new UnbakeError(
          "unsupported_command",
          "extrude with a draft angle both ways, along a direction, or as a surface",
        );
      }
      place(
        scene,
        draftedBody(scene, bodyId, source, length, radians(command.draft_angle)),
        plain,
        command.extrude_method,
        inwards,
      );
      return empty;
    }
    const target = behind === 0 ? plain : targetOf(scene, source, type, mul(direction, -behind));
    const extruded = (part: SweepTarget) => scene.kernel.extrude(part.shape, vector);
    const backwards = dot(vector, plain.frame.z) < 0;
    const body = sweepTarget(scene, bodyId, type, target, "extrude", extruded, backwards);
    place(scene, body, target, command.extrude_method, inwards);
    return empty;
  },
  extrude_to_reference(scene, command, id) {
    const source = sourceOf(command.target);
    const type = command.body_type ?? "solid";
    const target = targetOf(scene, source, type);
    const center = scene.paths.has(source) ? centerOf(scene, source) : target.frame.origin;
    const length = lengthTo(scene, command.reference, target.frame, center);
    if (Math.abs(length) < noLengthMm)
      throw new UnbakeError("kcl_execution", "the reference to extrude to lies in the sketch");
    const vector = mul(target.frame.z, length);
    const bodyId = scene.paths.has(source) ? source : id;
    const extruded = (part: SweepTarget) => scene.kernel.extrude(part.shape, vector);
    const body = sweepTarget(scene, bodyId, type, target, "extrude", extruded, length < 0);
    place(scene, body, target, command.extrude_method, length < 0);
    return empty;
  },
  twist_extrude(scene, command, id) {
    const type = command.body_type ?? "solid";
    const target = targetOf(scene, command.target, type);
    const { x, y } = command.center_2d ?? { x: 0, y: 0 }; // default: KCL turns about the sketch's origin; may be null
    const center = inSpace(target.frame, [x, y]);
    const vector = mul(target.frame.z, command.distance);
    const angle = radians(command.total_rotation_angle);
    checkAmount(Math.abs(angle) / (2 * Math.PI), mostTwists, "turns of a twist");
    const bodyId = scene.paths.has(command.target) ? command.target : id;
    const twisted = (part: SweepTarget) => scene.kernel.twistExtrude(part.shape, vector, angle, center);
    const body = sweepTarget(scene, bodyId, type, target, "extrude", twisted, command.distance < 0);
    addBody(scene, body);
    return empty;
  },
};
