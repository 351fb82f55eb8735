/**
 * TypeBox in the dialect of OpenAPI 3.0.3: `nullable` instead of a union with null, enums of strings, references by name.
 */
import { type Static, type TSchema, Type } from "typebox";

/** The schema, or null. Inlined: OpenAPI 3.0.3 reads nothing beside a $ref. */
export function nullable<T extends TSchema>(schema: T) {
  const { $id: _, ...open } = schema as { readonly $id?: string; readonly enum?: readonly unknown[] };
  return Type.Unsafe<Static<T> | null>({ ...open, ...(open.enum && { enum: [...open.enum, null] }), nullable: true });
}

/** One of these strings. */
export function oneOf<const T extends readonly string[]>(values: T, options: object = {}) {
  return Type.Unsafe<T[number]>({ type: "string", enum: values, ...options });
}

/** A reference to a schema that has an $id and is added to the server (schemas/index.ts). */
export function named<T extends TSchema>(schema: T) {
  const { $id } = schema as { readonly $id?: string };
  if ($id === undefined) throw new Error("a named schema needs an $id");
  return Type.Unsafe<Static<T>>({ $ref: `${$id}#` });
}

/** What the database can hold: no NUL, and no half of a surrogate pair (the pattern is read as Unicode). */
export const storable = { pattern: "^[^\\u0000\\ud800-\\udfff]*$" };

export const dateTime = (description: string) => Type.String({ format: "date-time", description });
export const uuid = (description: string) => Type.String({ format: "uuid", description });
export const int64 = (description: string) => Type.Integer({ format: "int64", description });
export const double = (description: string) => Type.Number({ format: "double", description });
