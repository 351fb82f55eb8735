/** What makes a body, moves and repeats it. */
import { array, atom, call, callOn, type Expression, oneOrArray, pipe } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import { axisExpression, pointExpression, sketchAxis } from "../../kcl/planes.js";
import type {
  Body,
  BodyPlan,
  DressingPlan,
  EdgePlan,
  ExtrudePlan,
  Make,
  Motion,
  Repeat,
} from "../plan/features/types.js";
import { emitAngle } from "./angle.js";
import { emitDrill } from "./drill.js";
import { emitQuantity } from "./quantity.js";
import { emitRegion } from "./sketch.js";

/** mm. Turns are printed as exactly as a place this far from the axis needs: 179.99999999999deg is nobody's angle. */
const turnArmMm = 100;

/** A body by its name, or a clone of it. */
export const emitBody = (body: Body): Expression =>
  body.kind === "variable" ? atom(body.name) : callOn("clone", emitBody(body.of));

/** The pipeline that makes a body, moves it and repeats it. */
export function emitMade({ make, motion, repeats }: BodyPlan, numbers: NumberTexts): Expression {
  const head = emitMake(make, numbers);
  const steps = [
    ...(motion ? emitMotion(motion, numbers) : []),
    ...repeats.map((repeat) => emitRepeat(repeat, numbers)),
  ];
  return steps.length === 0 ? head : pipe(head, ...steps);
}

function emitMake(make: Make, numbers: NumberTexts): Expression {
  switch (make.kind) {
    case "body":
      return emitBody(make.body);
    case "extrude":
      return emitExtrude(make, numbers);
    case "revolve": {
      const { origin, direction, anySense } = make.axis;
      const axis = sketchAxis(origin, direction, anySense, numbers);
      return callOn("revolve", emitRegion(make.region), { axis, angle: optional(make.angle) });
    }
    case "boolean": {
      const [base, tools] = [emitBody(make.base), make.tools.map(emitBody)];
      if (make.operation === "subtract") return callOn("subtract", base, { tools: oneOrArray(tools) });
      return callOn(make.operation, array([base, ...tools]));
    }
    case "drill":
      return emitDrill(make, emitBody(make.base), numbers);
    case "fillet":
    case "chamfer":
      return emitDressing(make, numbers);
    case "shell": {
      const { base, faces, thickness } = make;
      const args = { faces: array(faces.map(atom)), thickness: emitQuantity(thickness, numbers) };
      return callOn("shell", emitBody(base), args);
    }
    case "mirror":
      return callOn("mirror3d", emitBody(make.body), { across: atom("YZ") });
  }
}

const optional = (name: string | undefined): Expression | undefined => (name === undefined ? undefined : atom(name));

function emitExtrude({ region, length, symmetric, tagStart, tagEnd }: ExtrudePlan, numbers: NumberTexts): Expression {
  const tag = (name: string | undefined): Expression | undefined => optional(name && `$${name}`);
  return callOn("extrude", emitRegion(region), {
    length: emitQuantity(length, numbers),
    symmetric: symmetric ? atom("true") : undefined,
    tagStart: tag(tagStart),
    tagEnd: tag(tagEnd),
  });
}

function emitDressing(dressing: DressingPlan, numbers: NumberTexts): Expression {
  const body = emitBody(dressing.base);
  const tags = oneOrArray(dressing.edges.map((edge) => emitEdge(edge, body, numbers)));
  if (dressing.kind === "fillet")
    return callOn("fillet", body, { radius: emitQuantity(dressing.radius, numbers), tags });
  const { length, secondLength, angle } = dressing;
  return callOn("chamfer", body, {
    length: emitQuantity(length, numbers),
    secondLength: secondLength && emitQuantity(secondLength, numbers),
    angle: optional(angle),
    tags,
  });
}

const emitEdge = (edge: EdgePlan, body: Expression, numbers: NumberTexts): Expression =>
  edge.kind === "faces"
    ? call("getCommonEdge", { faces: array(edge.faces.map(atom)) })
    : callOn("edgeId", body, { closestTo: pointExpression(edge.point, numbers) });

function emitMotion({ turn, shift }: Motion, numbers: NumberTexts): readonly Expression[] {
  const global = atom("true");
  const steps: Expression[] = [];
  if (turn) {
    const angle = emitAngle(turn.angleRad, turnArmMm, numbers);
    steps.push(call("rotate", { axis: axisExpression(turn.axis, numbers), angle, global }));
  }
  if (shift) steps.push(call("translate", { xyz: pointExpression(shift, numbers), global }));
  return steps;
}

function emitRepeat(repeat: Repeat, numbers: NumberTexts): Expression {
  switch (repeat.kind) {
    case "row":
      return call("patternLinear3d", {
        axis: axisExpression(repeat.direction, numbers),
        distance: emitQuantity(repeat.distance, numbers),
        instances: atom(repeat.instances),
      });
    case "ring":
      return call("patternCircular3d", {
        instances: atom(repeat.instances),
        axis: axisExpression(repeat.axis, numbers),
        center: pointExpression(repeat.center, numbers),
      });
    case "turns":
      return call("patternTransform", { instances: atom(repeat.instances), transform: atom(repeat.turn) });
    case "table": {
      const instances = callOn("count", atom(repeat.places));
      return call("patternTransform", { instances, transform: atom(repeat.shift) });
    }
  }
}
