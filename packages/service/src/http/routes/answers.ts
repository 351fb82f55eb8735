/** The parts that every route's schema has. */
import type { TSchema } from "typebox";
import { ErrorBody } from "../schemas/index.js";
import { named } from "../schemas/make.js";

const errors = { "4xx": named(ErrorBody), "5xx": named(ErrorBody) };

/** Responses of a route that answers JSON. */
export const json = <T extends TSchema>(schema: T) => ({ 200: schema, ...errors });
/** Responses of a route that answers JSON with another status. */
export const jsonWith = <S extends 201 | 202, T extends TSchema>(status: S, schema: T) =>
  ({ [status]: schema, ...errors }) as { [K in S]: T } & typeof errors;
/** Responses of a route that answers nothing. */
export const nothing = (description: string) => ({ 204: { type: "null", description } as const, ...errors });
/** Responses of a route that answers bytes. */
export const bytes = (description: string, mimeTypes: readonly string[]) => ({
  200: {
    description,
    content: Object.fromEntries(mimeTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }])),
  },
  ...errors,
});

const bearer = [{ token: [] }];
export const orgs = { tags: ["orgs"], security: bearer };
export const own = { tags: ["unbake"], security: bearer };
export const open = { tags: ["unbake"], security: [] };
