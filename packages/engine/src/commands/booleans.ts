/** Union, subtraction, intersection: all tools of a command in one kernel call. */

import { UnbakeError } from "@unbake/ground";
import type { Operation } from "@unbake/kernel";
import { addBody, namesThrough, newBody } from "../model/bodies.js";
import { bodyOf } from "../model/find.js";
import { madeUpId } from "../model/names.js";
import type { Body, Scene } from "../model/scene.js";
import { ids } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";
import type { Handlers } from "./table.js";

/** The result of a boolean as a body: it looks like the first input and knows the names of all of them. */
function resultBody(scene: Scene, id: Uuid, first: Body, inputs: readonly Body[], operation: Operation): Body {
  return {
    ...newBody(id, operation.shape, first.type),
    names: namesThrough(scene, inputs, operation, operation.shape),
    sweeps: inputs.flatMap((body) => body.sweeps),
    ...(first.color ? { color: first.color } : {}),
  };
}

function consume(scene: Scene, bodies: readonly Body[]): void {
  for (const body of bodies) scene.bodies.delete(body.id);
}

const distinct = (all: readonly Uuid[]): Uuid[] => [...new Set(all)];

const hasFaces = (scene: Scene, operation: Operation): boolean =>
  scene.kernel.topology(operation.shape).faces.length > 0;

export const booleanHandlers: Handlers = {
  boolean_union(scene, command, id) {
    const [first, ...rest] = distinct(command.solid_ids).map((solid) => bodyOf(scene, solid));
    if (!first || rest.length === 0) throw new UnbakeError("kcl_execution", "a union needs at least two bodies");
    const operation = scene.kernel.fuse(
      [first.shape],
      rest.map((body) => body.shape),
    );
    consume(scene, [first, ...rest]);
    addBody(scene, resultBody(scene, id, first, [first, ...rest], operation));
    return { type: "boolean_union", data: { extra_solid_ids: [], any_intersections: true } };
  },
  boolean_intersection(scene, command, id) {
    const [first, ...rest] = distinct(command.solid_ids).map((solid) => bodyOf(scene, solid));
    if (!first || rest.length === 0)
      throw new UnbakeError("kcl_execution", "an intersection needs at least two bodies");
    // What is common to all: one tool after the other, because several tools at once mean their union.
    let body = first;
    for (const tool of rest) {
      const operation = scene.kernel.common([body.shape], [tool.shape]);
      body = resultBody(scene, id, first, [body, tool], operation);
    }
    consume(scene, [first, ...rest]);
    if (scene.kernel.topology(body.shape).faces.length > 0) addBody(scene, body);
    return { type: "boolean_intersection", data: { extra_solid_ids: [], any_intersections: true } };
  },
  boolean_subtract(scene, command, id) {
    const targets = distinct(command.target_ids).map((target) => bodyOf(scene, target));
    const tools = distinct(command.tool_ids).map((tool) => bodyOf(scene, tool));
    const results = targets.map((target, i) => {
      const operation = scene.kernel.cut(
        [target.shape],
        tools.map((tool) => tool.shape),
      );
      const name = i === 0 ? id : madeUpId(id, "target", i);
      return { operation, body: resultBody(scene, name, target, [target, ...tools], operation) };
    });
    consume(scene, [...targets, ...tools]);
    const left = results.filter(({ operation }) => hasFaces(scene, operation)).map(({ body }) => addBody(scene, body));
    const extra = targets.length > 1 ? left.map((body) => body.id) : [];
    return { type: "boolean_subtract", data: { extra_solid_ids: ids(extra), any_intersections: true } };
  },
};
