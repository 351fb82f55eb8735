/** Angles as a person writes them: a whole number of degrees, or a fraction of one where the decimals have no end. */
import { atom, binary, type Expression } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import { partsOfDegrees } from "../plan/values/turns.js";

/** An angle, good to a rounding at `armMm` from its apex: `90deg`, `360deg / 7`. */
export function emitAngle(rad: number, armMm: number, numbers: NumberTexts): Expression {
  const text = numbers.angle(rad, armMm);
  const fraction = partsOfDegrees(text);
  return fraction ? binary(atom(`${fraction.degrees}deg`), "/", atom(String(fraction.parts))) : atom(text);
}
