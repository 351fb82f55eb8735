import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../config/index.js";
import type { SourceOptions } from "../datasets/sources.js";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../db/index.js";
import type { Logger } from "../log/index.js";
import { prepareQueue } from "../queue/index.js";
import { folderStore, type ObjectStore, parseS3Uri, s3Client, s3Store } from "../storage/index.js";

/** Database and storage of one process, ready to be used. */
export interface Backend {
  readonly config: Config;
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly source: SourceOptions;
  /** For temporary files. */
  readonly scratch: string;
  readonly log: Logger;
  /** Closes connections; stops the database if this process started it. */
  close(): Promise<void>;
}

/**
 * Opens database and storage as configured: starts PostgreSQL in the data folder when no server is named, and brings the tables to this
 * version. Throws when one of them cannot be reached.
 */
export async function openBackend(config: Config, log: Logger): Promise<Backend> {
  const scratch = path.join(config.data, "tmp");
  await mkdir(scratch, { recursive: true });
  const embedded =
    config.database_url === undefined
      ? await startEmbeddedPostgres(config.data, {
          onRestart: (reason) => log.warn("the embedded PostgreSQL is started again", { reason }),
        })
      : undefined;
  const database = createDatabase(config.database_url ?? embedded?.url ?? "", {
    maxConnections: config.database_connections,
    onIdleError: (error) => log.warn("a connection to the database broke", { reason: error.message }),
  });
  const close = async () => {
    await database.close();
    await embedded?.stop();
  };
  try {
    const ran = await runMigrations(database.pool);
    if (ran.length > 0) log.info("the database was brought to this version", { migrations: ran });
    await prepareQueue(database);
    const objects = openStorage(config);
    await objects.check();
    return { config, database, objects, source: sourceOptions(config), scratch, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openStorage({ data, storage, s3_endpoint, s3_region }: Config): ObjectStore {
  if (!storage?.startsWith("s3://")) return folderStore(path.resolve(storage ?? path.join(data, "storage")));
  const client = s3Client({ region: s3_region, ...(s3_endpoint !== undefined && { endpoint: s3_endpoint }) });
  return s3Store(client, parseS3Uri(storage));
}

function sourceOptions({ source_endpoint, source_region, sts_endpoint }: Config): SourceOptions {
  return {
    region: source_region,
    ...(source_endpoint !== undefined && { endpoint: source_endpoint }),
    ...(sts_endpoint !== undefined && { stsEndpoint: sts_endpoint }),
  };
}
