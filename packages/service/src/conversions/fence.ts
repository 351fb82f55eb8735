/**
 * A worker's hold on a conversion.
 *
 * - attempt: one run of a conversion. Its token is in the row; every write of the worker names it.
 * - fence lost: the row has another token by now (cancelled, queued again, given to another worker): the worker stops.
 */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { type ConversionRow, type Dataset, prepared, type Tables } from "../db/index.js";

export interface Attempt {
  readonly id: string;
  readonly token: string;
}

/** What a worker needs of the row. */
const claimedColumns = [
  "id",
  "dataset_id",
  "org_id",
  "file_path",
  "file_etag",
  "file_size",
  "file_sha256",
  "metadata",
  "manual_kcl_override",
  "attempt_token",
  "attempts",
  "checkpoint_phase",
] as const;

/** What a worker needs of the dataset, beside its ids. */
const datasetColumns = ["source_uri", "access_role_arn", "require_raw_kcl_similarity_score_for_success"] as const;

export interface Claimed {
  readonly attempt: Attempt;
  readonly row: Pick<ConversionRow, (typeof claimedColumns)[number]>;
  readonly dataset: Pick<Dataset, "id" | "org_id" | (typeof datasetColumns)[number]>;
}

export class FenceLost extends Error {
  constructor({ id }: Attempt) {
    super(`conversion ${id} belongs to another attempt`);
    this.name = "FenceLost";
  }
}

/** How long a lease holds after its last renewal. */
export interface LeaseOptions {
  readonly leaseMs: number;
}

/**
 * Takes a queued conversion for `runnerId`: the row says `in_progress` with the attempt's token, and a lease begins. Undefined when it is
 * no longer queued, or its dataset is paused or going away. Asked again with the same token it finds what it took: the connection may break
 * after the commit and before the answer.
 */
export async function claim(
  db: Kysely<Tables>,
  { id, token }: Attempt,
  runnerId: string,
  { leaseMs }: LeaseOptions,
): Promise<Claimed | undefined> {
  const hold = { runnerId, leaseMs };
  const found =
    (await leased(db, "take", taken({ id, token }), hold)) ?? (await leased(db, "again", own({ id, token }), hold));
  if (!found) return undefined;
  const { source_uri, access_role_arn, require_raw_kcl_similarity_score_for_success, ...row } = found;
  const dataset = { source_uri, access_role_arn, require_raw_kcl_similarity_score_for_success };
  return { attempt: { id, token }, row, dataset: { id: row.dataset_id, org_id: row.org_id, ...dataset } };
}

/** The row that `mine` takes or finds, with a lease on it: one statement, so one transaction and one answer to wait for. */
async function leased(
  db: Kysely<Tables>,
  name: string,
  mine: RawBuilder<unknown>,
  { runnerId, leaseMs }: LeaseOptions & { readonly runnerId: string },
): Promise<(Claimed["row"] & Omit<Claimed["dataset"], "id" | "org_id">) | undefined> {
  const columns = [
    ...claimedColumns.map((column) => sql.ref(`mine.${column}`)),
    ...datasetColumns.map((column) => sql.ref(`d.${column}`)),
  ];
  const { rows } = await sql<Claimed["row"] & Omit<Claimed["dataset"], "id" | "org_id">>`${prepared(`claim_${name}`)}
    WITH mine AS (${mine}), lease AS (
      INSERT INTO leases (conversion_id, attempt_token, worker_id, expires_at)
      SELECT id, attempt_token, ${runnerId}, ${after(leaseMs)} FROM mine
      ON CONFLICT (conversion_id) DO UPDATE SET attempt_token = excluded.attempt_token, worker_id = excluded.worker_id,
        expires_at = excluded.expires_at, renewed_at = now()
    )
    SELECT ${sql.join(columns)} FROM mine JOIN datasets d ON d.id = mine.dataset_id`.execute(db);
  return rows[0];
}

const own = ({ id, token }: Attempt) =>
  sql`SELECT * FROM conversions WHERE id = ${id} AND attempt_token = ${token} FOR UPDATE`;

const taken = ({ id, token }: Attempt) => sql`
  UPDATE conversions SET status = 'in_progress', attempt_token = ${token}, attempts = attempts + 1,
    phase = least(checkpoint_phase + 1, 9), status_message = NULL, failure_code = NULL, started_at = now(), completed_at = NULL,
    enqueued_at = NULL, not_before = NULL, updated_at = now()
  WHERE id = ${id} AND status = 'queued' AND dataset_id IN (SELECT id FROM datasets WHERE status IN ('active', 'errored'))
  RETURNING *`;

/** Renews every lease of a worker in one statement; returns the attempts that it still has. */
export async function renewLeases(db: Kysely<Tables>, runnerId: string, { leaseMs }: LeaseOptions): Promise<Attempt[]> {
  const rows = await db
    .updateTable("leases")
    .set({ renewed_at: sql`now()`, expires_at: after(leaseMs) })
    .where("worker_id", "=", runnerId)
    .returning(["conversion_id", "attempt_token"])
    .execute();
  return rows.map(({ conversion_id, attempt_token }) => ({ id: conversion_id, token: attempt_token }));
}

/** Runs `write` in a transaction that holds the row, if it still is this attempt's. Throws `FenceLost`. */
export async function fenced<T>(
  db: Kysely<Tables>,
  attempt: Attempt,
  write: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const mine = await tx
      .selectFrom("conversions")
      .select("id")
      .where("id", "=", attempt.id)
      .where("attempt_token", "=", attempt.token)
      .forUpdate()
      .executeTakeFirst();
    if (!mine) throw new FenceLost(attempt);
    return write(tx);
  });
}

/** How often the phase that the attempt is at has been tried, this one included. Throws `FenceLost`. */
export function attemptsOf(db: Kysely<Tables>, attempt: Attempt): Promise<number> {
  return fenced(db, attempt, async (tx) => {
    const { attempts } = await tx
      .selectFrom("conversions")
      .select("attempts")
      .where("id", "=", attempt.id)
      .executeTakeFirstOrThrow();
    return attempts;
  });
}

/** The time `ms` from now by the database's clock, the only one that counts. */
export function after(ms: number) {
  return sql<Date>`now() + ${ms} * interval '1 millisecond'`;
}
