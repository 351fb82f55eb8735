/**
 * A worker's hold on a conversion.
 *
 * - attempt: one run of a conversion. Its token is in the row; every write of the worker names it.
 * - fence lost: the row has another token by now (cancelled, queued again, given to another worker): the worker stops.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { ConversionRow, Dataset, Tables } from "../db/index.js";

export interface Attempt {
  readonly id: string;
  readonly token: string;
}

export interface Claimed {
  readonly attempt: Attempt;
  readonly row: ConversionRow;
  readonly dataset: Dataset;
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
 * Takes a queued conversion for `workerId`: the row says `in_progress` with the attempt's token, and a lease begins. Undefined when it is
 * no longer queued, or its dataset is paused or going away. Asked again with the same token it finds what it took: the connection may break
 * after the commit and before the answer.
 */
export async function claim(
  db: Kysely<Tables>,
  { id, token }: Attempt,
  workerId: string,
  { leaseMs }: LeaseOptions,
): Promise<Claimed | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = (await take(tx, { id, token })) ?? (await taken(tx, { id, token }));
    if (!row) return undefined;
    const lease = { conversion_id: id, attempt_token: token, worker_id: workerId, expires_at: after(leaseMs) };
    await tx
      .insertInto("leases")
      .values(lease)
      .onConflict((on) => on.column("conversion_id").doUpdateSet({ ...lease, renewed_at: sql`now()` }))
      .execute();
    const dataset = await tx
      .selectFrom("datasets")
      .selectAll()
      .where("id", "=", row.dataset_id)
      .executeTakeFirstOrThrow();
    return { attempt: { id, token }, row, dataset };
  });
}

const taken = (tx: Transaction<Tables>, { id, token }: Attempt) =>
  tx
    .selectFrom("conversions")
    .selectAll()
    .where("id", "=", id)
    .where("attempt_token", "=", token)
    .forUpdate()
    .executeTakeFirst();

const take = (tx: Transaction<Tables>, { id, token }: Attempt) =>
  tx
    .updateTable("conversions")
    .set((eb) => ({
      status: "in_progress",
      attempt_token: token,
      attempts: eb("attempts", "+", 1),
      phase: sql<number>`least(checkpoint_phase + 1, 9)`,
      status_message: null,
      failure_code: null,
      started_at: sql<Date>`now()`,
      completed_at: null,
      enqueued_at: null,
      not_before: null,
      updated_at: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .where("status", "=", "queued")
    .where("dataset_id", "in", (eb) =>
      eb.selectFrom("datasets").select("id").where("status", "in", ["active", "errored"]),
    )
    .returningAll()
    .executeTakeFirst();

/** Renews every lease of a worker in one statement; returns the attempts that it still has. */
export async function renewLeases(db: Kysely<Tables>, workerId: string, { leaseMs }: LeaseOptions): Promise<Attempt[]> {
  const rows = await db
    .updateTable("leases")
    .set({ renewed_at: sql`now()`, expires_at: after(leaseMs) })
    .where("worker_id", "=", workerId)
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
