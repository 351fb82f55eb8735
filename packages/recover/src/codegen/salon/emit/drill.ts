/** Holes of the `hole` module. */
import type { Vec3 } from "@unbake/geometry";
import { array, atom, call, callOn, type Expression, object } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { DrillPlan } from "../plan/features/types.js";
import type { Quantity } from "../plan/values/quantity.js";
import { emitQuantity } from "./quantity.js";

/** A hole drilled into `body`. */
export function emitDrill(drill: DrillPlan, body: Expression, numbers: NumberTexts): Expression {
  const length = (quantity: Quantity): Expression => emitQuantity(quantity, numbers);
  const direction = (v: Vec3): Expression => array(v.map((c) => atom(numbers.direction(c))));
  const plane = object([
    ["origin", array(drill.origin.map(length))],
    ["xAxis", direction(drill.x)],
    ["yAxis", direction(drill.y)],
  ]);
  const { pointAngle } = drill;
  return callOn("hole::holeAt", body, {
    plane,
    holeBottom:
      pointAngle === undefined ? call("hole::flat", {}) : call("hole::drill", { pointAngle: atom(pointAngle) }),
    holeBody: call("hole::blind", { depth: length(drill.depth), diameter: length(drill.diameter) }),
    holeType: emitEntry(drill.entry, length),
  });
}

function emitEntry(entry: DrillPlan["entry"], length: (quantity: Quantity) => Expression): Expression {
  switch (entry.kind) {
    case "simple":
      return call("hole::simple", {});
    case "counterbore":
      return call("hole::counterbore", { diameter: length(entry.diameter), depth: length(entry.depth) });
    case "countersink":
      return call("hole::countersink", { diameter: length(entry.diameter), angle: atom(entry.angle) });
  }
}
