/**
 * The unit that the author drew in, found from the sizes themselves. Exporters write metres or millimetres whatever was typed, but a size that
 * was typed is short in its own unit: 0.0762 m is 3 in.
 */
import { at } from "@unbake/ground";
import type { LengthUnit, Model } from "../../../../model/types.js";
import { authorGridMm, fileNoiseMm } from "../../../../tolerances.js";
import { mmPer } from "../../../kcl/numbers.js";
import { typedDecimals } from "../values/typed.js";
import { sizesOf } from "./sizes.js";

export interface AuthorUnit {
  readonly unit: LengthUnit;
  /** Why it is not the file's, one sentence; absent where it is. */
  readonly why?: string;
}

/** Share of different sizes that must be short in inches (or in millimetres): sheet metal and trigonometry leave a few that are short in no unit. */
const inchShare = 0.75;
/** Digits that a size must be shorter by in inches, on average. */
const savedDigits = 1;
/** The same where every size is on a grid of an inch: millimetres that are have come from there. */
const savedDigitsOfAll = 0.5;
/** Fewer different sizes are a coincidence. */
const fewestSizes = 3;
/** mm. A part this large is built, not machined: metres are its unit. */
const builtMm = 10_000;

/** The author's unit of a model. The budget is `authorGridMm`: no size is taken for one that is further off than that. */
export function authorUnit(model: Model): AuthorUnit {
  const sizes = distinct(sizesOf(model).filter((size) => size > authorGridMm));
  const { unit } = model;
  if ((unit === "mm" || unit === "cm" || unit === "m") && isInches(sizes)) {
    const on = sizes.filter((size) => inchDigits(size) !== undefined).length;
    return {
      unit: "in",
      why: `Drawn in inches: ${shareText(on, sizes)} whole 64ths or thousandths of an inch; the file says ${unit}`,
    };
  }
  if (unit === "in" && isMillimetres(sizes)) {
    const on = sizes.filter((size) => metricDigits(size) <= typedDecimals.mm).length;
    return { unit: "mm", why: `Drawn in millimetres: ${shareText(on, sizes)} short in millimetres; the file says in` };
  }
  const largest = Math.max(0, ...sizes);
  if (unit === "m" && largest < builtMm) return { unit: "mm", why: "In millimetres; the file says m" };
  return { unit };
}

const shareText = (on: number, { length }: readonly number[]): string =>
  on === length ? `all ${on} sizes are` : `${on} of ${length} sizes are`;

function isInches(sizes: readonly number[]): boolean {
  if (sizes.length < fewestSizes) return false;
  const short = sizes.flatMap((size) => {
    const digits = inchDigits(size);
    return digits === undefined ? [] : [metricDigits(size) - digits];
  });
  const saved = short.reduce((sum, digits) => sum + digits, 0);
  const asked = short.length === sizes.length ? savedDigitsOfAll : savedDigits;
  return short.length >= inchShare * sizes.length && saved >= asked * short.length;
}

/** The other way round: exporters of inches write them for whatever was typed, too. */
function isMillimetres(sizes: readonly number[]): boolean {
  if (sizes.length < fewestSizes) return false;
  const short = sizes.filter((size) => metricDigits(size) <= typedDecimals.mm);
  const saved = short.reduce((sum, size) => sum + (inchDigits(size) ?? longestDigits) - metricDigits(size), 0);
  return short.length >= inchShare * sizes.length && saved >= savedDigits * short.length;
}

/** Digits behind the point in inches; a 64th counts as one. Undefined where the size is on no grid of an inch. */
function inchDigits(mm: number): number | undefined {
  const inches = mm / mmPer("in");
  const reach = authorGridMm / mmPer("in");
  if (isWhole(inches * 64, 64 * reach)) return isWhole(inches, reach) ? 0 : 1;
  return [1, 2, 3].find((digits) => isWhole(inches * 10 ** digits, reach * 10 ** digits));
}

/** What a size counts as that is short in no unit. */
const longestDigits = 6;

/** Digits behind the point in millimetres, six where it is longer. */
const metricDigits = (mm: number): number =>
  [0, 1, 2, 3, 4, 5].find((digits) => isWhole(mm * 10 ** digits, fileNoiseMm * 10 ** digits)) ?? longestDigits;

const isWhole = (value: number, reach: number): boolean => Math.abs(value - Math.round(value)) <= reach;

/** Each size once; those that are one within the budget are one. */
function distinct(sizes: readonly number[]): readonly number[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  return sorted.filter((size, i) => i === 0 || size - at(sorted, i - 1) > authorGridMm);
}
