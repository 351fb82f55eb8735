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

/** The same for a file that is sent whole or in part. */
export const parts = (description: string, mimeTypes: readonly string[]) => ({
  ...bytes(description, mimeTypes),
  206: { ...bytes("The part that `Range` asks for.", mimeTypes)[200] },
  ...unchanged,
});

/** Why a route whose answer has an entity tag may answer without a body. */
export const unchanged = {
  304: { type: "null", description: "What `If-None-Match` names is still the current version." },
} as const;

/** What a route that makes something says of sending a request twice. */
export const repeatable =
  "With a header `Idempotency-Key` the request is done once however often it is sent within 24 hours; its answer is repeated, with `Idempotency-Replayed: true`.";

const bearer = [{ token: [] }];
export const orgs = { tags: ["orgs"], security: bearer };
export const own = { tags: ["unbake"], security: bearer };
export const open = { tags: ["unbake"], security: [] };
