/** The HTTP edge on a database and a storage: what `unbake serve` listens with, and what tests drive. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { ChildPool } from "@unbake/jobs";
import { type Kysely, sql } from "kysely";
import type { Conditions } from "../conditions/index.js";
import type { SourceOptions } from "../datasets/sources.js";
import type { Database, Tables } from "../db/index.js";
import { patiently } from "../db/patience.js";
import type { ApiSetting } from "../http/context.js";
import { createPageTokens } from "../http/pageToken.js";
import { createActions, createBytes, createChanges, createModels, createPrograms } from "../http/ports/index.js";
import { createServer } from "../http/server.js";
import type { Logger } from "../log/index.js";
import { type Embedder, semanticSearch } from "../search/index.js";
import type { ObjectStore } from "../storage/index.js";

export interface ApiOptions {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly source: SourceOptions;
  readonly scratch: string;
  readonly embedder: Embedder;
  /** Children that make models for viewers. */
  readonly modelPool: ChildPool;
  /** Children that run programs while they are written. */
  readonly programPool: ChildPool;
  readonly setting: ApiSetting;
  readonly conditions: Conditions;
  readonly log: Logger;
  /** True when the process is going down: load balancers should look elsewhere. */
  readonly isDraining: () => boolean;
}

export interface Api {
  readonly port: number;
  readonly url: string;
  /** Ends what is running, cuts event streams. */
  close(): Promise<void>;
}

/** Listens at `port` (0: any free one). Tables must be there. */
export async function startApi(
  options: ApiOptions,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Api> {
  const { database, objects, source, scratch, embedder, setting, log } = options;
  const db = database.kysely;
  const extensions = await patiently(() => extensionsOf(db));
  const pageTokenKey = await patiently(() => pageKey(db));
  const changes = createChanges(database.url);
  const bytes = createBytes({ db, objects, source });
  const onError = (error: unknown) => log.warn("search by meaning is without its model", { error });
  const search = { db, embedder, hasPgvector: extensions.has("vector"), onError };
  const app = await createServer({
    db,
    hasTrigrams: extensions.has("pg_trgm"),
    pageTokens: createPageTokens(pageTokenKey),
    actions: createActions({ db, objects, scratch: path.join(scratch, "uploads"), maxFileBytes: setting.maxFileBytes }),
    bytes,
    models: createModels({ db, objects, bytes, pool: options.modelPool, scratch: path.join(scratch, "models") }),
    programs: createPrograms({ pool: options.programPool, scratch: path.join(scratch, "programs") }),
    semantic: { search: (datasetId, question, limit) => semanticSearch(search, datasetId, question, limit) },
    changes,
    setting,
    log,
    unready: () => whyUnready(options),
    report: (error) => void options.conditions.report(error),
  });
  const url = await app.listen({ port, host });
  const address = app.server.address();
  return {
    url,
    port: typeof address === "object" && address ? address.port : port,
    async close() {
      // Streams of events never end by themselves.
      const grace = setTimeout(() => app.server.closeAllConnections(), 1000);
      await app.close();
      clearTimeout(grace);
      await changes.close();
    },
  };
}

async function whyUnready({ conditions, isDraining }: ApiOptions): Promise<string | undefined> {
  return isDraining() ? "the service is going down" : conditions.look();
}

/** The extensions that the database has and the tables were made with: pgvector that came later has no column yet. */
export async function extensionsOf(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ extname: string }>`
    SELECT extname FROM pg_extension WHERE extname <> 'vector' OR EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = to_regclass('search_chunks') AND attname = 'vector')`.execute(db);
  return new Set(rows.map(({ extname }) => extname));
}

/** The key that signs page tokens: made once, shared by all processes on this database. */
async function pageKey(db: Kysely<Tables>): Promise<Buffer> {
  const key = "page_token_key";
  await db
    .insertInto("settings")
    .values({ key, value: JSON.stringify(randomBytes(32).toString("base64")) })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirstOrThrow();
  return Buffer.from(String(row.value), "base64");
}
