/** Figures over all conversions of a dataset, counted in the database. */
import { phases } from "@unbake/jobs";
import { type Kysely, sql } from "kysely";
import type { Dataset, Tables } from "../../db/index.js";

export interface Count {
  readonly name: string;
  readonly count: number;
}

export interface Bucket {
  /** Included; null: from the smallest. */
  readonly from: number | null;
  /** Not included; null: to the largest. */
  readonly to: number | null;
  readonly count: number;
}

export interface PhaseTime {
  readonly phase: string;
  readonly conversions: number;
  readonly median_ms: number;
  readonly p95_ms: number;
}

/** Below 1: finer towards it, since most programs are nearly or wholly the original. 1 itself has a bucket of its own. */
const scoreBounds = [0.5, 0.9, 0.99, 0.999, 0.9999, 1];
const secondBounds = [1, 2, 5, 10, 30, 60, 120, 300];
const mostNames = 50;

/** Conversions by status and by the code of their failure. */
export async function countsOf(db: Kysely<Tables>, datasetId: string) {
  const { rows } = await sql<{ status: string; code: string | null; n: string }>`
    SELECT status, failure_code AS code, count(*) AS n FROM conversions
    WHERE dataset_id = ${datasetId} GROUP BY status, failure_code`.execute(db);
  const summed = (key: (row: (typeof rows)[number]) => string | null): Count[] => {
    const sums = new Map<string, number>();
    for (const row of rows) {
      const name = key(row);
      if (name !== null) sums.set(name, (sums.get(name) ?? 0) + Number(row.n)); // default: the first of its name
    }
    return [...sums].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  };
  return { statuses: summed(({ status }) => status), failures: summed(({ code }) => code).slice(0, mostNames) };
}

/** How many scores of raw programs, and how many times from start to end, are in each bucket. */
export async function histogramsOf(db: Kysely<Tables>, datasetId: string) {
  const [scores, times] = await Promise.all([
    sql<{ bucket: number; n: string }>`
      SELECT width_bucket(raw_kcl_similarity_score, ${scoreBounds}::float8[]) AS bucket, count(*) AS n FROM conversions
      WHERE dataset_id = ${datasetId} AND raw_kcl_similarity_score IS NOT NULL GROUP BY 1`.execute(db),
    sql<{ bucket: number; n: string }>`
      SELECT width_bucket(extract(epoch FROM completed_at - started_at)::float8, ${secondBounds}::float8[]) AS bucket,
        count(*) AS n FROM conversions
      WHERE dataset_id = ${datasetId} AND completed_at >= started_at GROUP BY 1`.execute(db),
  ]);
  return { scores: bucketsOf(scores.rows, scoreBounds), seconds: bucketsOf(times.rows, secondBounds) };
}

function bucketsOf(rows: readonly { bucket: number; n: string }[], bounds: readonly number[]): Bucket[] {
  const counts = new Map(rows.map(({ bucket, n }) => [bucket, Number(n)]));
  return [...bounds, null].map((to, i) => ({
    from: bounds[i - 1] ?? null,
    to,
    count: counts.get(i) ?? 0, // default: no row is in it
  }));
}

/** What each phase takes, over the conversions that have done it. */
export async function phaseTimesOf(db: Kysely<Tables>, datasetId: string): Promise<PhaseTime[]> {
  const { rows } = await sql<{ phase: string; n: string; median: number; p95: number }>`
    SELECT key AS phase, count(*) AS n,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY value::text::float8) AS median,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY value::text::float8) AS p95
    FROM conversions CROSS JOIN LATERAL jsonb_each(checkpoint)
    WHERE dataset_id = ${datasetId} AND key ~ '^[0-9]+$' AND jsonb_typeof(value) = 'number'
    GROUP BY key`.execute(db);
  return rows
    .sort((a, b) => Number(a.phase) - Number(b.phase))
    .map(({ phase, n, median, p95 }) => ({
      phase: phases[Number(phase)] ?? phase,
      conversions: Number(n),
      median_ms: Math.round(median),
      p95_ms: Math.round(p95),
    }));
}

/** The milliseconds of the phases that a conversion has done, in their order. */
export function phasesOf(checkpoint: Readonly<Record<string, unknown>>): { phase: string; ms: number }[] {
  return phases.flatMap((phase, i) => {
    const ms = checkpoint[String(i)];
    return typeof ms === "number" ? [{ phase, ms }] : [];
  });
}

/** Where datasets stand: conversions by status, and when their bucket was last listed. Ids of others are left out. */
export async function progressOf(db: Kysely<Tables>, orgId: string, ids: readonly string[]) {
  const [datasets, counts] = await Promise.all([
    db
      .selectFrom("datasets")
      .select(["id", "last_synced_at"])
      .where("org_id", "=", orgId)
      .where("id", "in", ids)
      .execute(),
    db
      .selectFrom("conversion_counts")
      .select(["dataset_id", "status", (eb) => eb.fn.sum<string>("n").as("n")])
      .where("dataset_id", "in", ids)
      .groupBy(["dataset_id", "status"])
      .execute(),
  ]);
  return datasets.map((dataset) => ({
    dataset_id: dataset.id,
    last_synced_at: syncedAt(dataset),
    by_status: Object.fromEntries(
      counts
        .filter(({ dataset_id, n }) => dataset_id === dataset.id && Number(n) > 0)
        .map(({ status, n }) => [status, Number(n)]),
    ),
  }));
}

const syncedAt = ({ last_synced_at }: Pick<Dataset, "last_synced_at">) => last_synced_at?.toISOString() ?? null;
