/** Many pockets: a table, a function that makes the cutter of one row, and all cutters. */
import { array, atom, binary, call, callOn, pipe, type Statement } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { PocketsPlan } from "../plan/types.js";
import { emitQuantity } from "./quantity.js";
import { emitPlaneRef } from "./sketch.js";

export function emitPockets(plan: PocketsPlan, numbers: NumberTexts): readonly Statement[] {
  const length = (mm: number) => atom(numbers.length(mm) + numbers.unit);
  const rows = plan.rows.map(({ corner, size, depth }) => array([...corner, ...size, depth].map(length)));
  const allowance = emitQuantity(plan.allowance, numbers);
  const depth = binary(atom(plan.sense < 0 ? "-row[4]" : "row[4]"), plan.sense < 0 ? "-" : "+", allowance);
  const cutter = pipe(
    callOn("startSketchOn", emitPlaneRef(plan.on, numbers)),
    call("rectangle", {
      corner: array([atom("row[0]"), atom("row[1]")]),
      width: atom("row[2]"),
      height: atom("row[3]"),
    }),
    call("extrude", { length: depth }),
  );
  return [
    { kind: "comment", text: "Corner, width, height and depth of every one" },
    { kind: "assign", name: plan.table, value: array(rows) },
    { kind: "function", name: plan.cutter, parameters: ["@row"], body: [{ kind: "return", value: cutter }] },
    { kind: "assign", name: plan.name, value: callOn("map", atom(plan.table), { f: atom(plan.cutter) }) },
  ];
}
