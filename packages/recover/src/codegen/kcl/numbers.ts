/** Numbers as text: the shortest that is close enough, in the unit of the model. */
import type { LengthUnit } from "../../model/types.js";
import { directionToleranceShare, lengthToleranceMm } from "../../tolerances.js";

const mmPerUnit: Readonly<Record<LengthUnit, number>> = {
  mm: 1,
  cm: 10,
  m: 1000,
  in: 25.4,
  ft: 304.8,
  yd: 914.4,
};

const maxDecimals = 17;

/** The decimal with the fewest digits within `tolerance` of `value`; never an exponent, never "-0". */
export function shortest(value: number, tolerance: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be printed`);
  for (let decimals = 0; decimals < maxDecimals; decimals++) {
    const text = value.toFixed(decimals);
    if (Math.abs(Number(text) - value) <= tolerance) return Number(text) === 0 ? "0" : text;
  }
  return value.toFixed(maxDecimals);
}

export interface NumberTexts {
  /** A length in mm, in the unit of the model. */
  length(mm: number): string;
  /** An angle in radians as degrees, good to `lengthToleranceMm` at `armMm` from its apex. */
  angle(rad: number, armMm: number): string;
  /** A component of a unit vector. */
  direction(component: number): string;
  readonly unit: LengthUnit;
}

/** Texts of numbers for programs in `unit`. */
export function numberTexts(unit: LengthUnit): NumberTexts {
  const scale = mmPerUnit[unit];
  return {
    unit,
    length: (mm) => shortest(mm / scale, lengthToleranceMm / scale),
    angle: (rad, armMm) => {
      const tolerance = (lengthToleranceMm / Math.max(armMm, 1)) * (180 / Math.PI);
      return `${shortest((rad * 180) / Math.PI, tolerance)}deg`;
    },
    direction: (component) => shortest(component, directionToleranceShare),
  };
}

/** Millimetres in one `unit`. */
export const mmPer = (unit: LengthUnit): number => mmPerUnit[unit];
