/**
 * Rows that wait come into the job queue a window at a time, fairly: a dataset of ten million files is ten million rows and a few jobs.
 */
import { addTo, countOf } from "@unbake/ground";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../db/index.js";
import { addJobs } from "./jobs.js";

export interface FeederOptions {
  /** Jobs in the queue for each slot of the fleet. */
  readonly jobsPerSlot: number;
  /** At least so many jobs are kept queued, however small the fleet. */
  readonly minWindow: number;
  /** Conversions of one organisation that may be queued as jobs or running, unless its row says otherwise. */
  readonly maxRunningPerOrg: number;
}

/** A worker that has not been heard of for longer is not counted. */
export const runnerGoneAfter = "45 seconds";
/** One feeder at a time fills the window. */
const lockKey = 7_311_942_027;

interface Tenant {
  readonly orgId: string;
  /** Queued as jobs or running. */
  readonly active: number;
  readonly cap: number;
}

/** Fills the window once. Returns how many jobs were added; 0 also when another process is at it. */
export async function feed(db: Kysely<Tables>, options: FeederOptions): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows: lock } = await sql<{ got: boolean }>`SELECT pg_try_advisory_xact_lock(${lockKey}) AS got`.execute(tx);
    if (!lock[0]?.got) return 0;
    let room = await roomFor(tx, options);
    if (room <= 0) return 0;
    let tenants = await tenantsOf(tx, options.maxRunningPerOrg);
    let added = 0;
    // Who cannot use a share (all that waits is paused, or waits for its time) leaves it to the others.
    for (let shares = shareOut(tenants, room); shares.size > 0; shares = shareOut(tenants, room)) {
      const used = new Map<string, number>();
      for (const [orgId, count] of shares) used.set(orgId, await enqueue(tx, orgId, count));
      const total = [...used.values()].reduce((sum, n) => sum + n, 0);
      added += total;
      room -= total;
      tenants = tenants
        .filter(({ orgId }) => used.get(orgId) === shares.get(orgId))
        .map((tenant) => ({ ...tenant, active: tenant.active + countOf(used, tenant.orgId) }));
    }
    return added;
  });
}

async function roomFor(tx: Transaction<Tables>, { jobsPerSlot, minWindow }: FeederOptions): Promise<number> {
  const { rows } = await sql<{ slots: number; enqueued: number }>`
    SELECT (SELECT coalesce(sum(slots), 0) FROM workers WHERE seen_at > now() - ${runnerGoneAfter}::interval)::int AS slots,
           (SELECT count(*) FROM conversions WHERE status = 'queued' AND enqueued_at IS NOT NULL)::int AS enqueued`.execute(
    tx,
  );
  const { slots = 0, enqueued = 0 } = rows[0] ?? {};
  return Math.max(jobsPerSlot * slots, minWindow) - enqueued;
}

/** Organisations with rows that wait. The index is walked from one organisation to the next, not row by row. */
async function tenantsOf(tx: Transaction<Tables>, defaultCap: number): Promise<Tenant[]> {
  const { rows } = await sql<Tenant>`
    WITH RECURSIVE waiting AS (
      (SELECT org_id FROM conversions WHERE status = 'queued' AND enqueued_at IS NULL ORDER BY org_id LIMIT 1)
      UNION ALL
      SELECT (SELECT c.org_id FROM conversions c
              WHERE c.status = 'queued' AND c.enqueued_at IS NULL AND c.org_id > waiting.org_id ORDER BY c.org_id LIMIT 1)
      FROM waiting WHERE waiting.org_id IS NOT NULL
    )
    SELECT o.id AS "orgId", coalesce(o.max_running, ${defaultCap}) AS cap,
           ((SELECT count(*) FROM conversions r WHERE r.org_id = o.id AND r.status = 'in_progress')
          + (SELECT count(*) FROM conversions e WHERE e.org_id = o.id AND e.status = 'queued' AND e.enqueued_at IS NOT NULL))::int
           AS active
    FROM waiting JOIN organizations o ON o.id = waiting.org_id`.execute(tx);
  return rows;
}

/** Who has least comes first, again and again, until the room or everybody's cap is used up. */
export function shareOut(tenants: readonly Tenant[], room: number): Map<string, number> {
  const shares = new Map<string, number>();
  const load = (tenant: Tenant) => tenant.active + countOf(shares, tenant.orgId);
  for (let left = room; left > 0; left--) {
    const open = tenants.filter((tenant) => load(tenant) < tenant.cap);
    const next = open.reduce<Tenant | undefined>((a, b) => (a && load(a) <= load(b) ? a : b), undefined);
    if (!next) break;
    addTo(shares, next.orgId);
  }
  return shares;
}

/** The oldest waiting rows of an organisation become jobs; the row and its job are written together. */
async function enqueue(tx: Transaction<Tables>, orgId: string, count: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    WITH oldest AS (
      SELECT waiting.id FROM datasets d CROSS JOIN LATERAL (
        SELECT c.id, c.created_at FROM conversions c
        WHERE c.dataset_id = d.id AND c.status = 'queued' AND c.enqueued_at IS NULL
          AND (c.not_before IS NULL OR c.not_before <= now())
        ORDER BY c.created_at, c.id LIMIT ${count}
      ) AS waiting
      WHERE d.org_id = ${orgId} AND d.status IN ('active', 'errored')
      ORDER BY waiting.created_at, waiting.id LIMIT ${count}
    ), next AS (
      -- An array, so that no plan walks all that waits.
      SELECT c.id FROM conversions c WHERE c.id = ANY(ARRAY(SELECT id FROM oldest)) AND c.status = 'queued' AND c.enqueued_at IS NULL
      FOR UPDATE SKIP LOCKED
    ), marked AS (
      UPDATE conversions SET enqueued_at = now() FROM next WHERE conversions.id = next.id RETURNING conversions.id
    )
    SELECT id FROM marked`.execute(tx);
  await addJobs(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.length;
}
