// Conversions of a dataset, with what the service keeps of them: rows, leases, artefacts, chunks of search.
import type pg from "pg";
import { adjectives, materials, nouns } from "./program.js";

/** So many programs and vectors are in the helping tables of fill. */
export const programs = 300;
export const vectors = 2_000;
/** Some conversions have pictures: what they cost is measured apart. */
const withPictures = 400;

export interface Lot {
  /** The dataset. */
  readonly id: string;
  readonly orgId: string;
  readonly count: number;
  readonly version: string;
}

export async function writeConversions(client: pg.Client, lot: Lot): Promise<void> {
  await writeRows(client, lot);
  await writeLeases(client, lot.id);
  await writeArtefacts(client, lot.id);
  await writeChunks(client, lot.id);
}

const array = (words: readonly string[]) => `(ARRAY[${words.map((word) => `'${word}'`).join(",")}])`;
const any = (words: readonly string[]) => `${array(words)}[1 + floor(random() * ${words.length})::int]`;

async function writeRows(client: pg.Client, { id, orgId, count, version }: Lot): Promise<void> {
  await client.query(
    `INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, status, phase, status_message, failure_code, created_at,
       updated_at, started_at, completed_at, importer_version, metadata, raw_kcl_similarity_score, salon_kcl_similarity_score, attempt_token,
       attempts, checkpoint_phase)
     SELECT gen_random_uuid(), $1, $2, path, '"' || md5(path) || '"', size, status, phase,
       CASE WHEN status LIKE 'error%' THEN 'solid 1: 3 faces were not reproduced: a blend of variable radius, two free-form surfaces' END,
       CASE WHEN status LIKE 'error%' THEN 'geometry_mismatch' END,
       created, created + phase * interval '3 seconds', CASE WHEN phase > 0 THEN created + interval '1 second' END,
       CASE WHEN status NOT IN ('queued', 'in_progress') THEN created + phase * interval '3 seconds' END,
       CASE WHEN phase > 0 THEN $4 END,
       CASE WHEN phase > 0 THEN (SELECT jsonb_object_agg(key, value) FROM (
         SELECT 'original.' || k AS key, round((random() * 1000)::numeric, 6)::text AS value
         FROM unnest(ARRAY['volume_mm3','area_mm2','centroid_x_mm','centroid_y_mm','centroid_z_mm','box_x_mm','box_y_mm','box_z_mm','inertia_xx',
           'inertia_yy','inertia_zz','solids','faces','edges','faces.plane','faces.cylinder','faces.cone','faces.torus']) AS k
         UNION ALL SELECT 'raw_kcl.' || k, round((random() * 1000)::numeric, 6)::text
         FROM unnest(ARRAY['volume_mm3','area_mm2','similarity','deviation_max_mm','solids','faces','features.extrude','features.hole']) AS k
         UNION ALL SELECT * FROM (VALUES ('original.format', 'STEP'), ('original.schema', 'AP214'), ('original.product_name', noun),
           ('user.material', material), ('user.project.number', 'P-' || n % 400)) AS v
       ) AS pairs) END,
       CASE WHEN phase > 4 THEN 0.9 + random() / 10 END, CASE WHEN phase > 7 THEN 0.99 + random() / 100 END,
       gen_random_uuid(), 1, phase
     FROM (
       SELECT n, noun, material, status, created,
         'customer-' || lpad((n % 61)::text, 2, '0') || '/assembly-' || lpad((n % 997)::text, 3, '0') || '/' || adjective || '-' || noun || '-'
           || lpad(n::text, 6, '0') || (ARRAY['.step', '.stp', '.STEP', '.igs'])[1 + n % 4] AS path,
         (20000 + random() ^ 4 * 30000000)::bigint AS size,
         CASE status WHEN 'queued' THEN 0 WHEN 'success' THEN 10 WHEN 'error_user' THEN 1 WHEN 'canceled' THEN 4
           ELSE 1 + floor(random() * 9)::int END AS phase
       FROM (
         SELECT n, ${any(nouns)} AS noun, ${any(adjectives)} AS adjective, ${any(materials)} AS material,
           date_trunc('milliseconds', now() - interval '90 days' + n * (interval '90 days' / $3::int) + random() * interval '1 hour') AS created,
           (CASE WHEN r < 0.70 THEN 'success' WHEN r < 0.76 THEN 'error_user' WHEN r < 0.88 THEN 'error_unsupported'
             WHEN r < 0.90 THEN 'error_internal' WHEN r < 0.91 THEN 'canceled' WHEN r < 0.999 THEN 'queued' ELSE 'in_progress' END) AS status
         FROM (SELECT n, random() AS r FROM generate_series(1, $3::int) AS n) AS numbers
       ) AS drawn
     ) AS files`,
    [id, orgId, count, version],
  );
}

