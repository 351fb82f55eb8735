/**
 * What dead workers and lost jobs left behind is put right.
 */

import { phaseIndex } from "@unbake/jobs";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../db/index.js";
import { runnerGoneAfter } from "./feeder.js";
import { addJobs, resumed } from "./jobs.js";
import { beat, isSteady } from "./pulse.js";

export interface SweepOptions {
  /** A conversion whose workers died so often in the same phase is given up. */
  readonly maxAttempts: number;
  readonly importerVersion: string;
  readonly leaseMs: number;
}

export interface Swept {
  readonly requeued: number;
  readonly givenUp: number;
  /** Rows whose job got lost. */
  readonly refed: number;
}

/** Conversions that one sweep puts right at most, so that it stays short. */
const batch = 1000;

/**
 * Returns conversions whose lease has run out to the queue, where they go on after their last finished phase, before everything that has
 * not begun; one that killed `maxAttempts` workers in one phase ends as `error_internal`. Leases count as run out only after a lease's time
 * of sweeps without a gap (see `pulse.ts`).
 */
export async function sweep(db: Kysely<Tables>, options: SweepOptions): Promise<Swept> {
  await beat(db, options.leaseMs);
  const swept = await db.transaction().execute(async (tx) => {
    const rows = await takeBack(tx, options);
    const back = rows.filter(({ status }) => status === "queued").map(({ id }) => id);
    await addJobs(tx, back, resumed);
    return { requeued: back.length, givenUp: rows.length - back.length };
  });
  return { ...swept, refed: await db.transaction().execute((tx) => refeed(tx, options)) };
}

/**
 * While the database is away nobody can renew a lease: after it has come back, all that lived before get a lease's time to do it. That is
 * no loss of time for those whose worker is dead: nothing could go on meanwhile.
 */
async function takeBack(
  tx: Transaction<Tables>,
  { maxAttempts, importerVersion, leaseMs }: SweepOptions,
): Promise<readonly { id: string; status: string }[]> {
  const { rows } = await sql<{ id: string; status: string }>`
    WITH dead AS (
      SELECT c.id FROM conversions c LEFT JOIN leases l ON l.conversion_id = c.id
      WHERE c.status = 'in_progress' AND (l.attempt_token IS DISTINCT FROM c.attempt_token
        OR l.expires_at < now() AND ${isSteady(leaseMs)})
      LIMIT ${batch} FOR UPDATE OF c SKIP LOCKED
    ), ended AS (
      DELETE FROM leases WHERE conversion_id IN (SELECT id FROM dead)
    )
    UPDATE conversions SET
      attempt_token = gen_random_uuid(),
      updated_at = now(),
      enqueued_at = CASE WHEN attempts < ${maxAttempts} THEN now() END,
      status = CASE WHEN attempts < ${maxAttempts} THEN 'queued' ELSE 'error_internal' END,
      phase = CASE WHEN attempts < ${maxAttempts} THEN ${phaseIndex("queued")} ELSE phase END,
      completed_at = CASE WHEN attempts < ${maxAttempts} THEN NULL ELSE now() END,
      failure_code = CASE WHEN attempts < ${maxAttempts} THEN NULL ELSE 'crash' END,
      importer_version = CASE WHEN attempts < ${maxAttempts} THEN importer_version ELSE ${importerVersion} END,
      status_message = CASE WHEN attempts < ${maxAttempts} THEN NULL
                       ELSE 'the conversion process died: ' || attempts || ' workers were lost while they had this file' END
    FROM dead WHERE conversions.id = dead.id
    RETURNING conversions.id, conversions.status`.execute(tx);
  return rows;
}

/**
 * A row that counts as enqueued and has no job any more, or one that a worker took longer than a lease ago without taking the row: it
 * died between the two. It gets another one; a job too many does no harm: the second one finds the row taken.
 */
async function refeed(tx: Transaction<Tables>, { leaseMs }: SweepOptions): Promise<number> {
  const { rows } = await sql<{ id: string; fed: boolean }>`
    UPDATE conversions c SET enqueued_at = CASE WHEN d.status IN ('active', 'errored') THEN now() END
    FROM datasets d
    WHERE d.id = c.dataset_id AND c.status = 'queued' AND c.enqueued_at < now() - ${leaseMs} * interval '1 millisecond'
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = c.id::text AND (
            j.locked_at IS NULL AND j.attempts < j.max_attempts
            OR j.locked_at > now() - ${leaseMs} * interval '1 millisecond'))
    RETURNING c.id, c.enqueued_at IS NOT NULL AS fed`.execute(tx);
  await addJobs(
    tx,
    rows.filter(({ fed }) => fed).map(({ id }) => id),
    resumed,
  );
  return rows.length;
}

/** Forgets workers that are gone for good; returns their ids, whose locks in the job queue can be opened. */
export async function forgetRunners(db: Kysely<Tables>): Promise<string[]> {
  const gone = await db
    .deleteFrom("workers")
    .where("seen_at", "<", sql<Date>`now() - 2 * ${runnerGoneAfter}::interval`)
    .returning("id")
    .execute();
  return gone.map(({ id }) => id);
}

/** Events are for those who listen; a client that was away for longer looks at the rows again. */
const eventsLive = "1 hour";

export async function trimEvents(db: Kysely<Tables>): Promise<void> {
  await sql`DELETE FROM events WHERE created_at < now() - ${eventsLive}::interval`.execute(db);
}
