/**
 * What can become of a conversion, each as one statement or transaction. Whatever takes a row away from a worker gives it a new token:
 * the worker's next write finds nothing to write to.
 */

import { phaseIndex, storableText } from "@unbake/jobs";
import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import { type ConversionState, newId, prepared, type Tables, writeOrPlainer } from "../db/index.js";
import { addJobs, resumed } from "../scheduling/jobs.js";
import { replacedChunks } from "../search/index.js";
import { type Attempt, after, FenceLost, fenced } from "./fence.js";

type Db = Kysely<Tables> | Transaction<Tables>;

/** Runners that are at one of these conversions stop at once; a worker that does not hear of it stops at its next write. */
export const stopChannel = "unbake_stop";

const freshToken = sql<string>`gen_random_uuid()`;
const now = sql<Date>`now()`;

/** Columns of a row that waits for its turn. Everything that was made of it stays until something new replaces it. */
const waiting = {
  status: "queued",
  phase: phaseIndex("queued"),
  status_message: null,
  failure_code: null,
  attempt_token: freshToken,
  enqueued_at: null,
  not_before: null,
  started_at: null,
  completed_at: null,
  updated_at: now,
} as const;

/** What of an earlier attempt still holds. */
export type GoOnAfter =
  /** Nothing: the file or the converter is another. */
  | "nothing"
  /** Everything up to the user's metadata: only the program is made anew. */
  | "user_metadata"
  /** Everything but the user's metadata and what follows. */
  | "original"
  /** All that was finished. */
  | "checkpoint";

const checkpointOf: Record<Exclude<GoOnAfter, "checkpoint">, number> = {
  nothing: 0,
  original: phaseIndex("snapshot_original"),
  user_metadata: phaseIndex("user_provided_metadata"),
};

/**
 * Queues conversions again, from the start of their attempts. `which` narrows the rows; running ones lose their workers.
 * Returns how many.
 */
