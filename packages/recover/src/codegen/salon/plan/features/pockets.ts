/** A table of pockets: one array of cutters. */
import { at } from "@unbake/ground";

import { inPart, type Scope } from "../scope.js";
import type { PlaneRef } from "../sketch/types.js";
import type { PocketTableFeature } from "../tree/features.js";
import { pluralOf, wordsOf } from "../tree/nouns.js";
import type { PocketsPlan } from "../types.js";
import { isLiteral, literal, plus, times } from "../values/quantity.js";
import type { PlannedFeature } from "./planned.js";

/** The table, the function that makes the cutter of a row, and the array of all cutters. */
export function planPockets(scope: Scope, { table }: PocketTableFeature): PlannedFeature {
  const { names, parameters, datums } = scope;
  const { noun, plane, axis, opens, mouth, overrun, rows, nodes } = table;
  const prefix = inPart(scope, noun);
  const allowance = parameters.use(parameters.allowance("cutterOverrun", overrun));
  const start = plus(datums[axis].find(mouth) ?? literal(mouth), times(allowance, opens));
  // XZ looks along -y: its offsets count backwards, and so does what is extruded from it.
  const normal = plane === "XZ" ? -1 : 1;
  const offset = times(start, normal);
  const on: PlaneRef =
    isLiteral(offset) && offset.value === 0
      ? { kind: "standard", plane }
      : { kind: "standard", plane, offset: parameters.use(offset) };
  const name = names.unique(`${prefix}Cutters`);
  const step: PocketsPlan = {
    kind: "pockets",
    name,
    table: names.unique(`${prefix}Table`),
    cutter: names.unique(`${prefix}Cutter`),
    on,
    rows,
    allowance,
    sense: opens === normal ? -1 : 1,
    node: at(nodes, 0),
  };
  const title = `${wordsOf(pluralOf(noun))}: the cutters overrun the stock so that no faces are coplanar`;
  return { steps: [{ kind: "section", title }, step], name };
}
