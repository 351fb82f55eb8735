// Fills the tables of a service with conversions of several organisations, as if they had been converted over three months.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { newId } from "../../packages/service/dist/db/ids.js";
import { chunksOf } from "../../packages/service/dist/search/chunks.js";
import { packVector } from "../../packages/service/dist/search/vector.js";
import { blobKey } from "../../packages/service/dist/storage/blobs.js";

/** Conversions of each dataset; the first organisation is the one that asks. */
const organizations = [
  { name: "default", datasets: [80_000, 15_000, 10_000, 3_000, 1_500, 500] },
  { name: "north", datasets: [40_000, 15_000, 5_000] },
  { name: "south", datasets: [20_000, 5_000] },
  { name: "west", datasets: [5_000] },
];
export const nouns =
  "housing bracket flange shaft lever cover plate bearing bushing clamp spacer gear pulley manifold adapter hinge rail mount cap ring".split(
    " ",
  );
const adjectives = "left right upper lower inner outer front rear small large long short main spare heavy light".split(
  " ",
);
const materials = "S235JR,C45,42CrMo4,AlMg3,AlSi1MgMn,X5CrNi18-10,CuZn39Pb3,GG25,POM,PA6".split(",");
const programs = 300;
const vectors = 2_000;
/** Some conversions have pictures: what they cost is measured apart. */
const withPictures = 400;

function programText(n) {
  const noun = nouns[n % nouns.length];
  const holes = 2 + (n % 40);
  const lines = [
    `// ${adjectives[n % adjectives.length]} ${noun}`,
    `${noun}Length = ${40 + n}`,
    `${noun}Width = ${20 + (n % 90)}`,
  ];
  for (let i = 0; i < holes; i++) lines.push(`holeDiameter${i} = ${(4 + i / 2).toFixed(2)}`);
  lines.push(`profile = startSketchOn(XY)`, `  |> startProfile(at = [0, 0])`);
  for (let i = 0; i < 2 * holes; i++)
    lines.push(`  |> line(end = [${(i * 3.25).toFixed(3)}, ${((n * i) % 17).toFixed(3)}])`);
  lines.push(`  |> close()`, `${noun}Body = extrude(profile, length = ${noun}Length)`);
  return `${lines.join("\n")}\n`;
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Writes rows and files; returns what requests can ask for. `objects` is the folder of the store. */
export async function fill(databaseUrl, objects, { version, random }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT setseed(0.42)");
    await client.query("CREATE TABLE bench_programs (n int PRIMARY KEY, sha256 text, size int, chunks text[])");
    await client.query("CREATE TABLE bench_vectors (n int PRIMARY KEY, vector8 bytea)");
    const texts = Array.from({ length: programs }, (_, n) => Buffer.from(programText(n)));
    const pictures = Array.from({ length: 12 }, (_, n) => picture(n, random));
    for (const [n, text] of texts.entries()) {
      const [, ...chunks] = chunksOf({ filePath: "x", metadata: null, kcl: text.toString() });
      await client.query("INSERT INTO bench_programs VALUES ($1, $2, $3, $4)", [
        n,
        sha256(text),
        text.length,
        chunks.slice(0, 2),
      ]);
    }
    for (let n = 0; n < vectors; n++) {
      const vector = Array.from({ length: 512 }, () => random() + random() + random() - 1.5);
      await client.query("INSERT INTO bench_vectors VALUES ($1, $2)", [n, packVector(vector)]);
    }
    const made = [];
    for (const organization of organizations) {
      const orgId = await organizationId(client, organization.name);
      for (const [i, count] of organization.datasets.entries()) {
        const id = newId();
        await client.query(
          "INSERT INTO datasets (id, org_id, name, storage_provider, source_uri) VALUES ($1, $2, $3, 'zoo_managed', $4)",
          [id, orgId, `${organization.name} archive ${i + 1}`, `zoo-managed://${id}`],
        );
        const mine = organization.name === "default";
        await writeBlobs(client, objects, id, [...texts, ...(mine && i === 0 ? pictures : [])], mine);
        await writeConversions(client, { id, orgId, count, version });
        if (mine) made.push({ id, count });
      }
    }
    await addPictures(client, made[0].id, pictures.map(sha256));
    await client.query("DROP TABLE bench_programs, bench_vectors");
    // As autovacuum would have done over the months.
    await client.query("VACUUM (ANALYZE)");
    const { rows: conversions } = await client.query(
      "SELECT id, dataset_id, file_path FROM conversions WHERE dataset_id = ANY($1) AND id NOT IN (SELECT conversion_id FROM artefacts WHERE kind LIKE '%snapshot%') ORDER BY md5(id::text) LIMIT 5000",
      [made.map(({ id }) => id)],
    );
    const { rows: pictured } = await client.query(
      "SELECT DISTINCT conversion_id AS id, dataset_id FROM artefacts WHERE kind LIKE '%snapshot%'",
    );
    const { rows: sizes } = await client.query(`
      SELECT relname, reltuples::bigint AS rows, pg_total_relation_size(oid) / 1048576 AS mb FROM pg_class
      WHERE relname IN ('conversions', 'artefacts', 'search_chunks', 'blobs', 'events') ORDER BY relname`);
    return {
      datasets: made,
      conversions,
      pictured,
      sizes: sizes.map((row) => ({ table: row.relname, rows: Number(row.rows), mb: Number(row.mb) })),
    };
  } finally {
    await client.end();
  }
}

