/**
 * What dead workers and lost jobs left behind is put right.
 */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";
import { phaseIndex } from "../pipeline/phases.js";
import { workerGoneAfter } from "./feeder.js";

export interface SweepOptions {
  /** A conversion whose workers died so often is given up. */
  readonly maxAttempts: number;
  readonly importerVersion: string;
}

export interface Swept {
  readonly requeued: number;
  readonly givenUp: number;
  /** Rows whose job got lost: they wait for the feeder again. */
  readonly refed: number;
}

/** Conversions that one sweep puts right at most, so that it stays short. */
const batch = 1000;

/**
 * Returns conversions whose lease has run out to the queue, where they go on after their last finished phase; one that killed
 * `maxAttempts` workers ends as `error_internal`.
 */
export async function sweep(db: Kysely<Tables>, { maxAttempts, importerVersion }: SweepOptions): Promise<Swept> {
  const { rows } = await sql<{ status: string }>`
    WITH dead AS (
      SELECT c.id FROM conversions c LEFT JOIN leases l ON l.conversion_id = c.id
      WHERE c.status = 'in_progress' AND (l.expires_at IS NULL OR l.expires_at < now() OR l.attempt_token <> c.attempt_token)
      LIMIT ${batch} FOR UPDATE OF c SKIP LOCKED
    ), ended AS (
      DELETE FROM leases WHERE conversion_id IN (SELECT id FROM dead)
    )
    UPDATE conversions SET
      attempt_token = gen_random_uuid(),
      updated_at = now(),
      enqueued_at = NULL,
      status = CASE WHEN attempts < ${maxAttempts} THEN 'queued' ELSE 'error_internal' END,
      phase = CASE WHEN attempts < ${maxAttempts} THEN ${phaseIndex("queued")} ELSE phase END,
      completed_at = CASE WHEN attempts < ${maxAttempts} THEN NULL ELSE now() END,
      failure_code = CASE WHEN attempts < ${maxAttempts} THEN NULL ELSE 'crash' END,
      importer_version = CASE WHEN attempts < ${maxAttempts} THEN importer_version ELSE ${importerVersion} END,
      status_message = CASE WHEN attempts < ${maxAttempts} THEN NULL
                       ELSE 'the conversion process died: ' || attempts || ' workers were lost while they had this file' END
    FROM dead WHERE conversions.id = dead.id
    RETURNING conversions.status`.execute(db);
  const requeued = rows.filter(({ status }) => status === "queued").length;
  return { requeued, givenUp: rows.length - requeued, refed: await refeed(db) };
}

/** Longer than any queue of a window takes to be looked at. */
const jobLostAfter = "2 minutes";

/** A row that counts as enqueued and has no job any more (a worker died between taking the job and the row). */
async function refeed(db: Kysely<Tables>): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE conversions SET enqueued_at = NULL
    WHERE status = 'queued' AND enqueued_at < now() - ${jobLostAfter}::interval
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
                      WHERE j.key = conversions.id::text AND j.locked_at IS NULL AND j.attempts < j.max_attempts)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Forgets workers that are gone for good; returns their ids, whose locks in the job queue can be opened. */
export async function forgetWorkers(db: Kysely<Tables>): Promise<string[]> {
  const gone = await db
    .deleteFrom("workers")
    .where("seen_at", "<", sql<Date>`now() - 2 * ${workerGoneAfter}::interval`)
    .returning("id")
    .execute();
  return gone.map(({ id }) => id);
}

/** Events are for those who listen; a client that was away for longer looks at the rows again. */
const eventsLive = "1 hour";

export async function trimEvents(db: Kysely<Tables>): Promise<void> {
  await sql`DELETE FROM events WHERE created_at < now() - ${eventsLive}::interval`.execute(db);
}
