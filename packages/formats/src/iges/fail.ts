/** Errors that name the record. */
import { type ErrorCode, UnbakeError } from "@unbake/ground";
import type { IgesEntity } from "./types.js";

/** "D45 (type 128, parameter data from P123)" */
export function nameOf(entity: IgesEntity): string {
  return `D${entity.de} (type ${entity.type}, parameter data from P${entity.firstRecord})`;
}

/** An error of the table about one entity. */
export function entityError(code: ErrorCode, entity: IgesEntity, what: string): UnbakeError {
  return new UnbakeError(code, `${nameOf(entity)}: ${what}`);
}