/** About as many bytes as a picture of 512 px has. */
function picture(n, random) {
  return Buffer.from(Array.from({ length: 18_000 + 500 * n }, () => Math.floor(random() * 256)));
}

async function organizationId(client, name) {
  const id = newId();
  const { rows } = await client.query(
    "INSERT INTO organizations (id, name, aws_external_id) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id",
    [id, name, id],
  );
  return rows[0].id;
}

async function writeBlobs(client, objects, datasetId, contents, withBytes) {
  await client.query(
    "INSERT INTO blobs (dataset_id, sha256, size) SELECT $1, sha256, size FROM unnest($2::text[], $3::bigint[]) AS b(sha256, size) ON CONFLICT DO NOTHING",
    [datasetId, contents.map(sha256), contents.map(({ length }) => length)],
  );
  if (!withBytes) return;
  for (const content of contents) {
    const file = path.join(objects, ...blobKey(datasetId, sha256(content)).split("/"));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

const array = (words) => `(ARRAY[${words.map((word) => `'${word}'`).join(",")}])`;
const any = (words) => `${array(words)}[1 + floor(random() * ${words.length})::int]`;

async function writeConversions(client, { id, orgId, count, version }) {
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
  await client.query(
    `INSERT INTO leases (conversion_id, attempt_token, worker_id, expires_at)
     SELECT id, attempt_token, 'bench', now() + interval '1 day' FROM conversions WHERE dataset_id = $1 AND status = 'in_progress'`,
    [id],
  );
  await client.query(
    `INSERT INTO artefacts (conversion_id, kind, dataset_id, sha256, mime_type, size)
     SELECT c.id, kind, c.dataset_id, p.sha256, 'text/plain', p.size
     FROM conversions c
     CROSS JOIN LATERAL unnest(ARRAY['raw_kcl', 'raw_kcl_report', 'salon_kcl', 'salon_kcl_report', 'certificate', 'feature_tree']) WITH ORDINALITY AS k(kind, i)
     JOIN bench_programs p ON p.n = (hashtext(c.id::text) & 65535 + i::int) % ${programs}
     WHERE c.dataset_id = $1 AND c.status = 'success'`,
    [id],
  );
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

async function addPictures(client, datasetId, hashes) {
  await client.query(
    `INSERT INTO artefacts (conversion_id, kind, dataset_id, sha256, mime_type, size)
     SELECT c.id, stage || '_snapshot/' || view, $1, ($2::text[])[1 + s * 4 + view - 4], 'image/png', 20000
     FROM (SELECT id FROM conversions WHERE dataset_id = $1 AND status = 'success' ORDER BY id LIMIT ${withPictures}) AS c,
       unnest(ARRAY['original', 'raw_kcl', 'salon_kcl']) WITH ORDINALITY AS t(stage, s), generate_series(0, 3) AS view`,
    [datasetId, hashes],
  );
}
