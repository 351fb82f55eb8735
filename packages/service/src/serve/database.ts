import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import type { Config } from "../config/index.js";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../db/index.js";
import { isPassing, patiently } from "../db/patience.js";
import type { Logger } from "../log/index.js";
import { privateFolder } from "../storage/modes.js";

export interface OpenDatabase {
  readonly database: Database;
  /** Closes the pool, and stops the server when this process started it. */
  close(): Promise<void>;
}

/** What the server calls the connections of this process. */
const nameOfProcess = `unbake ${hostname()} ${process.pid}`;
/** Machines that start together: the database may be the last one. A URL that is wrong is no reason to wait for long. */
const startPatienceMs = 30_000;
/** As root the database server is another account, which must come to its files: it may pass through and see nothing else. */
const passableFolder = 0o711;
const connectMs = 10_000;

/**
 * The configured database, brought to this version: the server at its URL, or one of our own in the data folder. Throws after half a minute
 * when there is none at the URL, at once when it refuses us; one that answered once and is lost again is waited for.
 */
export async function openDatabase(
  config: Pick<Config, "data" | "database_url" | "database_connections">,
  log: Logger,
): Promise<OpenDatabase> {
  await mkdir(config.data, { recursive: true, mode: process.getuid?.() === 0 ? passableFolder : privateFolder });
  let closing = false;
  const onRestart = (reason: string) => log.warn("the database was started again", { reason });
  const embedded =
    config.database_url === undefined ? await startEmbeddedPostgres(config.data, { onRestart }) : undefined;
  if (config.database_url !== undefined) await untilReached(config.database_url);
  const database = createDatabase(embedded?.url ?? config.database_url ?? "", {
    maxConnections: config.database_connections,
    name: nameOfProcess,
    onIdleError: (error) => {
      if (!closing) log.warn("a connection to the database broke", { reason: error.message });
    },
  });
  const close = async () => {
    closing = true;
    if (embedded?.isOurs()) await untilAlone(database);
    await database.close();
    await embedded?.stop();
  };
  try {
    const ran = await patiently(() => runMigrations(database.pool));
    if (ran.length > 0) log.info("the database was brought up to date", { migrations: ran });
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}

/** Throws an error that names the server, without its password. */
async function untilReached(url: string): Promise<void> {
  try {
    await patiently(() => reach(url), startPatienceMs);
  } catch (error) {
    const what = isPassing(error) ? `does not answer (tried for ${startPatienceMs / 1000} s)` : "cannot be used";
    const reason = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    throw new Error(`the database${placeOf(url)} ${what}: ${reason}`, { cause: error });
  }
}

async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs });
  // It may break at any time; callers get the error with their answer.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
  } finally {
    await client.end().catch(() => {});
  }
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return "";
  const { host, pathname } = new URL(url);
  return ` at ${host}${pathname}`;
}

const othersPatienceMs = 4000;

/** Runners that were told to end at the same time still have conversions to give back: the server waits for them a little. */
async function untilAlone({ kysely }: Database): Promise<void> {
  for (const began = Date.now(); Date.now() - began < othersPatienceMs; await sleep(100)) {
    try {
      const { rows } = await sql`
        SELECT FROM pg_stat_activity WHERE application_name LIKE 'unbake %' AND application_name <> ${nameOfProcess} LIMIT 1`.execute(
        kysely,
      );
      if (rows.length === 0) return;
    } catch {
      // It has gone without us.
      return;
    }
  }
}
