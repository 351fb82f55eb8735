/** The unit of length: global parameters 14 (flag) and 15 (name). */
import { UnbakeError } from "@unbake/ground";
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

/** Millimetres, then the standard's own word, other spellings, and those of writers in other languages. */
const names: readonly (readonly [number, string])[] = [
  [25.4, 'IN INCH INCHES " ZOLL POUCE POUCES POLLICE POLLICI PULGADA PULGADAS POLEGADA POLEGADAS TUM'],
  [1, "MM MILLIMETER MILLIMETERS MILLIMETRE MILLIMETRES MILLIMETRO MILLIMETRI MILIMETRO MILIMETROS"],
  [304.8, "FT FOOT FEET ' FUSS PIED PIEDS PIEDE PIEDI PIE PIES"],
  [1_609_344, "MI MILE MILES MEILE MEILEN"],
  [1000, "M METER METERS METRE METRES METRO METRI METROS MTR"],
  [1_000_000, "KM KILOMETER KILOMETERS KILOMETRE KILOMETRES KILOMETRO KILOMETRI KILOMETROS"],
  [0.0254, "MIL MILS THOU"],
  [0.001, "UM MICRON MICRONS MICROMETER MICROMETERS MICROMETRE MICROMETRES MIKROMETER MICROMETRO MICROMETRI"],
  [10, "CM CENTIMETER CENTIMETERS CENTIMETRE CENTIMETRES ZENTIMETER CENTIMETRO CENTIMETRI CENTIMETROS"],
  [0.0000254, "UIN MICROINCH MICROINCHES"],
  [914.4, "YD YARD YARDS"],
  [100, "DM DECIMETER DECIMETERS DECIMETRE DECIMETRES DEZIMETER DECIMETRO DECIMETRI DECIMETROS"],
];

const byName: ReadonlyMap<string, number> = new Map(
  names.flatMap(([mm, words]) => words.split(" ").map((word) => [word, mm] as const)),
);

/** Millimetres in a unit of that name, in any case, with accents or without: "mètre", "µm", "in." */
function named(name: string): number | undefined {
  const plain = name.replace(/[µμ]/g, "u").replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
  return byName.get(
    plain
      .toUpperCase()
      .replace(/\.$/, "")
      .replaceAll(/[\s_-]/g, ""),
  );
}

/**
 * Millimetres in one unit of the file. The flag counts; 3 means: as the name says, and so does a flag that is left out beside a name. With
 * neither, the unit is the standard's default, the inch.
 * @throws unsupported_content for a flag or a name that is none of the standard's, and for two that contradict each other.
 */
export function unitOf({ unitFlag, unitName }: IgesGlobal, warn: (message: string) => void): number {
  const stated = `flag ${unitFlag ?? "left out"}, name "${unitName}"`;
  const ofName = named(unitName);
  if (unitFlag === undefined && unitName === "") {
    warn("the file states no unit (global parameters 14 and 15): inches, the default of the standard, are assumed");
    return 25.4;
  }
  if (unitFlag === undefined || unitFlag === 3) {
    if (ofName !== undefined) return ofName;
    throw new UnbakeError("unsupported_content", `the file's unit (${stated}) is none that is known`);
  }
  const ofFlag = byFlag[unitFlag];
  if (ofFlag === undefined) {
    throw new UnbakeError("unsupported_content", `the file's unit (${stated}): the standard has no such flag`);
  }
  if (ofName !== undefined && ofName !== ofFlag) {
    throw new UnbakeError(
      "unsupported_content",
      `the file's unit (${stated}): the flag means ${ofFlag} mm and the name ${ofName} mm`,
    );
  }
  if (ofName === undefined && unitName !== "") {
    warn(`the file's unit (${stated}) is taken from the flag: the name is none that is known`);
  }
  return ofFlag;
}
