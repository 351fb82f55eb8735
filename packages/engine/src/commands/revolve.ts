/** Revolutions about an axis given in the sketch plane, in space, or by an edge. */

import type { Angle } from "@kittycad/lib";
import { cross, dot, evaluateCurve, rotationPose, sub, toGlobal, toGlobalDirection } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { addBody } from "../model/bodies.js";
import { type Axis, axisOfEdge } from "../model/directions.js";
import type { BodyType, Scene } from "../model/scene.js";
import { type Target, targetOf } from "../model/targets.js";
import { type Opposite, oppositeOf, radians, unitOf, vec3 } from "../protocol/fields.js";
import { empty, type Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import { parallelSine, weldMm } from "../tolerances.js";
import { sweepTarget } from "./extrude.js";
import type { Handlers } from "./table.js";

interface Turn {
  readonly target: Uuid;
  readonly angle: Angle;
  readonly opposite: Opposite<Angle>;
  readonly type: BodyType;
}

/** Points of an edge that are looked at. */
const samples = 16;

/** What lies on both sides of the axis would be turned into itself. */
function checkSide(scene: Scene, { frame, parts }: Target, { origin, direction }: Pick<Axis, "origin" | "direction">) {
  const aside = cross(frame.z, direction);
  // Only an axis in the sketch plane parts the profile.
  if (Math.abs(dot(frame.z, direction)) > parallelSine) return;
  for (const { shape } of parts) {
    const sides = scene.kernel
      .topology(shape)
      .edges.flatMap(({ curve, range: [from, to] }) =>
        Array.from({ length: samples + 1 }, (_, i) =>
          curve ? dot(sub(evaluateCurve(curve, from + ((to - from) * i) / samples), origin), aside) : 0,
        ),
      );
    if (Math.min(...sides) < -weldMm && Math.max(...sides) > weldMm)
      throw new UnbakeError("kcl_execution", "the profile crosses the axis of its revolution");
  }
}

function revolveBy(
  scene: Scene,
  id: Uuid,
  turn: Turn,
  axisFor: (target: Target) => Pick<Axis, "origin" | "direction">,
): Reply {
  const target = targetOf(scene, turn.target, turn.type);
  const axis = axisFor(target);
  checkSide(scene, target, axis);
  const asked = radians(turn.angle);
  const back = turn.opposite === "None" ? 0 : turn.opposite === "Symmetric" ? asked / 2 : radians(turn.opposite.Other);
  const whole = turn.opposite === "Symmetric" ? asked : asked + back;
  // A negative turn is made from its far end back to the sketch: its start edges lie there (seen in the reference models).
  const behind = whole < 0 ? back - whole : back;
  const angle = Math.abs(whole);
  const start = behind === 0 ? undefined : rotationPose(axis.origin, axis.direction, -behind);
  const turned = {
    ...target,
    parts: target.parts.map((part) =>
      start ? { ...part, shape: scene.kernel.transform(part.shape, start).shape } : part,
    ),
  };
  const bodyId = scene.paths.has(turn.target) ? turn.target : id;
  addBody(
    scene,
    sweepTarget(scene, bodyId, turn.type, turned, "revolve", (part) =>
      scene.kernel.revolve(part.shape, axis.origin, axis.direction, angle),
    ),
  );
  return empty;
}

export const revolveHandlers: Handlers = {
  revolve(scene, command, id) {
    const turn: Turn = {
      target: command.target,
      angle: command.angle,
      opposite: oppositeOf<Angle>(command.opposite),
      type: command.body_type ?? "solid",
    };
    return revolveBy(scene, id, turn, ({ frame }) => {
      const [origin, direction] = [vec3(command.origin), vec3(command.axis)];
      return command.axis_is_2d
        ? {
            origin: toGlobal(frame, origin),
            direction: unitOf(toGlobalDirection(frame, direction), "the axis of a revolution"),
          }
        : { origin, direction: unitOf(direction, "the axis of a revolution") };
    });
  },
  revolve_about_edge(scene, command, id) {
    const edge = command.edge_id;
    if (!edge) throw new UnbakeError("unsupported_command", "revolve_about_edge by edge reference");
    const turn: Turn = {
      target: command.target,
      angle: command.angle,
      opposite: oppositeOf<Angle>(command.opposite),
      type: command.body_type ?? "solid",
    };
    return revolveBy(scene, id, turn, () => axisOfEdge(scene, edge));
  },
};
