import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Config } from "../config/index.js";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../db/index.js";
import type { Logger } from "../log/index.js";
import { patiently } from "../pipeline/patience.js";

export interface OpenDatabase {
  readonly database: Database;
  /** Closes the pool, and stops the server when this process started it. */
  close(): Promise<void>;
}

/** What the server calls the connections of this process. */
const nameOfProcess = `unbake ${hostname()} ${process.pid}`;
const startPatienceMs = 30_000;

/** The configured database, brought to this version: the server at its URL, or one of our own in the data folder. */
export async function openDatabase(
  config: Pick<Config, "data" | "database_url" | "database_connections">,
  log: Logger,
): Promise<OpenDatabase> {
  await mkdir(config.data, { recursive: true });
  let closing = false;
  const onRestart = (reason: string) => log.warn("the database was started again", { reason });
  const embedded =
    config.database_url === undefined ? await startEmbeddedPostgres(config.data, { onRestart }) : undefined;
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
    // Machines that start together: the database may be the last one.
    const ran = await patiently(() => runMigrations(database.pool), startPatienceMs);
    if (ran.length > 0) log.info("the database was brought up to date", { migrations: ran });
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}

const othersPatienceMs = 4000;

/** Workers that were told to end at the same time still have conversions to give back: the server waits for them a little. */
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
