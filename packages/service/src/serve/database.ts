import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import type { Config } from "../config/index.js";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../db/index.js";
import type { Logger } from "../log/index.js";
import { patiently } from "../pipeline/patience.js";

export interface OpenDatabase {
  readonly database: Database;
  /** Closes the pool, and stops the server when this process started it. */
  close(): Promise<void>;
}

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
    name: `unbake ${hostname()} ${process.pid}`,
    onIdleError: (error) => {
      if (!closing) log.warn("a connection to the database broke", { reason: error.message });
    },
  });
  const close = async () => {
    closing = true;
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
