/** A region without the round holes of a table: the table, a function that draws one row of it, and the subtraction. */
import { array, atom, callOn, type Statement } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { PiercedPlan } from "../plan/types.js";
import { emitPlaneRef, emitRegion } from "./sketch.js";

export function emitPierced(plan: PiercedPlan, numbers: NumberTexts): readonly Statement[] {
  const length = (mm: number) => atom(numbers.length(mm) + numbers.unit);
  const rows = plan.circles.map(({ center, radius }) => array([...center, radius].map(length)));
  const circle = callOn("circle", atom(plan.sketch), {
    center: array([atom("row[0]"), atom("row[1]")]),
    radius: atom("row[2]"),
  });
  const holes = callOn("map", atom(plan.table), { f: atom(plan.hole) });
  return [
    { kind: "comment", text: "Centre and radius of every hole" },
    { kind: "assign", name: plan.table, value: array(rows) },
    { kind: "assign", name: plan.sketch, value: callOn("startSketchOn", emitPlaneRef(plan.on, numbers)) },
    { kind: "function", name: plan.hole, parameters: ["@row"], body: [{ kind: "return", value: circle }] },
    { kind: "assign", name: plan.name, value: callOn("subtract2d", emitRegion(plan.region), { tool: holes }) },
  ];
}
