/** Colours: the standard's eight by number, others by type 314. */
import { fieldsOf } from "./access.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** Red, green, blue from 0 to 1. */
export type Color = readonly [number, number, number];

const standard: Readonly<Record<number, Color>> = {
  1: [0, 0, 0],
  2: [1, 0, 0],
  3: [0, 1, 0],
  4: [0, 0, 1],
  5: [1, 1, 0],
  6: [1, 0, 1],
  7: [0, 1, 1],
  8: [1, 1, 1],
};

/** The colour in the entity's directory entry; undefined when it has none or points to something else. */
export function colorOf(file: IgesFile, entity: IgesEntity): Color | undefined {
  if (entity.color >= 0) return standard[entity.color];
  const definition = file.entities.get(-entity.color);
  if (definition?.type !== 314) return undefined;
  const fields = fieldsOf(file, definition);
  const share = (place: number): number => Math.min(1, Math.max(0, fields.number(place) / 100));
  return [share(0), share(1), share(2)];
}
