/** Steps of a plan as statements. */

import type { Node } from "../../../model/types.js";
import { atom, type Expression, object, type Statement } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import { ownPlane, planeExpression } from "../../kcl/planes.js";
import { colorStatement, placesStatement, shiftFunction, turnFunction } from "../../kcl/statements.js";
import type { PlanePlan, StepPlan } from "../plan/types.js";
import { emitBody, emitMade } from "./bodies.js";
import { emitPierced } from "./pierced.js";
import { emitPockets } from "./pockets.js";
import { emitQuantity } from "./quantity.js";
import { emitRegion, emitSketch } from "./sketch.js";

/** The lines of a step. */
export interface Emitted {
  readonly statements: readonly Statement[];
  /** The node that the lines belong to. */
  readonly node?: Node | undefined;
  /** What the step counts as. */
  readonly counts: readonly string[];
}

/** The statements of a step. */
export function emitStep(step: StepPlan, numbers: NumberTexts): Emitted {
  switch (step.kind) {
    case "section":
      return { statements: [{ kind: "comment", text: step.title }], counts: [] };
    case "plane":
      return { statements: [assign(step.name, emitPlane(step, numbers))], counts: [] };
    case "sketch":
      return { statements: [assign(step.name, emitSketch(step, numbers))], node: step.node, counts: ["sketch"] };
    case "region":
      return { statements: [assign(step.name, emitRegion(step.region))], node: step.node, counts: [] };
    case "body":
      return { statements: [assign(step.name, emitMade(step, numbers))], node: step.node, counts: step.counts };
    case "turn": {
      const { name, axis, angle, origin, node } = step;
      return { statements: [turnFunction(name, axis, atom(angle), origin, numbers)], node, counts: [] };
    }
    case "places":
      return { statements: [placesStatement(step.name, step.points, numbers)], counts: [] };
    case "shift":
      return { statements: [shiftFunction(step.name, step.places)], counts: [] };
    case "color":
      return { statements: [colorStatement(emitBody(step.body), step.color)], counts: [] };
    case "exact":
      return step;
    case "pockets":
      return { statements: emitPockets(step, numbers), node: step.node, counts: step.rows.map(() => "extrude") };
    case "pierced":
      return { statements: emitPierced(step, numbers), node: step.node, counts: [] };
  }
}

const assign = (name: string, value: Expression): Statement => ({ kind: "assign", name, value });

function emitPlane({ frame, origin }: PlanePlan, numbers: NumberTexts): Expression {
  const plane = planeExpression(ownPlane(frame), 0, numbers);
  if (plane.kind !== "object") return plane;
  const at = origin.map((c) => (typeof c === "number" ? atom(numbers.length(c)) : emitQuantity(c, numbers)));
  const [x, y, z] = at;
  if (!x || !y || !z) throw new RangeError("a plane has no origin");
  const coordinates = object(Object.entries({ x, y, z }));
  return object(plane.fields.map(([name, value]) => [name, name === "origin" ? coordinates : value]));
}
