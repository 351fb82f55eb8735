/** Lines that every program of ours writes alike. */

import type { Vec3 } from "@unbake/geometry";
import { array, atom, binary, callOn, type Expression, object, type Statement, text } from "./kcl.js";
import type { NumberTexts } from "./numbers.js";
import { pointExpression } from "./planes.js";

/** Gives a body its colour: red, green and blue from 0 to 255. */
export function colorStatement(body: Expression, color: readonly number[]): Statement {
  const hex = color
    .map((c) =>
      Math.round(Math.min(255, Math.max(0, c)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");
  return { kind: "do", value: callOn("appearance", body, { color: text(`#${hex}`) }) };
}

/** The function that turns copy i about an axis, `angle` a copy. */
export function turnFunction(
  name: string,
  axis: Vec3,
  angle: Expression,
  origin: Vec3,
  numbers: NumberTexts,
): Statement {
  const fields = [
    ["axis", array(axis.map((c) => atom(numbers.direction(c))))],
    ["angle", binary(angle, "*", atom("i"))],
    ["origin", pointExpression(origin, numbers)],
  ] as const;
  return copyFunction(name, "rotation", object(fields));
}

/** The table of the places of copies. */
export const placesStatement = (name: string, points: readonly Vec3[], numbers: NumberTexts): Statement => ({
  kind: "assign",
  name,
  value: array(points.map((point) => pointExpression(point, numbers))),
});

/** The function that shifts copy i to its place in a table. */
export const shiftFunction = (name: string, places: string): Statement =>
  copyFunction(name, "translate", atom(`${places}[i]`));

/** A function of copy i that gives one field of its transform. */
const copyFunction = (name: string, field: string, value: Expression): Statement => ({
  kind: "function",
  name,
  parameters: ["@i"],
  body: [{ kind: "return", value: object([[field, value]]) }],
});
