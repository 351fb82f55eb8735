/**
 * Units of a geometric context (ISO 10303-41): SI units with prefixes, and units that are conversions of others, of any depth. A unit that
 * is stated and not understood is an error: a guess would make every size wrong.
 */
import { UnbakeError } from "@unbake/ground";
import { unitNameShare } from "../tolerances.js";
import { describeInstance, isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asEnum, asNumber, asRef, asText } from "./values.js";

export interface ContextUnits {
  /** Millimetres in one length unit. */
  readonly lengthMm: number;
  /** The unit's own name: "INCH", "MILLIMETRE"; "unstated" where the context names none and millimetres are assumed. */
  readonly lengthName: string;
  /** Radians in one plane angle unit. */
  readonly angleRad: number;
  /** Largest stated uncertainty of lengths, mm. */
  readonly uncertaintyMm?: number;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

const prefixes: Readonly<Record<string, number>> = {
  EXA: 1e18,
  PETA: 1e15,
  TERA: 1e12,
  GIGA: 1e9,
  MEGA: 1e6,
  KILO: 1e3,
  HECTO: 1e2,
  DECA: 1e1,
  DECI: 1 / 1e1,
  CENTI: 1 / 1e2,
  MILLI: 1 / 1e3,
  MICRO: 1 / 1e6,
  NANO: 1 / 1e9,
  PICO: 1 / 1e12,
  FEMTO: 1 / 1e15,
  ATTO: 1 / 1e18,
};

const millimetresInMetre = 1000;

/** Conversions of conversions (mile of yards of feet of inches) go no deeper than this in real files; a cycle would go on. */
const maxConversions = 16;

/** Units without a statement: the standard has none, and every reader takes millimetres and radians. */
const unstated: ContextUnits = { lengthMm: 1, lengthName: "unstated", angleRad: 1, warnings: [] };

interface Kind {
  readonly what: string;
  /** Entity that an instance of this kind of unit also is. */
  readonly entity: string;
  /** The SI unit that it is counted in. */
  readonly si: string;
  /** What well-known names mean in the SI unit: only to notice a factor that contradicts its name. */
  readonly names: Readonly<Record<string, number>>;
}

const lengths: Kind = {
  what: "length unit",
  entity: "LENGTH_UNIT",
  si: "METRE",
  names: {
    INCH: 0.0254,
    INCHES: 0.0254,
    IN: 0.0254,
    FOOT: 0.3048,
    FEET: 0.3048,
    FT: 0.3048,
    YARD: 0.9144,
    YD: 0.9144,
    MILE: 1609.344,
    MIL: 0.0000254,
    MICROINCH: 0.0000000254,
    METRE: 1,
    METER: 1,
    MILLIMETRE: 0.001,
    MILLIMETER: 0.001,
    MM: 0.001,
    CENTIMETRE: 0.01,
    CENTIMETER: 0.01,
    CM: 0.01,
  },
};

const angles: Kind = {
  what: "plane angle unit",
  entity: "PLANE_ANGLE_UNIT",
  si: "RADIAN",
  names: { DEGREE: Math.PI / 180, DEGREES: Math.PI / 180, GRAD: Math.PI / 200, RADIAN: 1 },
};

interface UnitValue {
  /** In the SI unit of its kind. */
  readonly value: number;
  readonly name: string;
}

/**
 * The units of the representation context `context` (a complex instance with GLOBAL_UNIT_ASSIGNED_CONTEXT).
 * @throws unsupported_content for a length or angle unit that is not understood, or two that differ.
 */
export function unitsOfContext(file: Part21, context: number | undefined): ContextUnits {
  if (context === undefined) return unstated;
  const warnings: string[] = [];
  const assigned = isOf(file, context, "GLOBAL_UNIT_ASSIGNED_CONTEXT") ? refsOf(file, context) : [];
  const length = onlyUnit(file, assigned, lengths, warnings);
  const angle = onlyUnit(file, assigned, angles, warnings);
  const lengthMm = length === undefined ? 1 : length.value * millimetresInMetre;
  const uncertaintyMm = uncertaintyOf(file, context, lengthMm);
  return {
    lengthMm,
    lengthName: length?.name ?? unstated.lengthName,
    angleRad: angle === undefined ? unstated.angleRad : angle.value,
    ...(uncertaintyMm === undefined ? {} : { uncertaintyMm }),
    warnings,
  };
}

/** The unit of a kind among those of a context; undefined when there is none. */
function onlyUnit(file: Part21, units: readonly number[], kind: Kind, warnings: string[]): UnitValue | undefined {
  let found: { readonly unit: number; readonly value: UnitValue } | undefined;
  for (const unit of units) {
    if (!isOf(file, unit, kind.entity)) continue;
    const value = siValue(file, unit, kind, 0, warnings);
    if (found !== undefined && found.value.value !== value.value) {
      throw new UnbakeError(
        "unsupported_content",
        `a context with two ${kind.what}s, ${describeInstance(file, found.unit)} and ${describeInstance(file, unit)}`,
      );
    }
    found = { unit, value };
  }
  return found?.value;
}

/** @throws unsupported_content naming the instance that is not understood. */
function siValue(file: Part21, unit: number, kind: Kind, depth: number, warnings: string[]): UnitValue {
  if (isOf(file, unit, "SI_UNIT")) return siUnit(file, unit, kind);
  if (!isOf(file, unit, "CONVERSION_BASED_UNIT")) {
    throw unclear(file, unit, kind, "it is neither an SI unit nor a conversion of one");
  }
  if (depth >= maxConversions)
    throw unclear(file, unit, kind, `it is a conversion of more than ${maxConversions} others`);
  const [name, factor] = (argumentsOf(file, unit, "CONVERSION_BASED_UNIT") ?? []).slice(-2);
  const measure = asRef(file, factor);
  const number = measure === undefined ? undefined : measureOf(file, measure);
  if (number === undefined || !(number > 0 && Number.isFinite(number))) {
    throw unclear(file, unit, kind, "its factor is no positive number");
  }
  const base = refsOf(file, measure).find((ref) => isOf(file, ref, "NAMED_UNIT") || isUnit(file, ref));
  if (base === undefined) throw unclear(file, unit, kind, "its factor has no unit");
  const value = number * siValue(file, base, kind, depth + 1, warnings).value;
  const said = asText(name).trim().toUpperCase();
  const meant = kind.names[said];
  if (meant !== undefined && Math.abs(value - meant) > unitNameShare * meant) {
    warnings.push(
      `${describeInstance(file, unit)} is called ${said} and is ${value} ${kind.si.toLowerCase()}: its factor is followed, not its name`,
    );
  }
  return { value, name: said };
}

/** An SI_UNIT, alone or as a part: its last two arguments are prefix and name (alone it has its dimensions first). */
function siUnit(file: Part21, unit: number, kind: Kind): UnitValue {
  const [prefix, name] = (argumentsOf(file, unit, "SI_UNIT") ?? []).slice(-2);
  const said = asEnum(name) ?? "";
  if (said !== kind.si) throw unclear(file, unit, kind, `its name is ${said === "" ? "not given" : `.${said}.`}`);
  if (prefix === null || prefix === undefined) return { value: 1, name: said };
  const prefixName = asEnum(prefix) ?? "";
  const value = prefixes[prefixName];
  if (value === undefined) throw unclear(file, unit, kind, `its prefix .${prefixName}. is none of SI's`);
  return { value, name: prefixName + said };
}

function isUnit(file: Part21, index: number): boolean {
  return isOf(file, index, "SI_UNIT") || isOf(file, index, "CONVERSION_BASED_UNIT");
}

function unclear(file: Part21, unit: number, kind: Kind, why: string): UnbakeError {
  return new UnbakeError(
    "unsupported_content",
    `a ${kind.what} that is not understood: ${describeInstance(file, unit)}, ${why}`,
  );
}

/** The number in a MEASURE_WITH_UNIT or a subtype of it. */
function measureOf(file: Part21, index: number): number | undefined {
  return asNumber((argumentsOf(file, index, "MEASURE_WITH_UNIT") ?? [])[0]);
}

/** Uncertainties do not change sizes: what is not understood in one is left out. */
function uncertaintyOf(file: Part21, context: number, lengthMm: number): number | undefined {
  let largest: number | undefined;
  for (const ref of refsOf(file, context)) {
    if (!isOf(file, ref, "UNCERTAINTY_MEASURE_WITH_UNIT")) continue;
    const value = measureOf(file, ref);
    const unit = refsOf(file, ref).find((of) => isOf(file, of, lengths.entity));
    if (value === undefined || unit === undefined) continue;
    const mm = value * uncertaintyUnitMm(file, unit, lengthMm);
    if (Number.isFinite(mm) && mm > 0 && (largest === undefined || mm > largest)) largest = mm;
  }
  return largest;
}

function uncertaintyUnitMm(file: Part21, unit: number, otherwise: number): number {
  try {
    return siValue(file, unit, lengths, 0, []).value * millimetresInMetre;
  } catch (error) {
    if (error instanceof UnbakeError) return otherwise;
    throw error;
  }
}

/** The units of every context of the file, each read once. */
export function contextUnits(file: Part21): (context: number | undefined) => ContextUnits {
  const known = new Map<number | undefined, ContextUnits>();
  return (context) => {
    const found = known.get(context) ?? unitsOfContext(file, context);
    known.set(context, found);
    return found;
  };
}
