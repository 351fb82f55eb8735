/**
 * `Idempotency-Key`: a client that does not know whether its request arrived sends it again with the same key, and it is done once
 * (draft-ietf-httpapi-idempotency-key-header). The key is claimed in the transaction that does the work, so both are there or neither: a
 * second request with it waits for the first one and gets its answer; one that failed has used no key.
 */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Kysely, sql, type Transaction } from "kysely";
import { idempotencyKeysKeptFor, type Tables } from "../db/index.js";
import { callerOf } from "./access.js";
import { ApiError } from "./errors.js";

const header = "idempotency-key";
const keyPattern = /^[!-~](?:[ -~]{0,253}[!-~])?$/;

type Work<T> = (tx: Transaction<Tables>) => Promise<T>;

/**
 * Does the work in a transaction and returns its answer, or the one that the same request got before. `said` is what the client sent, as
 * JSON: another request with the same key is refused. Keys belong to an organisation, so no other one meets them.
 */
export async function once<T extends object>(
  db: Kysely<Tables>,
  request: FastifyRequest,
  reply: FastifyReply,
  said: unknown,
  work: Work<T>,
): Promise<T> {
  const key = keyOf(request);
  if (key === undefined) return db.transaction().execute(work);
  const { orgId } = callerOf(request);
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([request.method, request.routeOptions.url, request.params, said]))
    .digest();
  return db.transaction().execute(async (tx) => {
    if (await claim(tx, orgId, key, fingerprint)) {
      const answer = await work(tx);
      await tx
        .updateTable("idempotency_keys")
        .set({ answer: JSON.stringify(answer) })
        .where("org_id", "=", orgId)
        .where("key", "=", key)
        .execute();
      return answer;
    }
    const before = await tx
      .selectFrom("idempotency_keys")
      .select(["fingerprint", "answer"])
      .where("org_id", "=", orgId)
      .where("key", "=", key)
      .executeTakeFirstOrThrow();
    if (!before.fingerprint.equals(fingerprint))
      throw new ApiError("idempotency_key_reused", `${key} came with another address or body before`);
    reply.header("idempotency-replayed", "true");
    return before.answer as T;
  });
}

/** Throws ApiError("bad_parameter") for what cannot be a key. */
export function keyOf({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  const key = headers[header];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !keyPattern.test(key))
    throw new ApiError("bad_parameter", "Idempotency-Key must have 1 to 255 printable ASCII characters");
  return key;
}

/** False when the key is taken. Waits while another transaction has it. */
async function claim(tx: Transaction<Tables>, orgId: string, key: string, fingerprint: Buffer): Promise<boolean> {
  const claimed = await tx
    .insertInto("idempotency_keys")
    .values({ org_id: orgId, key, fingerprint, answer: null })
    .onConflict((on) =>
      on
        .columns(["org_id", "key"])
        .doUpdateSet({ fingerprint, answer: null, created_at: sql<Date>`now()` })
        .where("idempotency_keys.created_at", "<", sql<Date>`now() - ${idempotencyKeysKeptFor}::interval`),
    )
    .returning("key")
    .executeTakeFirst();
  return claimed !== undefined;
}
