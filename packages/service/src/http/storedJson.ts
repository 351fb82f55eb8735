/** JSON that a conversion left behind, as it is stored. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiContext } from "./context.js";
import { ApiError } from "./errors.js";
import { isUnchanged, strongTag } from "./etag.js";
import { findConversion } from "./lookup.js";

/**
 * The text of an artefact of a conversion, which the reply sends as it is; undefined when the client has it, and 304 is sent. Throws `not_found`, saying
 * `missing`, when there is none.
 */
export async function storedJson(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  path: { readonly id: string; readonly conversion_id: string },
  { kind, missing }: { readonly kind: string; readonly missing: string },
): Promise<string | undefined> {
  const conversion = await findConversion(context, request, path);
  const row = await context.db
    .selectFrom("artefacts")
    .select("sha256")
    .where("conversion_id", "=", conversion.id)
    .where("kind", "=", kind)
    .executeTakeFirst();
  if (!row) throw new ApiError("not_found", missing);
  if (isUnchanged(request, reply, strongTag(row.sha256))) return undefined;
  const text = await context.bytes.readBlob(conversion.dataset_id, row.sha256);
  reply.header("content-type", "application/json; charset=utf-8").serializer((body) => body as string);
  return new TextDecoder().decode(text);
}
