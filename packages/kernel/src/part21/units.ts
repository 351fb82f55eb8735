/** Units of a geometric context (ISO 10303-41): SI units with prefixes, and units that are conversions of others. */
import { isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asEnum, asNumber, asRef, asText } from "./values.js";

export interface ContextUnits {
  /** Millimetres in one length unit. */
  readonly lengthMm: number;
  /** The unit's own name: "INCH", "MILLIMETRE". */
  readonly lengthName: string;
  /** Radians in one plane angle unit. */
  readonly angleRad: number;
  /** Largest stated uncertainty of lengths, mm. */
  readonly uncertaintyMm?: number;
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
  DECI: 1e-1,
  CENTI: 1e-2,
  MILLI: 1e-3,
  MICRO: 1e-6,
  NANO: 1e-9,
  PICO: 1e-12,
  FEMTO: 1e-15,
  ATTO: 1e-18,
};

const millimetresInMetre = 1000;

/** Conversions of conversions (foot = 12 inch = ...) go no deeper than this in real files; a cycle would go on. */
const maxConversions = 8;

/** Units without a statement: the standard has none, and every reader takes millimetres and radians. */
const unstated: ContextUnits = { lengthMm: 1, lengthName: "unstated", angleRad: 1 };

/** The units of the representation context `context` (a complex instance with GLOBAL_UNIT_ASSIGNED_CONTEXT). */
export function unitsOfContext(file: Part21, context: number): ContextUnits {
  if (context < 0) return unstated;
  let units = unstated;
  const assigned = argumentsOf(file, context, "GLOBAL_UNIT_ASSIGNED_CONTEXT");
  if (isOf(file, context, "GLOBAL_UNIT_ASSIGNED_CONTEXT") && assigned !== undefined) {
    for (const ref of refsOf(file, context)) {
      if (isOf(file, ref, "LENGTH_UNIT")) {
        const metres = siValue(file, ref, 0);
        if (metres !== undefined) {
          const lengthMm = metres.value * millimetresInMetre;
          units = { ...units, lengthMm, lengthName: metres.name };
        }
      } else if (isOf(file, ref, "PLANE_ANGLE_UNIT")) {
        const radians = siValue(file, ref, 0);
        if (radians !== undefined) units = { ...units, angleRad: radians.value };
      }
    }
  }
  const uncertaintyMm = uncertaintyOf(file, context, units.lengthMm);
  return uncertaintyMm === undefined ? units : { ...units, uncertaintyMm };
}

/** A unit in the SI unit of its kind (metre, radian). */
function siValue(file: Part21, unit: number, depth: number): { value: number; name: string } | undefined {
  if (depth > maxConversions) return undefined;
  if (isOf(file, unit, "SI_UNIT")) {
    const args = argumentsOf(file, unit, "SI_UNIT") ?? [];
    // A simple SI_UNIT inherits its dimensions as a first argument.
    const [prefix, name] = args.slice(-2);
    const prefixName = asEnum(prefix) ?? "";
    return { value: prefixes[prefixName] ?? 1, name: prefixName + (asEnum(name) ?? "") };
  }
  if (!isOf(file, unit, "CONVERSION_BASED_UNIT")) return undefined;
  const args = argumentsOf(file, unit, "CONVERSION_BASED_UNIT") ?? [];
  const [name, factor] = args.slice(-2);
  const measure = asRef(file, factor);
  if (measure < 0) return undefined;
  const value = measureOf(file, measure);
  const base = refsOf(file, measure)
    .map((ref) => siValue(file, ref, depth + 1))
    .find((found) => found !== undefined);
  if (value === undefined || base === undefined) return undefined;
  return { value: value * base.value, name: asText(name).toUpperCase() };
}

/** The number in a MEASURE_WITH_UNIT or a subtype of it. */
function measureOf(file: Part21, index: number): number | undefined {
  const args = argumentsOf(file, index, "MEASURE_WITH_UNIT") ?? argumentsOf(file, index) ?? [];
  return asNumber(args[0]);
}

function uncertaintyOf(file: Part21, context: number, lengthMm: number): number | undefined {
  let largest: number | undefined;
  for (const ref of refsOf(file, context)) {
    if (!isOf(file, ref, "UNCERTAINTY_MEASURE_WITH_UNIT")) continue;
    const value = measureOf(file, ref);
    const unit = refsOf(file, ref).find((of) => isOf(file, of, "LENGTH_UNIT"));
    if (value === undefined || unit === undefined) continue;
    const metres = siValue(file, unit, 0)?.value;
    const mm = value * (metres === undefined ? lengthMm : metres * millimetresInMetre);
    if (Number.isFinite(mm) && mm > 0 && mm > (largest ?? 0)) largest = mm;
  }
  return largest;
}

/** The units of every context of the file, each read once. */
export function contextUnits(file: Part21): (context: number) => ContextUnits {
  const known = new Map<number, ContextUnits>();
  return (context) => {
    const found = known.get(context) ?? unitsOfContext(file, context);
    known.set(context, found);
    return found;
  };
}
