/** What nobody waits for: datasets whose removal was interrupted, bytes that came too late, blobs that nothing refers to. */
import { sql } from "kysely";
import { idempotencyKeysKeptFor } from "../db/index.js";
import type { Logger } from "../log/index.js";
import { type Loop, repeat } from "../scheduling/loops.js";
import { type BlobStore, collectBlobs, datasetPrefix } from "../storage/index.js";
import { removeDataset } from "./remove.js";

const everyMs = 5 * 60_000;
/** A removal that takes longer than this is not running any more. */
const interruptedAfter = "10 minutes";
/** No upload of a single file takes so long. */
const unfinishedAfterMs = 24 * 3_600_000;
const lockKey = 7_311_942_028;

/** Tidies up now and every five minutes. */
export function startHousekeeping(store: BlobStore, log: Logger): Loop {
  return repeat(everyMs, log.scope({ loop: "housekeeping" }), () => tidy(store));
}

/** One round; nothing when another process is at it. */
export async function tidy(store: BlobStore): Promise<void> {
  const { db, objects } = store;
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ got: boolean }>`SELECT pg_try_advisory_lock(${lockKey}) AS got`.execute(connection);
    if (!rows[0]?.got) return;
    try {
      const interrupted = await db
        .selectFrom("datasets")
        .select("id")
        .where("status", "=", "deleting")
        .where("updated_at", "<", sql<Date>`now() - ${interruptedAfter}::interval`)
        .execute();
      for (const { id } of interrupted) await removeDataset(store, id);
      const due = await db
        .selectFrom("dataset_tombstones")
        .select("dataset_id")
        .where("sweep_after", "<", sql<Date>`now()`)
        .execute();
      for (const { dataset_id } of due) {
        await objects.removeAll(datasetPrefix(dataset_id));
        await db.deleteFrom("dataset_tombstones").where("dataset_id", "=", dataset_id).execute();
      }
      await sql`DELETE FROM idempotency_keys WHERE created_at < now() - ${idempotencyKeysKeptFor}::interval`.execute(
        db,
      );
      await collectBlobs(store);
      await objects.dropUnfinished(unfinishedAfterMs);
    } finally {
      await sql`SELECT pg_advisory_unlock(${lockKey})`.execute(connection);
    }
  });
}
