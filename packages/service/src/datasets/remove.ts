/** A dataset goes, with exactly what is its own: its rows, and its folder in storage. A customer's bucket is never touched. */
import { must } from "@unbake/ground";
import { type Kysely, sql } from "kysely";
import { stopChannel } from "../conversions/transitions.js";
import type { Tables } from "../db/index.js";
import { type BlobStore, datasetPrefix } from "../storage/index.js";

/** How long a worker that lost its lease may still be writing bytes. */
const sweepAfter = "1 hour";
/** Short transactions: a dataset may have millions of rows. */
const batch = 5000;
/** In the order in which they refer to each other. */
const tables = ["artefacts", "search_chunks", "conversions", "dataset_files", "blobs", "events"] as const;

/**
 * Removes a dataset. First it is `deleting`, so that nothing new begins and workers lose their leases; then the rows go, then the bytes. Ends
 * also what an earlier call began and did not finish.
 */
export async function removeDataset({ db, objects }: BlobStore, id: string): Promise<void> {
  await db
    .updateTable("datasets")
    .set({ status: "deleting", updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("status", "<>", "deleting")
    .execute();
  await dropLeases(db, id);
  for (const table of tables) await deleteRows(db, table, id);
  await db.transaction().execute(async (tx) => {
    // Nobody can refer to the dataset from here on; what somebody wrote meanwhile is little.
    await tx.selectFrom("datasets").select("id").where("id", "=", id).forUpdate().execute();
    for (const table of tables) await deleteRows(tx, table, id);
    await tx.deleteFrom("conversion_counts").where("dataset_id", "=", id).execute();
    await tx
      .insertInto("dataset_tombstones")
      .values({ dataset_id: id, sweep_after: sql<Date>`now() + ${sweepAfter}::interval` })
      .onConflict((on) => on.doNothing())
      .execute();
    await tx.deleteFrom("datasets").where("id", "=", id).execute();
  });
  await objects.removeAll(datasetPrefix(id));
}

/** Running attempts lose their tokens with their leases: their next write finds nothing. */
async function dropLeases(db: Kysely<Tables>, id: string): Promise<void> {
  await sql`
    WITH stopped AS (
      UPDATE conversions SET attempt_token = gen_random_uuid(), status = 'canceled'
      WHERE dataset_id = ${id} AND status = 'in_progress' RETURNING id
    ), gone AS (
      DELETE FROM leases USING stopped WHERE conversion_id = stopped.id RETURNING conversion_id
    )
    SELECT pg_notify(${stopChannel}, conversion_id::text) FROM gone`.execute(db);
  await sql`DELETE FROM leases USING conversions c WHERE c.id = conversion_id AND c.dataset_id = ${id}`.execute(db);
}

/**
 * Deletes until nothing is found. What somebody changed at the same moment (the feeder, for one) is found and not deleted: its version that was
 * found is no longer there. It goes in the next round.
 */
async function deleteRows(db: Kysely<Tables>, table: string, id: string): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ found: number; deleted: number }>`
      WITH found AS (SELECT ctid FROM ${sql.table(table)} WHERE dataset_id = ${id} LIMIT ${batch}),
        deleted AS (DELETE FROM ${sql.table(table)} WHERE ctid = ANY(ARRAY(SELECT ctid FROM found)) RETURNING 1)
      SELECT (SELECT count(*) FROM found)::int AS found, (SELECT count(*) FROM deleted)::int AS deleted`.execute(db);
    const { found, deleted } = must(rows[0], "the counts of a deletion");
    if (found < batch && deleted === found) return;
  }
}
