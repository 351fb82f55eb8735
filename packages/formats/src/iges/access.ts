/** Parameters of an entity by place, with their types checked. */

import type { Vec3 } from "@unbake/geometry";
import { entityError } from "./fail.js";
import { maxDepth } from "./limits.js";
import type { IgesEntity, IgesFile, Parameter } from "./types.js";

/** The parameters of one entity; places count from 0, behind the type number. */
export interface Fields {
  readonly entity: IgesEntity;
  readonly length: number;
  raw(place: number): Parameter;
  /** A number; `otherwise` where it is left out, 0 by default. */
  number(place: number, otherwise?: number): number;
  /** A whole number from 0 to `most`. */
  count(place: number, most: number): number;
  vector(place: number): Vec3;
  flag(place: number): boolean;
  /** The entity that a pointer names; undefined for a null pointer. */
  pointer(place: number): IgesEntity | undefined;
  /** As `pointer`, and it must be there. */
  required(place: number): IgesEntity;
}

export function fieldsOf(file: IgesFile, entity: IgesEntity): Fields {
  const values = file.parametersOf(entity);
  const fields: Fields = {
    entity,
    length: values.length,
    raw: (place) => values[place],
    number(place, otherwise = 0) {
      const value = values[place];
      if (value === undefined) return otherwise;
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw entityError("syntax", entity, `parameter ${place + 1} is "${value}" where a number is expected`);
      }
      return value;
    },
    count(place, most) {
      const value = fields.number(place);
      if (!Number.isInteger(value) || value < 0 || value > most) {
        throw entityError(
          "syntax",
          entity,
          `parameter ${place + 1} is ${value} where a count up to ${most} is expected`,
        );
      }
      return value;
    },
    vector: (place) => [fields.number(place), fields.number(place + 1), fields.number(place + 2)],
    flag: (place) => fields.number(place) !== 0,
    pointer(place) {
      const de = Math.abs(fields.number(place));
      if (de === 0) return undefined;
      const target = file.entities.get(de);
      if (target === undefined) {
        throw entityError("dangling_reference", entity, `parameter ${place + 1} points to D${de}, which is not there`);
      }
      return target;
    },
    required(place) {
      const target = fields.pointer(place);
      if (target === undefined) throw entityError("syntax", entity, `parameter ${place + 1} is a null pointer`);
      return target;
    },
  };
  return fields;
}

/** Throws "cyclic" when pointers nest deeper than any sound file's do. */
export function checkDepth(entity: IgesEntity, depth: number): void {
  if (depth > maxDepth)
    throw entityError("cyclic", entity, `it is nested more than ${maxDepth} deep, or contains itself`);
}