async function writeLeases(client: pg.Client, id: string): Promise<void> {
  await client.query(
    `INSERT INTO leases (conversion_id, attempt_token, worker_id, expires_at)
     SELECT id, attempt_token, 'bench', now() + interval '1 day' FROM conversions WHERE dataset_id = $1 AND status = 'in_progress'`,
    [id],
  );
}

async function writeArtefacts(client: pg.Client, id: string): Promise<void> {
  await client.query(
    `INSERT INTO artefacts (conversion_id, kind, dataset_id, sha256, mime_type, size)
     SELECT c.id, kind, c.dataset_id, p.sha256, 'text/plain', p.size
     FROM conversions c
     CROSS JOIN LATERAL unnest(ARRAY['raw_kcl', 'raw_kcl_report', 'salon_kcl', 'salon_kcl_report', 'certificate', 'feature_tree']) WITH ORDINALITY AS k(kind, i)
     JOIN bench_programs p ON p.n = (hashtext(c.id::text) & 65535 + i::int) % ${programs}
     WHERE c.dataset_id = $1 AND c.status = 'success'`,
    [id],
  );
}

async function writeChunks(client: pg.Client, id: string): Promise<void> {
  await client.query(
    `INSERT INTO search_chunks (org_id, dataset_id, conversion_id, chunk_index, content, vector8)
     SELECT c.org_id, c.dataset_id, c.id, i, CASE WHEN i = 0 THEN replace(translate(file_path, '-/', '  '), '.', ' ') || E'\\n' || file_path
         || E'\\nuser material: ' || (metadata ->> 'user.material') || E'\\noriginal product name: ' || (metadata ->> 'original.product_name')
         || E'\\noriginal format: step' ELSE p.chunks[i] END, v.vector8
     FROM conversions c
     CROSS JOIN generate_series(0, 2) AS i
     JOIN bench_programs p ON p.n = (hashtext(c.id::text) & 65535) % ${programs}
     JOIN bench_vectors v ON v.n = (hashtext(c.id::text || i) & 65535) % ${vectors}
     WHERE c.dataset_id = $1 AND c.phase > 0 AND c.status NOT IN ('in_progress', 'canceled') AND (i = 0 OR (c.status = 'success' AND p.chunks[i] IS NOT NULL))`,
    [id],
  );
}

export async function addPictures(client: pg.Client, datasetId: string, hashes: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO artefacts (conversion_id, kind, dataset_id, sha256, mime_type, size)
     SELECT c.id, stage || '_snapshot/' || view, $1, ($2::text[])[1 + s * 4 + view - 4], 'image/png', 20000
     FROM (SELECT id FROM conversions WHERE dataset_id = $1 AND status = 'success' ORDER BY id LIMIT ${withPictures}) AS c,
       unnest(ARRAY['original', 'raw_kcl', 'salon_kcl']) WITH ORDINALITY AS t(stage, s), generate_series(0, 3) AS view`,
    [datasetId, hashes],
  );
}
