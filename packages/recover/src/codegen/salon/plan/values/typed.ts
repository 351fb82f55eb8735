/** What people type: how many decimals, and what they multiply with. */
import { derivedMm } from "../../../../tolerances.js";
import { mmPer, type NumberTexts } from "../../../kcl/numbers.js";

/** How many decimals people type, by unit. */
export const typedDecimals = { mm: 3, cm: 4, m: 6, in: 3, ft: 4, yd: 4 } as const;

/** Factors of trigonometry that regular shapes and tapers bring along. */
export const factors: readonly (readonly [text: string, value: number])[] = [
  ["sin(60deg)", Math.sqrt(3) / 2],
  ["tan(30deg)", 1 / Math.sqrt(3)],
  ["sin(45deg)", Math.SQRT1_2],
  ["sqrt(2)", Math.SQRT2],
];

/** Inches also come in these parts. */
const partsOfAnInch = 64;

/** Whether people type a length like this one. */
export function isTyped(mm: number, unit: NumberTexts["unit"]): boolean {
  const value = mm / mmPer(unit);
  const onGrid = (steps: number): boolean =>
    Math.abs(value * steps - Math.round(value * steps)) * mmPer(unit) < derivedMm * steps;
  return onGrid(10 ** typedDecimals[unit]) || (unit === "in" && onGrid(partsOfAnInch));
}
