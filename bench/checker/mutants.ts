/**
 * Small wrongs done to a feature tree: what a recovery that is nearly right would get wrong.
 */
import { type Box, identityPose, type Pose } from "@unbake/geometry";
import type { Model, Node, Part } from "@unbake/recover";
import { sure } from "../runner/sure.js";
import { mutateNode } from "./nodeMutants.js";
import { shiftPose } from "./pose.js";

export interface Mutation {
  readonly what: string;
  /** How far some surface moves at least; Infinity: something is gone. */
  readonly sizeMm: number;
  readonly detail?: string;
}

export interface Mutant extends Mutation {
  readonly model: Model;
}

/** Bounding boxes of parts, by id. */
export type Boxes = ReadonlyMap<number, Box>;

/** Every mutant of a model, in a fixed order. */
export function* mutantsOf(model: Model, boxes: Boxes): Generator<Mutant> {
  for (const part of model.parts) {
    for (const { what, sizeMm, body } of mutateNode(part.body)) {
      yield { what, sizeMm, model: withBody(model, part, body) };
    }
    for (const [axis, pose] of mirrors(sure(boxes.get(part.id)))) {
      const body: Node = { type: "place", explains: [], body: part.body, pose };
      yield { what: `body mirrored in ${axis}`, sizeMm: Infinity, model: withBody(model, part, body) };
    }
  }
  if (model.instances.length > 1) yield* mutateInstances(model);
}

const withBody = (model: Model, part: Part, body: Node): Model => ({
  ...model,
  parts: model.parts.map((p) => (p === part ? { ...p, body } : p)),
});

function* mutateInstances(model: Model): Generator<Mutant> {
  for (const [i, one] of model.instances.entries()) {
    yield {
      what: "body missing",
      sizeMm: Infinity,
      model: { ...model, instances: model.instances.filter((_, k) => k !== i) },
    };
    const moved = model.instances.map((instance, k) =>
      k === i ? { ...instance, pose: shiftPose(instance.pose, [0.1, 0, 0]) } : instance,
    );
    yield { what: "body moved", sizeMm: 0.1, model: { ...model, instances: moved } };
    yield { what: "body twice", sizeMm: Infinity, model: { ...model, instances: [...model.instances, one] } };
  }
}

/** About the middle of the box, in each axis. */
function mirrors({ min, max }: Box): readonly (readonly [string, Pose])[] {
  const [a, b, c, , d, e, f, , g, h, i] = identityPose;
  return [
    ["x", [-1, b, c, min[0] + max[0], d, e, f, 0, g, h, i, 0]],
    ["y", [a, b, c, 0, d, -1, f, min[1] + max[1], g, h, i, 0]],
    ["z", [a, b, c, 0, d, e, f, 0, g, h, -1, min[2] + max[2]]],
  ];
}
