/** The unit of length: global parameters 14 (flag) and 15 (name). */
import type { IgesGlobal } from "./types.js";

const byFlag: Readonly<Record<number, number>> = {
  1: 25.4,
  2: 1,
  4: 304.8,
  5: 1_609_344,
  6: 1000,
  7: 1_000_000,
  8: 0.0254,
  9: 0.001,
  10: 10,
  11: 0.0000254,
};

const byName: Readonly<Record<string, number>> = {
  IN: 25.4,
  INCH: 25.4,
  INCHES: 25.4,
  MM: 1,
  MILLIMETER: 1,
  MILLIMETERS: 1,
  FT: 304.8,
  FEET: 304.8,
  MI: 1_609_344,
  M: 1000,
  METERS: 1000,
  KM: 1_000_000,
  MIL: 0.0254,
  UM: 0.001,
  CM: 10,
  UIN: 0.0000254,
};

/** Millimetres in one unit of the file; undefined when it names none that the standard knows. Flag 3 means: as the name says. */
export function unitOf({ unitFlag, unitName }: IgesGlobal): number | undefined {
  return unitFlag === 3 ? byName[unitName.toUpperCase()] : byFlag[unitFlag];
}
