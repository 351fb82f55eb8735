/** What is done with all rows that pass a filter. */
import { type Kysely, type SqlBool, sql } from "kysely";
import { requeue, stopRunners } from "../../conversions/transitions.js";
import type { Tables } from "../../db/index.js";
import { type Filter, passes } from "./filter.js";

export const bulkActions = ["retrigger", "cancel", "delete"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Rows of one transaction. */
const batch = 1000;

/** Returns how many rows it was done with. */
export async function doWithAll(
  db: Kysely<Tables>,
  datasetId: string,
  filter: Filter,
  action: BulkAction,
): Promise<number> {
  const all = passes(datasetId, filter);
  if (action === "retrigger")
    return requeue(db, sql<SqlBool>`${all} AND status NOT IN ('queued', 'in_progress')`, "nothing");
  if (action === "cancel") return cancelAll(db, all);
  let count = 0;
  for (;;) {
    const removed = await removeSome(db, all);
    count += removed;
    if (removed < batch) return count;
  }
}

async function cancelAll(db: Kysely<Tables>, all: ReturnType<typeof sql<SqlBool>>): Promise<number> {
  const rows = await db
    .updateTable("conversions")
    .set({
      status: "canceled",
      attempt_token: sql<string>`gen_random_uuid()`,
      enqueued_at: null,
      completed_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
    })
    .where(sql<SqlBool>`${all} AND status IN ('queued', 'in_progress')`)
    .returning("id")
    .execute();
  const ids = rows.map(({ id }) => id);
  for (let i = 0; i < ids.length; i += batch) await stopRunners(db, ids.slice(i, i + batch));
  return ids.length;
}

/** The next rows with all that was made of them, and their uploads; bytes that nothing refers to are swept later. */
function removeSome(db: Kysely<Tables>, all: ReturnType<typeof sql<SqlBool>>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom("conversions")
      .select(["id", "dataset_id", "file_path"])
      .where(all)
      .limit(batch)
      .forUpdate()
      .execute();
    const [first] = rows;
    if (!first) return 0;
    const ids = rows.map(({ id }) => id);
    await stopRunners(tx, ids);
    await tx.deleteFrom("artefacts").where("conversion_id", "in", ids).execute();
    await tx.deleteFrom("conversions").where("id", "in", ids).execute();
    await tx
      .deleteFrom("dataset_files")
      .where("dataset_id", "=", first.dataset_id)
      .where(
        "path",
        "in",
        rows.map(({ file_path }) => file_path),
      )
      .execute();
    return rows.length;
  });
}
