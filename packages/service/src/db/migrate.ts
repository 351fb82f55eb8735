/**
 * Numbered SQL migrations, run once each, in order. A file that has run is never edited: its checksum is compared.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Pool, PoolClient } from "pg";

export interface Migration {
  /** The number and name: "0001_initial". */
  readonly name: string;
  readonly sql: string;
}

/** Any number that nothing else in the database uses. */
const lockKey = 7_311_942_026;

/** From `src` and from `dist` alike: SQL files are not compiled. */
const folder = fileURLToPath(new URL("../../src/db/migrations/", import.meta.url));

/** The migrations of this version, in order. */
export async function readMigrations(from: string = folder): Promise<Migration[]> {
  const files = (await readdir(from)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({ name: file.slice(0, -4), sql: await readFile(`${from}/${file}`, "utf8") })),
  );
}

/**
 * Brings the database to this version's tables; returns the names of the migrations that ran now. Processes that start at the same time
 * wait for each other. Throws when a migration that has run was edited since, or when the database is newer than this program.
 */
export async function runMigrations(pool: Pool, migrations?: readonly Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations());
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    try {
      return await runMissing(client, wanted);
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [lockKey]);
    }
  } finally {
    client.release();
  }
}

async function runMissing(client: PoolClient, wanted: readonly Migration[]): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY, sha256 text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ name: string; sha256: string }>("SELECT name, sha256 FROM schema_migrations");
  const ran = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const unknown = [...ran.keys()].filter((name) => !wanted.some((migration) => migration.name === name));
  if (unknown.length > 0) throw new Error(`the database is newer than this program: it has ${unknown.join(", ")}`);

  const done: string[] = [];
  for (const { name, sql } of wanted) {
    const sha256 = createHash("sha256").update(sql).digest("hex");
    const before = ran.get(name);
    if (before === sha256) continue;
    if (before !== undefined) throw new Error(`migration ${name} was edited after it had run`);
    await inTransaction(client, async () => {
      await client.query(sql);
      await client.query("INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)", [name, sha256]);
    });
    done.push(name);
  }
  return done;
}

async function inTransaction(client: PoolClient, body: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await body();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