export async function requeue(
  db: Db,
  which: ReturnType<typeof sql<SqlBool>>,
  goOn: GoOnAfter,
  change: { readonly file_etag?: string } = {},
): Promise<number> {
  const checkpoint =
    goOn === "checkpoint" ? {} : { checkpoint_phase: sql<number>`least(checkpoint_phase, ${checkpointOf[goOn]})` };
  const rows = await db
    .updateTable("conversions")
    .set({ ...waiting, ...checkpoint, ...change, attempts: 0 })
    .where(which)
    .returning("id")
    .execute();
  await stopRunners(
    db,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** Cancels one that waits or runs. False when it has ended already. */
export async function cancel(db: Db, id: string): Promise<boolean> {
  const row = await db
    .updateTable("conversions")
    .set({ status: "canceled", attempt_token: freshToken, enqueued_at: null, completed_at: now, updated_at: now })
    .where("id", "=", id)
    .where("status", "in", ["queued", "in_progress"])
    .returning("id")
    .executeTakeFirst();
  if (!row) return false;
  await stopRunners(db, [id]);
  return true;
}

/** Past this many, workers hear of it at their next write. */
const tellAtMost = 1000;

export async function stopRunners(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = await db.deleteFrom("leases").where("conversion_id", "in", ids).returning("conversion_id").execute();
  for (const { conversion_id } of gone.slice(0, tellAtMost)) {
    await sql`SELECT pg_notify(${stopChannel}, ${conversion_id})`.execute(db);
  }
}

export interface End {
  readonly status: Exclude<ConversionState, "queued" | "in_progress">;
  readonly message: string | null;
  readonly failureCode: string | null;
  readonly importerVersion: string;
}

/** Longer messages are read by nobody; the certificate has all of it. */
const maxMessageLength = 8000;

/**
 * Ends an attempt with its conversion, and replaces what search knows of it by `chunks`. What the database refuses of them holds up no
 * end: the message is then written in ASCII, and the conversion is not searched. Throws `FenceLost`.
 */
export async function finish(db: Kysely<Tables>, attempt: Attempt, end: End, chunks: readonly string[]): Promise<void> {
  const message = end.message === null ? null : storableText(end.message.slice(0, maxMessageLength));
  const ascii = message === null ? null : message.replace(/[^ -~]/g, "?");
  await writeOrPlainer(
    () => writeEnd(db, attempt, { ...end, message }, chunks.map(storableText)),
    () => writeEnd(db, attempt, { ...end, message: ascii }, []),
  );
}

/** One statement, as it comes with every conversion. */
async function writeEnd(db: Kysely<Tables>, attempt: Attempt, end: End, chunks: readonly string[]): Promise<void> {
  const failure = end.failureCode === null ? {} : { "failure.code": end.failureCode };
  const phase = end.status === "success" ? phaseIndex("completed") : null;
  const { rows } = await sql`${prepared("finish")}
    WITH ended AS (
      UPDATE conversions SET status = ${end.status}, status_message = ${end.message}, failure_code = ${end.failureCode},
        importer_version = ${end.importerVersion}, attempt_token = gen_random_uuid(), completed_at = now(), updated_at = now(),
        metadata = coalesce(metadata, '{}') - 'failure.code' || ${JSON.stringify(failure)}::jsonb,
        phase = coalesce(${phase}::smallint, phase), checkpoint_phase = coalesce(${phase}::smallint, checkpoint_phase)
      WHERE id = ${attempt.id} AND attempt_token = ${attempt.token}
      RETURNING id, dataset_id, org_id
    ), unleased AS (
      DELETE FROM leases WHERE conversion_id IN (SELECT id FROM ended)
    ), ${replacedChunks("ended", chunks)}
    SELECT id FROM ended`.execute(db);
  if (rows.length === 0) throw new FenceLost(attempt);
}

/**
 * Gives an attempt back: the conversion waits again, `delayMs` long, and goes on after its last finished phase; without a delay it is the
 * next that a worker takes. An attempt that was no fault of the conversion (a worker that drains) does not count.
 */
export async function release(
  db: Kysely<Tables>,
  attempt: Attempt,
  { delayMs = 0, counts }: { readonly delayMs?: number; readonly counts: boolean },
): Promise<void> {
  await fenced(db, attempt, async (tx) => {
    await tx
      .updateTable("conversions")
      .set((eb) => ({
        ...waiting,
        ...(delayMs > 0 ? { not_before: after(delayMs) } : { enqueued_at: now }),
        ...(!counts && { attempts: eb("attempts", "-", 1) }),
      }))
      .where("id", "=", attempt.id)
      .execute();
    await tx.deleteFrom("leases").where("conversion_id", "=", attempt.id).execute();
    if (delayMs === 0) await addJobs(tx, [attempt.id], resumed);
  });
}

export interface NewFile {
  readonly path: string;
  readonly etag: string;
  readonly size: number;
  readonly sha256: string | null;
}

/**
 * Makes conversions of files: a new one for each new path; one whose ETag is another now, or that failed because the file was away, is
 * queued again; the others stay as they are.
 * Returns how many were queued.
 */
export async function registerConversions(
  db: Db,
  dataset: { readonly id: string; readonly org_id: string },
  files: readonly NewFile[],
): Promise<number> {
  if (files.length === 0) return 0;
  const inserted = await db
    .insertInto("conversions")
    .values(
      files.map(({ path, etag, size, sha256 }) => ({
        id: newId(),
        dataset_id: dataset.id,
        org_id: dataset.org_id,
        file_path: path,
        file_etag: etag,
        file_size: size,
        file_sha256: sha256,
        attempt_token: freshToken,
      })),
    )
    .onConflict((on) => on.columns(["dataset_id", "file_path"]).doNothing())
    .returning("file_path")
    .execute();
  const fresh = new Set(inserted.map(({ file_path }) => file_path));
  const known = files.filter(({ path }) => !fresh.has(path));
  if (known.length === 0) return inserted.length;
  const changed = await db
    .updateTable("conversions as c")
    .from(
      sql<{ path: string; etag: string; size: string; sha256: string | null }>`json_to_recordset(${JSON.stringify(
        known,
      )}::json)`.as<"f">(sql`f(path text, etag text, size bigint, sha256 text)`),
    )
    .set({
      ...waiting,
      attempts: 0,
      checkpoint_phase: 0,
      file_etag: sql`f.etag`,
      file_size: sql`f.size`,
      file_sha256: sql`f.sha256`,
    })
    .whereRef("c.file_path", "=", sql`f.path COLLATE "C"`)
    .where("c.dataset_id", "=", dataset.id)
    .where(sql<boolean>`(c.file_etag <> f.etag OR c.failure_code = 'source_missing')`)
    .returning("c.id")
    .execute();
  await stopRunners(
    db,
    changed.map(({ id }) => id),
  );
  return inserted.length + changed.length;
}
