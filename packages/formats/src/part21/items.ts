/** Which instances are shapes to be read: solids, models of surfaces, and faces and shells that nothing else holds. */
import { brepTypes, surfaceModelTypes } from "./entities.js";
import { instancesOfAny, refsOf, typeOf } from "./query.js";
import type { Part21 } from "./types.js";

/** GEOMETRIC_SETs that hold surfaces (and not only points and curves). */
export function surfaceSets(file: Part21): readonly number[] {
  return file
    .instancesOf("GEOMETRIC_SET")
    .filter((set) => refsOf(file, set).some((ref) => /SURFACE|PLANE/.test(typeOf(file, ref))));
}

const surfaceItemTypes: readonly string[] = [...surfaceModelTypes, "GEOMETRIC_SET"];

/** Whether an item of a representation is surfaces (or curves) by themselves, not a solid. */
export function isSurfaceItem(file: Part21, item: number): boolean {
  return surfaceItemTypes.includes(typeOf(file, item));
}

/** All shapes of the file, whether or not a representation lists them. */
export function shapeItems(file: Part21): readonly number[] {
  return [...instancesOfAny(file, [...brepTypes, ...surfaceModelTypes]), ...surfaceSets(file)];
}
