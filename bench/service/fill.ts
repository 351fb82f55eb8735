// Fills the tables of a service with conversions of several organisations, as if they had been converted over three months.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { blobKey, chunksOf, newId, packVector } from "@unbake/service/internals";
import pg from "pg";
import { sure } from "../runner/sure.js";
import { addPictures, programs, vectors, writeConversions } from "./conversions.js";
import { picture, programText } from "./program.js";

/** Conversions of each dataset; the first organisation is the one that asks. */
const organizations = [
  { name: "default", datasets: [80_000, 15_000, 10_000, 3_000, 1_500, 500] },
  { name: "north", datasets: [40_000, 15_000, 5_000] },
  { name: "south", datasets: [20_000, 5_000] },
  { name: "west", datasets: [5_000] },
];

interface Row {
  readonly id: string;
  readonly dataset_id: string;
}

/** What requests can ask for. */
export interface Filled {
  readonly datasets: readonly { readonly id: string; readonly count: number }[];
  readonly conversions: readonly (Row & { readonly file_path: string })[];
  readonly pictured: readonly Row[];
  readonly sizes: readonly { readonly table: string; readonly rows: number; readonly mb: number }[];
}

interface Archive {
  /** The folder of the store. */
  readonly objects: string;
  readonly version: string;
  readonly texts: readonly Buffer[];
  readonly pictures: readonly Buffer[];
}

interface Options {
  readonly version: string;
  readonly random: () => number;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Writes rows and files; returns what requests can ask for. `objects` is the folder of the store. */
export async function fill(databaseUrl: string, objects: string, { version, random }: Options): Promise<Filled> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT setseed(0.42)");
    const texts = Array.from({ length: programs }, (_, n) => Buffer.from(programText(n)));
    const pictures = Array.from({ length: 12 }, (_, n) => picture(n, random));
    await writeHelpers(client, texts, random);
    const datasets = await writeDatasets(client, { objects, version, texts, pictures });
    await addPictures(client, sure(datasets[0]).id, pictures.map(sha256));
    await client.query("DROP TABLE bench_programs, bench_vectors");
    // As autovacuum would have done over the months.
    await client.query("VACUUM (ANALYZE)");
    return { datasets, ...(await readBack(client, datasets)) };
  } finally {
    await client.end();
  }
}

/** Tables that the rows of conversions are made from. */
async function writeHelpers(client: pg.Client, texts: readonly Buffer[], random: () => number): Promise<void> {
  await client.query("CREATE TABLE bench_programs (n int PRIMARY KEY, sha256 text, size int, chunks text[])");
  await client.query("CREATE TABLE bench_vectors (n int PRIMARY KEY, vector8 bytea)");
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
}

/** Datasets of all organisations with their conversions; returns those of the one that asks. */
async function writeDatasets(
  client: pg.Client,
  { objects, version, texts, pictures }: Archive,
): Promise<Filled["datasets"]> {
  const made: { id: string; count: number }[] = [];
  for (const organization of organizations) {
    const orgId = await organizationId(client, organization.name);
    for (const [i, count] of organization.datasets.entries()) {
      const id = newId();
      await client.query(
        "INSERT INTO datasets (id, org_id, name, storage_provider, source_uri) VALUES ($1, $2, $3, 'zoo_managed', $4)",
        [id, orgId, `${organization.name} archive ${i + 1}`, `zoo-managed://${id}`],
      );
      const mine = organization.name === "default";
      const contents = [...texts, ...(mine && i === 0 ? pictures : [])];
      await writeBlobs(client, id, contents);
      if (mine) await writeFiles(objects, id, contents);
      await writeConversions(client, { id, orgId, count, version });
      if (mine) made.push({ id, count });
    }
  }
  return made;
}

async function readBack(client: pg.Client, datasets: Filled["datasets"]): Promise<Omit<Filled, "datasets">> {
  const { rows: conversions } = await client.query<Filled["conversions"][number]>(
    "SELECT id, dataset_id, file_path FROM conversions WHERE dataset_id = ANY($1) AND id NOT IN (SELECT conversion_id FROM artefacts WHERE kind LIKE '%snapshot%') ORDER BY md5(id::text) LIMIT 5000",
    [datasets.map(({ id }) => id)],
  );
  const { rows: pictured } = await client.query<Row>(
    "SELECT DISTINCT conversion_id AS id, dataset_id FROM artefacts WHERE kind LIKE '%snapshot%'",
  );
  const { rows: sizes } = await client.query<{ relname: string; rows: string; mb: string }>(`
    SELECT relname, reltuples::bigint AS rows, pg_total_relation_size(oid) / 1048576 AS mb FROM pg_class
    WHERE relname IN ('conversions', 'artefacts', 'search_chunks', 'blobs', 'events') ORDER BY relname`);
  return {
    conversions,
    pictured,
    sizes: sizes.map((row) => ({ table: row.relname, rows: Number(row.rows), mb: Number(row.mb) })),
  };
}

async function organizationId(client: pg.Client, name: string): Promise<string> {
  const id = newId();
  const { rows } = await client.query<{ id: string }>(
    "INSERT INTO organizations (id, name, aws_external_id) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id",
    [id, name, id],
  );
  return sure(rows[0]).id;
}

async function writeBlobs(client: pg.Client, datasetId: string, contents: readonly Buffer[]): Promise<void> {
  await client.query(
    "INSERT INTO blobs (dataset_id, sha256, size) SELECT $1, sha256, size FROM unnest($2::text[], $3::bigint[]) AS b(sha256, size) ON CONFLICT DO NOTHING",
    [datasetId, contents.map(sha256), contents.map(({ length }) => length)],
  );
}

async function writeFiles(objects: string, datasetId: string, contents: readonly Buffer[]): Promise<void> {
  for (const content of contents) {
    const file = path.join(objects, ...blobKey(datasetId, sha256(content)).split("/"));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
