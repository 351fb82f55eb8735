/** Names of entities: property 406 form 15, else the label of the directory entry. */
import { fieldsOf } from "./access.js";
import type { IgesEntity, IgesFile } from "./types.js";

/**
 * The name of an entity whose own parameters are `own` many. Behind them stand a count of associativities and pointers to them, then a
 * count of properties and pointers to those.
 */
export function nameOfEntity(file: IgesFile, entity: IgesEntity, own: number): string {
  const values = file.parametersOf(entity);
  const countAt = (place: number): number => {
    const value = values[place];
    return typeof value === "number" && value > 0 ? value : 0;
  };
  const properties = own + 1 + countAt(own);
  for (let i = 1; i <= countAt(properties); i++) {
    const pointer = values[properties + i];
    const property = typeof pointer === "number" ? file.entities.get(pointer) : undefined;
    if (property?.type !== 406 || property.form !== 15) {
      // Some writers leave the form out and give the one string all the same.
      if (property?.type !== 406 || property.form !== 0) continue;
    }
    const text = fieldsOf(file, property).raw(1);
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  }
  return entity.label.trim();
}
