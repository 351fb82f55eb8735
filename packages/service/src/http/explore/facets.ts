/** What a filter leaves, counted by everything that one can filter by. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../db/index.js";
import { type Filter, passes } from "./filter.js";

/** Below 1: finer towards it, since most programs are nearly or wholly the original. 1 itself has a bucket of its own. */
const bounds = {
  score: [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 1],
  faces: [0, 10, 20, 50, 100, 200, 500, 1000, 5000],
  solids: [0, 1, 2, 5, 10, 50, 100],
} as const;

const columnOf = { score: "raw_kcl_similarity_score", faces: "faces", solids: "solids" } as const;
type Measure = keyof typeof bounds;

interface Count {
  readonly name: string;
  readonly count: number;
}

interface Bucket {
  readonly from: number;
  /** Not included; null: there is no end. */
  readonly to: number | null;
  readonly count: number;
}

export interface Facets {
  readonly total: number;
  readonly statuses: readonly Count[];
  readonly failures: readonly Count[];
  readonly units: readonly Count[];
  readonly features: readonly Count[];
  readonly score: readonly Bucket[];
  readonly faces: readonly Bucket[];
  readonly solids: readonly Bucket[];
}

/** Counts of the rows that pass: one walk over them, all sums of it together. */
export async function facetsOf(db: Kysely<Tables>, datasetId: string, filter: Filter): Promise<Facets> {
  const bucket = (measure: Measure) =>
    sql`width_bucket(${sql.ref(columnOf[measure])}::float8, ${bounds[measure]}::float8[])`;
  const { rows } = await sql<{ what: string; name: string; n: string }>`
    WITH rows AS MATERIALIZED (
      SELECT status, failure_code, unit, features,
        ${bucket("score")} AS score, ${bucket("faces")} AS faces, ${bucket("solids")} AS solids
      FROM conversions WHERE ${passes(datasetId, filter)}
    )
    SELECT 'statuses' AS what, status AS name, count(*) AS n FROM rows GROUP BY status
    UNION ALL SELECT 'failures', failure_code, count(*) FROM rows WHERE failure_code IS NOT NULL GROUP BY failure_code
    UNION ALL SELECT 'units', unit, count(*) FROM rows WHERE unit IS NOT NULL GROUP BY unit
    UNION ALL SELECT 'features', kind, count(*) FROM rows, unnest(features) AS kind GROUP BY kind
    UNION ALL SELECT 'score', score::text, count(*) FROM rows WHERE score IS NOT NULL GROUP BY score
    UNION ALL SELECT 'faces', faces::text, count(*) FROM rows WHERE faces IS NOT NULL GROUP BY faces
    UNION ALL SELECT 'solids', solids::text, count(*) FROM rows WHERE solids IS NOT NULL GROUP BY solids`.execute(db);
  const counts = (what: string): Count[] =>
    rows
      .filter((row) => row.what === what)
      .map(({ name, n }) => ({ name, count: Number(n) }))
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const statuses = counts("statuses");
  return {
    total: statuses.reduce((sum, { count }) => sum + count, 0),
    statuses,
    failures: counts("failures"),
    units: counts("units"),
    features: counts("features"),
    score: bucketsOf("score", counts("score")),
    faces: bucketsOf("faces", counts("faces")),
    solids: bucketsOf("solids", counts("solids")),
  };
}

/** The buckets of a measure, empty ones too: a histogram shows where nothing is. */
function bucketsOf(measure: Measure, counts: readonly Count[]): Bucket[] {
  const byBucket = new Map(counts.map(({ name, count }) => [Number(name), count]));
  return bounds[measure].map((from, i, all) => ({
    from,
    to: all[i + 1] ?? null,
    count: byBucket.get(i + 1) ?? 0, // default: no row is in it
  }));
}
