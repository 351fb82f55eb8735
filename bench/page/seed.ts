// A dataset with many conversions, written into the tables as if they had been converted.
import pg from "pg";

export interface Seeded {
  readonly datasetId: string;
  readonly conversionId: string;
}

const sql = `
  WITH dataset AS (
    INSERT INTO datasets (id, org_id, name, storage_provider, source_uri)
    SELECT gen_random_uuid(), id, 'archive', 'zoo_managed', 'zoo-managed://archive' FROM organizations LIMIT 1 RETURNING id, org_id
  ), rows AS (
    INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, status, phase, failure_code, attempt_token,
      raw_kcl_similarity_score, started_at, completed_at, updated_at, metadata)
    SELECT gen_random_uuid(), dataset.id, org_id, 'line ' || i % 40 || '/part-' || i || '.step', 'e', 40000 + i,
      CASE WHEN i % 9 = 0 THEN 'error_unsupported' ELSE 'success' END, 10, CASE WHEN i % 9 = 0 THEN 'geometry_mismatch' END,
      gen_random_uuid(), 1 - (i % 7) * 1e-4, now(), now() + interval '9 s', now() - i * interval '1 s',
      jsonb_build_object('original.faces', (i % 300 + 4)::text, 'original.solids', (i % 3 + 1)::text, 'original.length_unit', 'mm',
        'raw_kcl.verified', 'true', 'raw_kcl.features', '4', 'raw_kcl.feature_counts.extrude', '2')
    FROM dataset, generate_series(1, $1::int) AS i RETURNING id, dataset_id
  )
  SELECT id, dataset_id FROM rows LIMIT 1`;

export async function seed(databaseUrl: string, conversions: number): Promise<Seeded> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; dataset_id: string }>(sql, [conversions]);
    await client.query("VACUUM (ANALYZE) conversions");
    const [row] = rows;
    if (!row) throw new Error("no row was written");
    return { datasetId: row.dataset_id, conversionId: row.id };
  } finally {
    await client.end();
  }
}
