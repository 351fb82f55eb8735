/** The unit of a model out of the units of its parts. */
import type { Occurrence } from "@unbake/formats";
import type { LengthUnit } from "../model/types.js";
import { unitRelative } from "../tolerances.js";

const millimetres: Readonly<Record<LengthUnit, number>> = {
  mm: 1,
  cm: 10,
  m: 1000,
  in: 25.4,
  ft: 304.8,
  yd: 914.4,
};

export interface ModelUnit {
  readonly unit: LengthUnit;
  /** Exactly as the file says it; other than the unit's when the unit is the nearest we can name. */
  readonly unitMm: number;
  readonly uncertaintyMm?: number;
  readonly warnings: readonly string[];
}

/** The unit that most of the solids are written in. */
export function modelUnit(occurrences: readonly Occurrence[]): ModelUnit {
  const counts = new Map<number, Set<number>>();
  let uncertaintyMm: number | undefined;
  for (const { item, units } of occurrences) {
    const items = counts.get(units.lengthMm) ?? new Set();
    items.add(item);
    counts.set(units.lengthMm, items);
    if (units.uncertaintyMm !== undefined) uncertaintyMm = Math.max(uncertaintyMm ?? 0, units.uncertaintyMm); // default: the first that is stated
  }
  const unitMm = [...counts].reduce((best, entry) => (entry[1].size > best[1].size ? entry : best), [
    1,
    new Set<number>(),
  ] as [number, Set<number>])[0];
  const warnings: string[] = [];
  if (counts.size > 1) warnings.push("parts of the file are written in different length units");
  if (occurrences.some(({ units }) => units.lengthName === "unstated")) {
    warnings.push("the file states no length unit: millimetres are assumed");
  }
  for (const warning of new Set(occurrences.flatMap(({ units }) => units.warnings))) warnings.push(warning);
  const unit = unitNamed(unitMm);
  if (unit === undefined) warnings.push(`its length unit of ${unitMm} mm has no name in KCL: millimetres are used`);
  const known = { unit: unit ?? "mm", unitMm, warnings } as const; // default: as the warning says
  return uncertaintyMm === undefined ? known : { ...known, uncertaintyMm };
}

function unitNamed(unitMm: number): LengthUnit | undefined {
  const names = Object.keys(millimetres) as LengthUnit[];
  return names.find((name) => Math.abs(millimetres[name] - unitMm) <= unitRelative * unitMm);
}
