import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";

/** Which of these tokens still open doors: neither revoked, nor expired, nor gone with their owner. */
export async function liveTokens(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("tokens")
    .select("id")
    .where("id", "in", ids)
    .where("revoked_at", "is", null)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", sql<Date>`now()`)]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
