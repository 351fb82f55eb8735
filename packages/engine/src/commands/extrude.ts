/** Extrusions: straight, both ways, twisted. */
import type { DirectionType } from "@kittycad/lib";
import { dot, mul, type SweepResult, UnbakeError, unit, type Vec3 } from "@unbake/kernel";
import { addBody, bodyOfSweeps, sweepNames } from "../model/bodies.js";
import { axisOfEdge } from "../model/directions.js";
import { joinHost, takesMerges } from "../model/host.js";
import type { Body, BodyType, Scene, SweepRecord } from "../model/scene.js";
import { type SweepTarget, type Target, targetOf } from "../model/targets.js";
import { oppositeOf, radians, vec3 } from "../protocol/fields.js";
import { empty } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { inSpace } from "../sketch/profile.js";
import type { CommandOf, Handlers } from "./table.js";

function directionOf(scene: Scene, direction: DirectionType | null | undefined): Vec3 | undefined {
  if (!direction) return undefined;
  return "edge" in direction ? axisOfEdge(scene, direction.edge.id).direction : unit(vec3(direction.axis.direction));
}

/** Sweeps every part of a target and makes one body of the results. */
export function sweepTarget(
  scene: Scene,
  id: Uuid,
  type: BodyType,
  target: Target,
  by: SweepRecord["by"],
  sweep: (part: SweepTarget) => SweepResult,
): Body {
  const parts = target.parts.map((part) => {
    const result = sweep(part);
    return { shape: result.shape, ...sweepNames(scene, id, part.shape, part.edgeOf, result, by) };
  });
  return bodyOfSweeps(scene, id, type, parts);
}

/** How far the extrusion starts behind the sketch, and how far it goes from there, both along the direction. */
function stretch(command: CommandOf<"extrude">): { readonly behind: number; readonly length: number } {
  const opposite = oppositeOf<number>(command.opposite);
  if (opposite === "None") return { behind: 0, length: command.distance };
  if (opposite === "Symmetric") return { behind: command.distance / 2, length: command.distance };
  return { behind: opposite.Other, length: command.distance + opposite.Other };
}

export const extrudeHandlers: Handlers = {
  extrude(scene, command, id) {
    const source = command.target;
    if (source === undefined || source === null)
      throw new UnbakeError("unsupported_command", "extrude by edge reference");
    const type = command.body_type ?? "solid";
    if (command.draft_angle) throw new UnbakeError("unsupported_command", "extrude with a draft angle");
    const plain = targetOf(scene, source, type);
    const direction = directionOf(scene, command.direction) ?? plain.frame.z;
    const { behind, length } = stretch(command);
    const target = behind === 0 ? plain : targetOf(scene, source, type, mul(direction, -behind));
    const bodyId = scene.paths.has(source) ? source : id;
    const vector = mul(direction, length);
    const body = sweepTarget(scene, bodyId, type, target, "extrude", (part) =>
      scene.kernel.extrude(part.shape, vector),
    );
    // Out of the face the sweep adds to its body, into the face it cuts.
    const how = dot(vector, target.frame.z) < 0 && behind === 0 ? "cut" : "fuse";
    const merges = command.extrude_method === "merge" && target.host && takesMerges(scene, target.host);
    if (target.host && merges) joinHost(scene, target.host.body, body, how);
    else addBody(scene, body);
    return empty;
  },
  twist_extrude(scene, command, id) {
    const type = command.body_type ?? "solid";
    const target = targetOf(scene, command.target, type);
    const center = inSpace(target.frame, [command.center_2d?.x ?? 0, command.center_2d?.y ?? 0]);
    const vector = mul(target.frame.z, command.distance);
    const angle = radians(command.total_rotation_angle);
    const bodyId = scene.paths.has(command.target) ? command.target : id;
    const body = sweepTarget(scene, bodyId, type, target, "extrude", (part) =>
      scene.kernel.twistExtrude(part.shape, vector, angle, center),
    );
    addBody(scene, body);
    return empty;
  },
};
